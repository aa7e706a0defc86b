/**
 * Starts the program of `npm start` on a synthesized assembly, as a separate process, and collects its
 * output.
 */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectDocumentedAnswers } from './http-client';
import { projectRoot } from './synthesize';
import { waitUntil } from './wait-until';

/** A running local run. */
export interface LocalServer {
  /** For example `http://localhost:41234`. */
  readonly origin: string;
  /** Its working directory, with its `.local/`. */
  readonly folder: string;
  /** The file with all its output. */
  readonly logFile: string;
  /** Returns its output so far. */
  log(): string;
  /** Ends the process, waits for its end, and returns all output. */
  stop(): Promise<string>;
}

/** The assembly and the program to run. */
export interface LocalServerOptions {
  /** A synthesized cloud assembly. */
  readonly assembly: string;
  /** The project that contains the program. @default - this one */
  readonly project?: string;
}

/** A process that has not ended after this time is killed, so that no test run leaves it behind. */
const LAST_RESORT_MS = 60_000;

/**
 * Starts a server with an empty table on a free port.
 * @throws Error with its output, when it ends before it is ready
 */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const { assembly, project = projectRoot } = options;
  // A separate folder, because a developer's `npm start` uses the project's `.local/`.
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-run-'));
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const logFile = join(folder, 'server.log');
  // A file instead of a pipe: output printed before a response is there when the response arrives.
  const output = openSync(logFile, 'w');
  const child = spawn(
    process.execPath,
    // Verbose, because tests search all output of functions.
    [
      join(project, 'local', 'bin', 'latchkey-local.cjs'),
      '--assembly',
      assembly,
      '--memory',
      '--port',
      '0',
      '--verbose',
      '--no-watch',
      // a source may cause only twenty mails an hour, and all suites come from one
      '--trust-forwarded-for',
    ],
    { cwd: folder, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  const log = () => readFileSync(logFile, 'utf8');
  let ended = false;
  const end = new Promise<void>((resolve) => {
    const note = () => {
      ended = true;
      resolve();
    };
    child.once('exit', note);
    child.once('error', note);
  });
  // An interrupted test run must not leave its server behind.
  const killChild = () => child.kill('SIGKILL');
  process.once('exit', killChild);

  const stop = async () => {
    child.kill('SIGTERM');
    const lastResort = setTimeout(killChild, LAST_RESORT_MS);
    await end;
    clearTimeout(lastResort);
    process.off('exit', killChild);
    const printed = log();
    rmSync(folder, { recursive: true, force: true });
    return printed;
  };

  const ready = waitUntil(() => /^ready (http:\/\/localhost:\d+)$/m.exec(log())?.[1] ?? (ended && 'none'));
  // The timers of this wait do not keep a process alive, and nothing else does once the child has ended.
  const origin = await Promise.race([ready, end.then(() => 'none')]);
  if (origin === 'none')
    throw new Error(`The local run ended before it was ready. It printed:\n${await stop()}`);
  if (options.project === undefined) expectDocumentedAnswers(origin);
  return { origin, folder, logFile, log, stop };
}
