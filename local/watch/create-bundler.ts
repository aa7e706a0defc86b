/** Builds the bundles of one function repeatedly, with the options of its asset. */
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type BuildContext, type BuildOptions, context, type Message } from 'esbuild';
import { withEsbuild } from '../support/esbuild-service';
import { readBuildPlan } from './built-files';
import { describeBuildError } from './describe-build-error';

/** The result of one build. */
export type Build =
  | {
      readonly kind: 'built';
      /** Contents by path in the asset. */
      readonly files: ReadonlyMap<string, Uint8Array>;
      /** Absolute paths of all files that were read outside `node_modules`. */
      readonly inputs: ReadonlySet<string>;
    }
  | {
      readonly kind: 'broken';
      readonly message: string;
      /** Absolute paths of the files with errors. */
      readonly files: ReadonlySet<string>;
    };

/** A bundler that caches parsed files until esbuild's process ends. */
export interface Bundler {
  build(): Promise<Build>;
  dispose(): Promise<void>;
}

/** Options that affect the output. An assembly may not set other options, such as a folder to write to. */
const ACCEPTED = [
  'alias',
  'banner',
  'bundle',
  'charset',
  'conditions',
  'define',
  'external',
  'footer',
  'format',
  'inject',
  'keepNames',
  'loader',
  'mainFields',
  'minify',
  'platform',
  'sourcemap',
  'sourcesContent',
  'supported',
  'target',
  'tsconfig',
] as const satisfies readonly (keyof BuildOptions)[];

/**
 * Creates the bundler of a function.
 * @param options esbuild's own options as JSON, with paths relative to the project
 * @param output the folder that source maps refer to; the bundler does not write to it
 * @returns undefined if the options name no source file of this project
 */
export async function createBundler(
  options: Readonly<Record<string, unknown>>,
  project: string,
  output: string,
): Promise<Bundler | undefined> {
  const plan = readBuildPlan(options);
  if (plan === undefined) return undefined;
  if (![...plan.sources.values()].every((source) => existsSync(join(project, source)))) return undefined;
  const { entryPoints, outfile } = plan.entries;
  const chosen = ACCEPTED.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]);
  const create = () =>
    context<BuildOptions>({
      ...Object.fromEntries(chosen),
      absWorkingDir: project,
      entryPoints,
      ...(outfile === undefined ? { outdir: output } : { outfile: join(output, outfile) }),
      metafile: true,
      write: false,
      logLevel: 'silent',
    });
  let created: { readonly context: BuildContext; readonly rests: number } | undefined;

  /** @returns undefined if there is no context, or it is no longer valid */
  const current = (rests: number) => (created?.rests === rests ? created.context : undefined);

  return {
    async build() {
      try {
        const { outputFiles = [], metafile } = await withEsbuild(async (rests) => {
          const usable = current(rests) ?? (await create());
          created = { context: usable, rests };
          return usable.rebuild();
        });
        const inputs = Object.keys(metafile?.inputs ?? {}).filter(
          (path) => !/(?:^|\/)node_modules\//.test(path),
        );
        return {
          kind: 'built',
          files: new Map(
            outputFiles.map(({ path, contents }) => [relative(output, path).replaceAll(sep, '/'), contents]),
          ),
          inputs: new Set(inputs.map((path) => join(project, path))),
        };
      } catch (error) {
        const { errors = [] } = error as { errors?: readonly Message[] };
        const places = errors.flatMap(({ location }) => (location ? [join(project, location.file)] : []));
        return { kind: 'broken', message: describeBuildError(error), files: new Set(places) };
      }
    },
    dispose: () => withEsbuild(async (rests) => current(rests)?.dispose()),
  };
}
