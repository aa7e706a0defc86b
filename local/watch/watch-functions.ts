/**
 * Watches the sources of functions. Builds changed functions, and serves the new code after it has loaded.
 */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalEvent } from '../run/event';
import { shortId } from '../support/short-id';
import type { FunctionDefinition } from '../template/model';
import { type Build, type Bundler, createBundler } from './create-bundler';
import { holdsBuild, writeBuild } from './write-build';

/** What to watch, and the receiver of the new code. */
export interface WatchFunctionsOptions {
  readonly definitions: readonly FunctionDefinition[];
  readonly project: string;
  /** The folder for builds. */
  readonly folder: string;
  /** The served code may lack sources that changed after this time, in epoch milliseconds. */
  readonly builtAt: number;
  /** Runs a function with the code of another folder. Returns false if that code does not load. */
  replaceCode(logicalId: string, codePath: string): Promise<boolean>;
  emit(event: LocalEvent): void;
}

/** Watched functions. */
export interface FunctionsWatch {
  /**
   * Records changed files.
   * @param since the time of the first change, by `performance.now()`
   */
  change(paths: ReadonlySet<string>, since: number): void;
  /** Whether a file is a source of a function. */
  isInput(path: string): boolean;
  /**
   * Returns the sources that do not build, after running builds have finished. Their errors are already
   * reported.
   */
  findBroken(): Promise<ReadonlySet<string>>;
  /** Ends after running builds have finished. */
  close(): Promise<void>;
}

interface Watched {
  readonly logicalId: string;
  readonly bundler: Bundler;
  inputs: ReadonlySet<string>;
  /** The latest build if it is not served. It is already reported, and any change can fix it. */
  failed: Build | undefined;
  codePath: string;
  /** Folders of earlier builds, whose instances may still be running. */
  readonly earlier: string[];
}

/** Files that esbuild reads in addition to its inputs. */
const SETTINGS = ['tsconfig.json', 'package.json'];

/** Starts to watch the functions that have build options and sources in this project. */
export async function watchFunctions(options: WatchFunctionsOptions): Promise<FunctionsWatch> {
  const { definitions, project, folder, builtAt, emit } = options;
  const watched: Watched[] = [];
  const settings = new Set(SETTINGS.map((name) => join(project, name)));
  let builds = 0;
  let changed = new Set<string>();
  let changedSince: number | undefined;
  let closed = false;
  let work = Promise.resolve();

  for (const { logicalId, codePath, esbuild } of definitions) {
    const name = logicalId.replaceAll('/', '-');
    const bundler = esbuild && (await createBundler(esbuild, project, join(folder, name)));
    if (bundler === undefined) continue;
    watched.push({ logicalId, bundler, inputs: new Set(), failed: undefined, codePath, earlier: [] });
  }

  /** @returns the name of the function and its error, if there is one to report */
  async function renew(
    one: Watched,
    paths: ReadonlySet<string>,
    since: number,
  ): Promise<{ name: string; message: string } | undefined> {
    const name = shortId(one.logicalId);
    const build = await one.bundler.build();
    // Reported once, so that the output can be written to a watched file.
    if (closed || (isSame(build, one.failed) && !concerns(paths, one))) return undefined;
    one.failed = build.kind === 'broken' ? build : undefined;
    if (build.kind === 'broken') return { name, message: build.message };
    one.inputs = build.inputs;
    if (holdsBuild(one.codePath, build.files)) return undefined;
    builds += 1;
    const target = join(folder, `${one.logicalId.replaceAll('/', '-')}.${builds}`);
    writeBuild(target, build.files, one.codePath);
    if (!(await options.replaceCode(one.logicalId, target))) {
      rmSync(target, { recursive: true, force: true });
      one.failed = build;
      return closed ? undefined : { name, message: 'the new version does not load' };
    }
    one.codePath = target;
    one.earlier.push(target);
    for (const old of one.earlier.splice(0, one.earlier.length - 2)) {
      rmSync(old, { recursive: true, force: true });
    }
    emit({ kind: 'reloaded', what: name, milliseconds: performance.now() - since });
    return undefined;
  }

  async function renewAll(
    those: readonly Watched[],
    paths: ReadonlySet<string>,
    since: number,
  ): Promise<void> {
    const failures = (await Promise.all(those.map((one) => renew(one, paths, since)))).filter(
      (failure) => !!failure,
    );
    for (const message of new Set(failures.map((failure) => failure.message))) {
      const names = failures.filter((failure) => failure.message === message).map(({ name }) => name);
      emit({ kind: 'kept', what: names, message });
    }
  }

  async function follow(): Promise<void> {
    if (closed || changedSince === undefined) return;
    const [paths, since] = [changed, changedSince];
    changed = new Set();
    changedSince = undefined;
    const all = [...settings].some((path) => paths.has(path));
    const affected = watched.filter(
      ({ failed, inputs }) => all || failed || [...paths].some((path) => inputs.has(path)),
    );
    await renewAll(affected, paths, since);
  }

  function warn(error: unknown): void {
    emit({ kind: 'warning', text: `Reloading failed: ${(error as Error).message}` });
  }

  // The first build finds the sources of a function.
  work = (async () => {
    // In sequence, because it is not urgent.
    const late: Watched[] = [];
    for (const one of watched) {
      if (closed) return;
      const build = await one.bundler.build();
      if (build.kind === 'built') one.inputs = build.inputs;
      if (build.kind === 'broken' || [...build.inputs].some((path) => modifiedAt(path) > builtAt)) {
        late.push(one);
      }
    }
    await renewAll(late, new Set(), performance.now());
  })().catch(warn);

  return {
    change(paths, since) {
      for (const path of paths) changed.add(path);
      changedSince ??= since;
      work = work.then(follow).catch(warn);
    },
    isInput: (path) => watched.some(({ inputs }) => inputs.has(path)),
    async findBroken() {
      await work;
      return new Set(watched.flatMap(({ failed }) => (failed?.kind === 'broken' ? [...failed.files] : [])));
    },
    async close() {
      closed = true;
      await work;
      await Promise.all(watched.map(({ bundler }) => bundler.dispose()));
    },
  };
}

/** Whether a build is the same as one that failed before. */
function isSame(build: Build, failed: Build | undefined): boolean {
  if (build.kind === 'broken') return failed?.kind === 'broken' && failed.message === build.message;
  return (
    failed?.kind === 'built' &&
    [...build.files].every(([name, contents]) => {
      const before = failed.files.get(name);
      return before !== undefined && Buffer.compare(before, contents) === 0;
    })
  );
}

/** Whether a file is a source of the function, in its latest build or in the failed one. */
function concerns(paths: ReadonlySet<string>, { inputs, failed }: Watched): boolean {
  return [...paths].some((path) => inputs.has(path) || (failed?.kind === 'broken' && failed.files.has(path)));
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
