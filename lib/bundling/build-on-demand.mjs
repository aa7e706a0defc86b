/**
 * Builds the files of an asset that its function loads on demand: node build-on-demand.mjs FOLDER OPTIONS
 *
 * OPTIONS: esbuild's options as JSON in base64url, which every shell passes on unchanged. Paths are relative to the project.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const [folder, encoded] = process.argv.slice(2);
const options = JSON.parse(Buffer.from(encoded, 'base64url').toString());
const project = fileURLToPath(new URL('../..', import.meta.url));
try {
  buildSync({ ...options, absWorkingDir: project, outdir: path.resolve(folder), logLevel: 'warning' });
} catch {
  // esbuild has printed the errors
  process.exitCode = 1;
}
