/** Keeps functions at their sources: builds what changed, and hands it over once it has loaded. */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalEvent } from '../event';
import { shortId } from '../short-id';
import type { FunctionDefinition } from '../template/model';
import { type Bundler, createBundler } from './create-bundler';
import { holdsBuild, writeBuild } from './write-build';

/** What is watched, and who gets the new code. */
export interface WatchFunctionsOptions {
  readonly definitions: readonly FunctionDefinition[];
  readonly project: string;
  /** Where builds are written to. */
  readonly folder: string;
  /** Sources that were changed later than this may not be in what is served; epoch milliseconds. */
  readonly builtAt: number;
  /** Runs a function by the code of another folder; false when that does not load. */
  replaceCode(logicalId: string, codePath: string): Promise<boolean>;
  emit(event: LocalEvent): void;
}

/** Functions that follow their sources. */
export interface FunctionsWatch {
  /**
   * Takes note of changed files.
   * @param since when the first of them changed, as `performance.now()` has it
   */
  change(paths: ReadonlySet<string>, since: number): void;
  /** Whether a file is a source of some function. */
  isInput(path: string): boolean;
  /** Ends once what is being built is done. */
  close(): Promise<void>;
}

interface Watched {
  readonly logicalId: string;
  readonly bundler: Bundler;
  inputs: ReadonlySet<string>;
  /** Whether the latest sources are not what is served, so that any change may mend them. */
  broken: boolean;
  codePath: string;
  /** Folders of earlier builds, whose instances may still be answering. */
  readonly earlier: string[];
}

/** What esbuild reads besides its inputs. */
const SETTINGS = ['tsconfig.json', 'package.json'];

/** Starts to follow those functions whose metadata says how they are built, from sources of this project. */
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
    watched.push({ logicalId, bundler, inputs: new Set(), broken: false, codePath, earlier: [] });
  }

  /** @returns the name of the function and its error, if there is one */
  async function renew(one: Watched, since: number): Promise<{ name: string; message: string } | undefined> {
    const name = shortId(one.logicalId);
    const build = await one.bundler.build();
    if (closed) return undefined;
    one.broken = build.kind === 'broken';
    if (build.kind === 'broken') return { name, message: build.message };
    one.inputs = build.inputs;
    if (holdsBuild(one.codePath, build.files)) return undefined;
    builds += 1;
    const target = join(folder, `${one.logicalId.replaceAll('/', '-')}.${builds}`);
    writeBuild(target, build.files, one.codePath);
    if (!(await options.replaceCode(one.logicalId, target))) {
      rmSync(target, { recursive: true, force: true });
      one.broken = true;
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

  async function renewAll(those: readonly Watched[], since: number): Promise<void> {
    const failures = (await Promise.all(those.map((one) => renew(one, since)))).filter(
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
      ({ broken, inputs }) => all || broken || [...paths].some((path) => inputs.has(path)),
    );
    await renewAll(affected, since);
  }

  function warn(error: unknown): void {
    emit({ kind: 'warning', text: `Reloading failed: ${(error as Error).message}` });
  }

  // the first build tells what a function is made of
  work = (async () => {
    // one after the other, since there is no hurry
    for (const one of watched) {
      if (closed) return;
      const build = await one.bundler.build();
      if (build.kind === 'built') one.inputs = build.inputs;
      else one.broken = true;
    }
    const late = watched.filter(
      ({ broken, inputs }) => broken || [...inputs].some((path) => modifiedAt(path) > builtAt),
    );
    await renewAll(late, performance.now());
  })().catch(warn);

  return {
    change(paths, since) {
      for (const path of paths) changed.add(path);
      changedSince ??= since;
      work = work.then(follow).catch(warn);
    },
    isInput: (path) => watched.some(({ inputs }) => inputs.has(path)),
    async close() {
      closed = true;
      await work;
      await Promise.all(watched.map(({ bundler }) => bundler.dispose()));
    },
  };
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
