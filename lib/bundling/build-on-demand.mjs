/**
 * Builds the files of an asset that its function loads on demand, and trims all its source maps: node build-on-demand.mjs FOLDER OPTIONS
 *
 * OPTIONS: esbuild's options as JSON in base64url, which every shell passes on unchanged. Paths are relative to the project.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { trimSourceMap } from './trim-source-map.mjs';

const [folder, encoded] = process.argv.slice(2);
const options = JSON.parse(Buffer.from(encoded, 'base64url').toString());
const project = fileURLToPath(new URL('../..', import.meta.url));
try {
  buildSync({ ...options, absWorkingDir: project, outdir: path.resolve(folder), logLevel: 'warning' });
  trimSourceMaps();
} catch (error) {
  // esbuild has printed its errors
  if (!Array.isArray(error.errors)) throw error;
  process.exitCode = 1;
}

function trimSourceMaps() {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.js.map'))) {
    const file = path.join(folder, name);
    writeFileSync(file, JSON.stringify(trimSourceMap(JSON.parse(readFileSync(file, 'utf8')))));
  }
}
