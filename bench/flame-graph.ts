/** Draws the CPU profiles of a folder as one flame graph, in SVG, on standard output. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addUp } from './flame/read-profiles';
import { renderFlameGraph } from './flame/render-flame-graph';

const USAGE = 'Usage: node --import tsx bench/flame-graph.ts FOLDER TITLE > FILE.svg';

function main(): void {
  const [folder, title] = process.argv.slice(2);
  if (folder === undefined || title === undefined) throw new Error(USAGE);
  const files = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
  if (files.length === 0) throw new Error(`${folder} holds no .cpuprofile: node --cpu-prof writes them`);
  const profiles = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  process.stdout.write(renderFlameGraph(addUp(profiles, process.cwd()), title));
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
