/** Watches the sources of a run's CDK app, and synthesizes it again after a change. */
import { dirname, join } from 'node:path';
import type { LocalEvent } from '../run/event';
import { findAppInputs } from './find-app-inputs';

/** What to watch, and how to react. */
export interface WatchAppOptions {
  readonly project: string;
  /** Whether a file is a function's source. A change of it does not change the template. */
  isFunctionInput(path: string): boolean;
  /** Returns the sources that do not build. Their errors are already reported. */
  findBroken(): Promise<ReadonlySet<string>>;
  /**
   * Synthesizes the app and serves the result.
   * @param since the time of the first change, by `performance.now()`
   */
  synthesize(since: number): Promise<void>;
  emit(event: LocalEvent): void;
}

/** A watched app. */
export interface AppWatch {
  /** Records changed files. */
  change(paths: ReadonlySet<string>, since: number): void;
  /** Ends after a running synthesis has finished. */
  close(): Promise<void>;
}

const SETTINGS = ['cdk.json', 'cdk.context.json', 'tsconfig.json', 'package.json'];

/** Starts to watch the app of a project. */
export async function watchApp(options: WatchAppOptions): Promise<AppWatch> {
  const { project } = options;
  const settings = new Set(SETTINGS.map((name) => join(project, name)));
  let inputs: ReadonlySet<string> | undefined;
  let folders: ReadonlySet<string> = new Set();
  let pending: number | undefined;
  let closed = false;
  let work = Promise.resolve();

  async function readInputs(): Promise<void> {
    inputs = (await findAppInputs(project)) ?? inputs;
    folders = new Set([...(inputs ?? [])].map((path) => dirname(path)));
  }

  function concerns(path: string): boolean {
    if (settings.has(path) || inputs?.has(path)) return true;
    if (options.isFunctionInput(path)) return false;
    // Files that the app reads without importing them are next to its sources.
    return inputs === undefined || folders.has(dirname(path));
  }

  async function follow(): Promise<void> {
    if (closed || pending === undefined) return;
    // The app would fail for the same reason. It is synthesized after the source is fixed.
    const broken = await options.findBroken();
    const since = pending;
    pending = undefined;
    if (closed || [...broken].some((path) => inputs?.has(path))) return;
    await options.synthesize(since);
    await readInputs();
  }

  await readInputs();
  return {
    change(paths, since) {
      if (![...paths].some(concerns)) return;
      pending ??= since;
      work = work.then(follow).catch((error: unknown) => {
        options.emit({ kind: 'warning', text: `Reloading failed: ${(error as Error).message}` });
      });
    },
    async close() {
      closed = true;
      await work;
    },
  };
}
