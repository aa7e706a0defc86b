/** Writes a build to a new folder, so that the served code is not modified. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/**
 * Whether a folder contains exactly these files. Source maps are not compared, because they depend on their
 * location.
 */
export function holdsBuild(folder: string, files: ReadonlyMap<string, Uint8Array>): boolean {
  return [...files].every(([name, contents]) => {
    if (name.endsWith('.map')) return true;
    const file = join(folder, name);
    return existsSync(file) && Buffer.compare(readFileSync(file), contents) === 0;
  });
}

/**
 * Creates a folder with the built files and the other files of the asset, such as native modules.
 * @param asset the folder that is currently served
 */
export function writeBuild(folder: string, files: ReadonlyMap<string, Uint8Array>, asset: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  cpSync(asset, folder, {
    recursive: true,
    filter: (source) => !files.has(relative(asset, source).replaceAll(sep, '/')),
  });
  for (const [name, contents] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), contents);
  }
}
