/** Keeps a run at the sources of its CDK app: synthesizes again when one of them has changed. */
import { dirname, join } from 'node:path';
import type { LocalEvent } from '../run/event';
import { findAppInputs } from './find-app-inputs';

/** What is watched, and what is done then. */
export interface WatchAppOptions {
  readonly project: string;
  /** Whether a file is a function's source, which alone does not change the template. */
  isFunctionInput(path: string): boolean;
  /** Sources that do not build, of which somebody has told already. */
  findBroken(): Promise<ReadonlySet<string>>;
  /**
   * Synthesizes, and serves what came of it.
   * @param since when the first source changed, as `performance.now()` has it
   */
  synthesize(since: number): Promise<void>;
  emit(event: LocalEvent): void;
}

/** An app that is followed. */
export interface AppWatch {
  /** Takes note of changed files. */
  change(paths: ReadonlySet<string>, since: number): void;
  /** Ends once what is being synthesized is done. */
  close(): Promise<void>;
}

const SETTINGS = ['cdk.json', 'cdk.context.json', 'tsconfig.json', 'package.json'];

/** Starts to follow the app of a project. */
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
    // what the app reads without importing it lies beside its sources
    return inputs === undefined || folders.has(dirname(path));
  }

  async function follow(): Promise<void> {
    if (closed || pending === undefined) return;
    // the app would fail by it as well, and is synthesized when it is mended
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
