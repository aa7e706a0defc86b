/** Synthesizes the project's CDK app as the CDK command line does, but without validation. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { atExit } from '../support/at-exit';
import { StartError } from '../support/start-error';
import { machineTimeZone } from '../support/use-utc';
import { findSynthMessage } from './find-synth-message';

/** What to synthesize. */
export interface Synthesis {
  /** The folder that contains cdk.json. */
  readonly project: string;
  /** The context value `stage`. */
  readonly stage: string;
  /** The folder for the cloud assembly. */
  readonly output: string;
  /** The file for the complete standard error of a failed app. */
  readonly logFile: string;
  /** Ends the app when its result is no longer needed. @default - the app is not ended */
  readonly signal?: AbortSignal;
}

/**
 * Runs the `app` command of cdk.json.
 * @throws StartError with one line of the app's output when it fails; the signal's reason when it is aborted
 */
export async function synthesize({ project, stage, output, logFile, signal }: Synthesis): Promise<void> {
  const manifest = readJson(join(project, 'cdk.json'));
  if (manifest === undefined || typeof manifest.app !== 'string') {
    throw new StartError(
      `There is no cdk.json with an "app" in ${project}. Run this in a CDK project, or pass --assembly DIR.`,
    );
  }
  const lookups = readJson(join(project, 'cdk.context.json'));
  const environment = {
    CDK_OUTDIR: output,
    // A deployment validates. Here, validation would take most of the time.
    CDK_VALIDATION: 'false',
    // The time zone of this process is Lambda's, not the app's.
    TZ: machineTimeZone,
    CDK_CONTEXT_JSON: JSON.stringify({ ...lookups, ...(manifest.context as object | undefined), stage }),
  };
  const { code, stderr } = await run(manifest.app, { cwd: project, environment, signal });
  signal?.throwIfAborted();
  if (code === 0) return;
  writeFileSync(logFile, stderr, { mode: 0o600 });
  const message = findSynthMessage(stderr, project).replace(/\.$/, '');
  throw new StartError(
    `Synthesizing stage ${stage} failed: ${message} (details: ${relative(project, logFile)})`,
  );
}

function readJson(file: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StartError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function run(
  command: string,
  {
    cwd,
    environment,
    signal,
  }: { cwd: string; environment: Readonly<Record<string, string>>; signal: AbortSignal | undefined },
): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      cwd,
      shell: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...environment },
      // A separate process group: a signal that ends the shell would not reach the processes that it started.
      detached: process.platform !== 'win32',
    });
    const end = atExit(() => endGroup(child));
    signal?.addEventListener('abort', end, { once: true });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('close', (code) => {
      signal?.removeEventListener('abort', end);
      end();
      resolve({ code, stderr });
    });
  });
}

/** Ends all remaining processes of the group. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGTERM');
  } catch {
    // All of them have already ended.
  }
}
