/** Runs a bundle in a new process, as Lambda does, and measures its first and later invocations. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { endAtExit } from '../servers/end-at-exit';

/** An invocation to measure. */
export interface Invocation {
  /** The bundle, which exports `handler`. */
  readonly file: string;
  readonly event: unknown;
  /** The function's whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Unmeasured invocations after the first. @default 0 */
  readonly warmups?: number;
  /** Measured invocations after those. @default 0 */
  readonly repeats?: number;
  /** A folder for a CPU profile of the process. Profiling slows the process down. @default - no profile */
  readonly profile?: string | undefined;
}

/** A measurement. Times are in milliseconds. CPU times cover all threads of the process. */
export interface ColdStart {
  /** The response of the first invocation. */
  readonly answer: { readonly value?: unknown; readonly error?: string };
  readonly loadMs: number;
  readonly invokeMs: number;
  /** Load and first invocation. */
  readonly coldMs: number;
  readonly coldCpuMs: number;
  /** The time of one repeated invocation. */
  readonly warmMs?: number;
  readonly warmCpuMs?: number;
  /** The CommonJS files that were loaded. */
  readonly files: readonly string[];
  /** Node's own modules that were loaded. */
  readonly builtins: readonly string[];
}

/** Samples every 100 µs, because a run lasts only some tens of milliseconds. */
const PROFILING = ['--cpu-prof', '--cpu-prof-interval=100'];

const RUNTIME = join(__dirname, 'cold-runtime.cjs');

/**
 * Runs one process.
 * @throws Error with its standard error when it ends without a report
 */
export async function invokeCold(invocation: Invocation): Promise<ColdStart> {
  const { file, event, environment, warmups = 0, repeats = 0, profile } = invocation;
  const plan = JSON.stringify({ event, warmups, repeats });
  const options = profile === undefined ? [] : [...PROFILING, `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...options, RUNTIME, file, plan], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment },
  });
  const forget = endAtExit(child);
  const [report, complaints] = await Promise.all([
    readAll(child.stdio[3] as Readable),
    readAll(child.stderr),
    ended(child),
  ]);
  forget();
  if (report === '') throw new Error(`${file} ended without a response:\n${complaints}`);
  return JSON.parse(report);
}

async function readAll(stream: Readable | null): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
}
