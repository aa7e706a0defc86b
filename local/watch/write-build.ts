/** Writes a build aside, so that what is being served stays whole. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Whether a folder holds these very files; source maps may differ, since they tell of the place that they lie in. */
export function holdsBuild(folder: string, files: ReadonlyMap<string, Uint8Array>): boolean {
  return [...files].every(([name, contents]) => {
    if (name.endsWith('.map')) return true;
    const file = join(folder, name);
    return existsSync(file) && Buffer.compare(readFileSync(file), contents) === 0;
  });
}

/**
 * Makes a folder of the built files and of whatever else the asset holds, such as native modules.
 * @param asset the folder that is served now
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
