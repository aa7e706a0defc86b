/** Bundles the client into ES modules, one for each entry of its package and one for what they share. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as esbuild from 'esbuild';

const root = path.join(__dirname, '..', '..');
const client = path.join(root, 'client');
/** The project's own, and that of the package that the modules contain. */
const LICENSES = ['LICENSE', 'node_modules/openapi-fetch/LICENSE'];

/**
 * Writes the modules, which need no other package, and the licenses of what is in them.
 * @param folder where they go; it has to exist
 * @returns the modules' sizes in bytes, by name
 */
export async function bundleClient(folder: string): Promise<Readonly<Record<string, number>>> {
  const { metafile } = await esbuild.build({
    absWorkingDir: client,
    entryPoints: entryPoints(),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    conditions: ['import'],
    // what browsers of 2022 understand
    target: 'es2022',
    minify: true,
    metafile: true,
    // a file of its own says it once, and costs a page nothing
    legalComments: 'none',
    logLevel: 'silent',
  });
  const licenses = LICENSES.map((file) => readFileSync(path.join(root, file), 'utf8').trim());
  writeFileSync(path.join(folder, 'LICENSE'), `${licenses.join('\n\n---\n\n')}\n`);
  return Object.fromEntries(
    Object.entries(metafile.outputs).map(([file, { bytes }]) => [path.basename(file), bytes]),
  );
}

/** The sources of the code that the package exports: `./dist/web-storage.js` is made from `src/web-storage.ts`. */
function entryPoints(): string[] {
  const { exports } = JSON.parse(readFileSync(path.join(client, 'package.json'), 'utf8'));
  return Object.values(exports as Record<string, { default?: string }>).flatMap((entry) =>
    // some are types alone
    entry.default === undefined
      ? []
      : [path.join(client, 'src', `${path.basename(entry.default, '.js')}.ts`)],
  );
}
