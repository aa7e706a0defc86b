/** Watches the sources of a run: those of its functions, and those of the CDK app. */
import { rmSync } from 'node:fs';
import { describeChanges } from '../run/describe-changes';
import type { LocalEvent } from '../run/event';
import type { ServedApp } from '../run/read-served-app';
import type { ServedAssembly } from '../run/serve-assembly';
import { shortId } from '../support/short-id';
import { StartError } from '../support/start-error';
import { AssemblyError } from '../template/assembly-error';
import { collectChanges } from './collect-changes';
import { isEquivalentApp } from './is-equivalent-app';
import { type AppWatch, watchApp } from './watch-app';
import { watchFolders } from './watch-folders';
import { type FunctionsWatch, watchFunctions } from './watch-functions';

/** How to synthesize the app again. */
export interface SynthesisAgain {
  /** The folder of the assembly that is served first. */
  readonly first: string;
  /** Synthesizes to a folder, and returns the folder. */
  make(output: string, signal: AbortSignal): Promise<string>;
  read(assembly: string): Promise<ServedApp>;
  /** Prepares an app for serving, on the same ports and tables. */
  serve(source: ServedApp): Promise<ServedAssembly>;
  /** Receives the assembly that is served from now on. */
  replace(next: ServedAssembly): void;
  /** Withdraws unused ports. Returns a function that closes them. */
  withdrawPorts(): () => Promise<void>;
}

/** What to watch. */
export interface WatchRunOptions {
  readonly project: string;
  /** The folder for the builds of functions. */
  readonly folder: string;
  /** The served code may lack sources that changed after this time, in epoch milliseconds. */
  readonly builtAt: number;
  serving(): ServedAssembly;
  /** @default - another program creates the assembly, and only functions are watched */
  readonly synthesis?: SynthesisAgain;
  emit(event: LocalEvent): void;
}

/**
 * Starts watching in the background, after the functions have loaded.
 * @returns a function that ends it
 */
export function watchRun(options: WatchRunOptions): () => Promise<void> {
  const { project, emit, synthesis } = options;
  let functions: FunctionsWatch | undefined;
  let app: AppWatch | undefined;
  let stopWatching = () => {};
  let closed = false;
  let assembly = synthesis?.first;
  let syntheses = 0;
  let builds = options.folder;
  const retiring = new Set<ServedAssembly>();
  const ending = new AbortController();

  function followFunctions(builtAt: number): Promise<FunctionsWatch> {
    const serving = options.serving();
    // Builds of different assemblies are in separate folders.
    builds = syntheses === 0 ? options.folder : `${options.folder}.${syntheses}`;
    return watchFunctions({
      definitions: serving.app.functions,
      project,
      folder: builds,
      builtAt,
      replaceCode: serving.functions.replaceCode,
      emit,
    });
  }

  /** @returns undefined if nothing changed */
  async function makeNext(again: SynthesisAgain, output: string): Promise<ServedAssembly | undefined> {
    const source = await again.read(await again.make(output, ending.signal));
    if (isEquivalentApp(source.app, options.serving().app)) return undefined;
    const next = await again.serve(source);
    const failedBefore = new Set(await options.serving().functions.warm());
    const failed = (await next.functions.warm()).filter((logicalId) => !failedBefore.has(logicalId));
    if (failed.length === 0 && !closed) return next;
    await next.close();
    throw new StartError(`${failed.map(shortId).join(', ')}: the new version does not load`);
  }

  async function resynthesize(again: SynthesisAgain, since: number): Promise<void> {
    syntheses += 1;
    const output = `${again.first}.${syntheses}`;
    const startedAt = Date.now();
    let next: ServedAssembly | undefined;
    try {
      next = await makeNext(again, output);
    } catch (error) {
      if (!closed) emit({ kind: 'kept', what: ['the stack'], message: describeFailure(error) });
    }
    if (next === undefined) {
      await again.withdrawPorts()();
      discard(output);
      return;
    }
    const old = options.serving();
    const [oldAssembly, oldBuilds, oldFunctions] = [assembly, builds, functions];
    functions = undefined;
    await oldFunctions?.close();
    again.replace(next);
    assembly = output;
    next.open();
    const closePorts = again.withdrawPorts();
    const changes = describeChanges(old.served, next.served);
    const milliseconds = performance.now() - since;
    emit({ kind: 'reloaded', what: 'the stack', milliseconds, ...(changes.length > 0 && { changes }) });
    retiring.add(old);
    void old.retire().then(async () => {
      retiring.delete(old);
      await closePorts();
      discard(oldAssembly);
      discard(oldBuilds);
    });
    if (!closed) functions = await followFunctions(startedAt);
  }

  async function begin(): Promise<void> {
    await options.serving().functions.warm();
    if (closed) return;
    if (synthesis !== undefined) {
      app = await watchApp({
        project,
        isFunctionInput: (path) => functions?.isInput(path) === true,
        findBroken: async () => (await functions?.findBroken()) ?? new Set(),
        synthesize: (since) => resynthesize(synthesis, since),
        emit,
      });
    }
    if (closed) return;
    // Before the first builds, so that no change is missed.
    const changes = collectChanges({
      onRest: (paths, since) => {
        functions?.change(paths, since);
        app?.change(paths, since);
      },
    });
    const stop = watchFolders({ folder: project, onChange: changes.add });
    stopWatching = () => {
      stop();
      changes.stop();
    };
    functions = await followFunctions(options.builtAt);
  }

  const begun = begin().catch((error: unknown) => {
    emit({ kind: 'warning', text: `Changes are not followed: ${(error as Error).message}` });
  });
  return async () => {
    closed = true;
    ending.abort();
    stopWatching();
    await begun;
    stopWatching();
    await app?.close();
    await functions?.close();
    await Promise.all([...retiring].map((old) => old.close()));
  };
}

function discard(folder: string | undefined): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  if (folder !== undefined) rmSync(`${folder}.inline-code`, { recursive: true, force: true });
}

function describeFailure(error: unknown): string {
  const known = error instanceof StartError || error instanceof AssemblyError;
  return (known ? error.message : String((error as Error).stack ?? error)).replaceAll(/\s*\n\s*/g, ' ');
}
