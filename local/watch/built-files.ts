/** Reads from esbuild's options what it builds of an asset; whatever else lies in the asset was put there by the app. */
import { basename } from 'node:path';

type Options = Readonly<Record<string, unknown>>;

/** What is built from what. */
export interface BuildPlan {
  /** Sources by the file that each becomes, both without a folder that leads out of their own. */
  readonly sources: ReadonlyMap<string, string>;
  /** The same for esbuild: one source with its `outfile`, or sources by output without extension. */
  readonly entries:
    | { readonly entryPoints: [string]; readonly outfile: string }
    | { readonly entryPoints: Record<string, string>; readonly outfile?: never };
}

/** A name of an output that stays within its folder. */
const OUTPUT_NAME = /^(?!\.)[\w.-]+(?:\/(?!\.)[\w.-]+)*$/;

/** @returns undefined when the options name no source, or an output outside of the folder */
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

/** The names of the bundles and of their source maps. */
export function builtFiles(options: Options): ReadonlySet<string> {
  const bundles = [...(readBuildPlan(options)?.sources.keys() ?? [])];
  return new Set(bundles.flatMap((name) => [name, `${name}.map`]));
}
