/** Names the files of an asset that esbuild makes; whatever else lies in it was put there by the app. */
import { basename } from 'node:path';

type Options = Readonly<Record<string, unknown>>;

/** The file that the single entry of a build is written to. */
export function outfileOf({ outfile }: Options): string {
  return typeof outfile === 'string' ? basename(outfile) : 'index.js';
}

/** The names of the bundles and of their source maps. */
export function builtFiles(options: Options): ReadonlySet<string> {
  const bundles = [outfileOf(options)];
  return new Set(bundles.flatMap((name) => [name, `${name}.map`]));
}
