/** Reads which files of an asset esbuild builds. The app itself creates all other files of the asset. */
import { basename } from 'node:path';

type Options = Readonly<Record<string, unknown>>;

/** The outputs and their sources. */
export interface BuildPlan {
  /** Sources by output file. Neither contains a path out of its folder. */
  readonly sources: ReadonlyMap<string, string>;
  /** The same for esbuild: one source with its `outfile`, or sources by output name without extension. */
  readonly entries:
    | { readonly entryPoints: [string]; readonly outfile: string }
    | { readonly entryPoints: Record<string, string>; readonly outfile?: never };
}

/** The name of an output that stays within its folder. */
const OUTPUT_NAME = /^(?!\.)[\w.-]+(?:\/(?!\.)[\w.-]+)*$/;

/** @returns undefined if the options name no source, or an output outside the folder */
export function readBuildPlan({ entryPoints, outfile }: Options): BuildPlan | undefined {
  if (Array.isArray(entryPoints)) {
    const [source] = entryPoints;
    if (typeof source !== 'string') return undefined;
    const file = typeof outfile === 'string' ? basename(outfile) : 'index.js';
    return { sources: new Map([[file, source]]), entries: { entryPoints: [source], outfile: file } };
  }
  if (typeof entryPoints !== 'object' || entryPoints === null) return undefined;
  const named = Object.entries(entryPoints);
  const sound = named.filter(
    (entry): entry is [string, string] => OUTPUT_NAME.test(entry[0]) && typeof entry[1] === 'string',
  );
  if (sound.length === 0 || sound.length < named.length) return undefined;
  return {
    sources: new Map(sound.map(([name, source]) => [`${name}.js`, source])),
    entries: { entryPoints: Object.fromEntries(sound) },
  };
}

/** Returns the names of the bundles and of their source maps. */
export function builtFiles(options: Options): ReadonlySet<string> {
  const bundles = [...(readBuildPlan(options)?.sources.keys() ?? [])];
  return new Set(bundles.flatMap((name) => [name, `${name}.map`]));
}
