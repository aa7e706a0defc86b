/** Bundles the client into ES modules: one for each entry of its package and one for the code that they share. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as esbuild from 'esbuild';

const root = path.join(__dirname, '..', '..');
const client = path.join(root, 'client');
/** The project's license, and the licenses of the packages that the modules contain. */
const LICENSES = [
  'LICENSE',
  'node_modules/openapi-fetch/LICENSE',
  'node_modules/@simplewebauthn/browser/LICENSE.md',
];

/**
 * Writes the modules, which need no other package, and the licenses of the code in them.
 * @param folder the output folder, which must exist
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
    // the language level that browsers support since 2022
    target: 'es2022',
    minify: true,
    metafile: true,
    // the file LICENSE holds the licenses, so pages do not load them with each module
    legalComments: 'none',
    logLevel: 'silent',
  });
  const licenses = LICENSES.map((file) => readFileSync(path.join(root, file), 'utf8').trim());
  writeFileSync(path.join(folder, 'LICENSE'), `${licenses.join('\n\n---\n\n')}\n`);
  return Object.fromEntries(
    Object.entries(metafile.outputs).map(([file, { bytes }]) => [path.basename(file), bytes]),
  );
}

/** Returns the sources of the package's exports: `./dist/web-storage.js` is made from `src/web-storage.ts`. */
function entryPoints(): string[] {
  const { exports } = JSON.parse(readFileSync(path.join(client, 'package.json'), 'utf8'));
  return Object.values(exports as Record<string, { default?: string }>).flatMap((entry) =>
    // an entry without code exports only types
    entry.default === undefined
      ? []
      : [path.join(client, 'src', `${path.basename(entry.default, '.js')}.ts`)],
  );
}
