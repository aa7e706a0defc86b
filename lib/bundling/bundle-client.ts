/** Bundles the client into ES modules, one for each entry of its package and one for what they share. */
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as esbuild from 'esbuild';

const client = path.join(__dirname, '..', '..', 'client');

/**
 * Writes the modules, which need no other package.
 * @param folder where they go; it has to exist
 * @returns their sizes in bytes, by name
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
    legalComments: 'none',
    logLevel: 'silent',
  });
  return Object.fromEntries(
    Object.entries(metafile.outputs).map(([file, { bytes }]) => [path.basename(file), bytes]),
  );
}

/** The sources of what the package exports: `./dist/web-storage.js` is made from `src/web-storage.ts`. */
function entryPoints(): string[] {
  const { exports } = JSON.parse(readFileSync(path.join(client, 'package.json'), 'utf8'));
  return Object.values(exports as Record<string, { default: string }>).map((entry) =>
    path.join(client, 'src', `${path.basename(entry.default, '.js')}.ts`),
  );
}
