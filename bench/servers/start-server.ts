/** Starts a server as a separate process, and waits until it reports that it is ready. */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endAtExit } from './end-at-exit';

/** A server to start. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Variables in addition to those of this process. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Matches the line that it prints once it is ready. The first group is the origin. */
  readonly ready: RegExp;
  /** The folder in which a folder for its output is created. */
  readonly folder: string;
}

/** A running server. */
export interface Server {
  /** For example `http://localhost:3000`. */
  readonly origin: string;
  readonly pid: number;
  /** From the start until it is ready, in milliseconds. */
  readonly bootMs: number;
  /** Returns all its output. */
  log(): string;
  stop(): Promise<void>;
}

const START_MS = 60_000;
const STOP_MS = 5_000;
const POLL_MS = 5;

/**
 * Starts a server.
 * @throws Error with its output, when it ends or is not ready within a minute
 */
export async function startServer(options: ServerCommand): Promise<Server> {
  const { command, args, cwd, environment, ready, folder } = options;
  const logFile = join(mkdtempSync(join(folder, 'server-')), 'log');
  // A file instead of a pipe: reading then takes no CPU time while the server is measured.
  const output = openSync(logFile, 'w');
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', output, output],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment },
  });
  closeSync(output);
  const forget = endAtExit(child);
  let ended = false;
  const end = new Promise<void>((resolve) => {
    const note = () => {
      ended = true;
      forget();
      resolve();
    };
    child.once('exit', note);
    child.once('error', note);
  });
  const log = () => readFileSync(logFile, 'utf8');

  async function stop(): Promise<void> {
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await end;
    clearTimeout(impatience);
  }

  for (;;) {
    const origin = ready.exec(log())?.[1];
    const bootMs = performance.now() - started;
    if (origin !== undefined) return { origin, pid: child.pid ?? 0, bootMs, log, stop };
    if (ended || bootMs > START_MS) {
      await stop();
      throw new Error(`${[command, ...args].join(' ')} did not get ready. It printed:\n${log()}`);
    }
    await sleep(POLL_MS);
  }
}
