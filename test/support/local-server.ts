/** Starts `npm start`'s program on a synthesized assembly, as a process of its own, and collects what it prints. */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectDocumentedAnswers } from './http-client';
import { projectRoot } from './synthesize';
import { waitUntil } from './wait-until';

/** A running local run. */
export interface LocalServer {
  /** Such as `http://localhost:41234`. */
  readonly origin: string;
  /** Its working directory, which holds its `.local/`. */
  readonly folder: string;
  /** The file of everything that it prints. */
  readonly logFile: string;
  /** Everything it has printed so far. */
  log(): string;
  /** Ends it, waits until it has ended, and returns all that was printed. */
  stop(): Promise<string>;
}

/** What to serve. */
export interface LocalServerOptions {
  /** A synthesized cloud assembly. */
  readonly assembly: string;
  /** The project whose program is run. @default - this one */
  readonly project?: string;
}

/** After that time one that does not end by itself is killed, so that no run of the tests leaves it behind. */
const LAST_RESORT_MS = 60_000;

/**
 * Starts a server with an empty table on a free port.
 * @throws Error with what it printed, when it ends before it is ready
 */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const { assembly, project = projectRoot } = options;
  // a folder of its own: a developer's `npm start` in the project keeps its `.local/` to itself
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-run-'));
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const logFile = join(folder, 'server.log');
  // a file and no pipe: what is printed before an answer is there when the answer is
  const output = openSync(logFile, 'w');
  const child = spawn(
    process.execPath,
    // verbose, since tests look through everything that functions write
    [
      join(project, 'local', 'bin', 'latchkey-local.cjs'),
      '--assembly',
      assembly,
      '--memory',
      '--port',
      '0',
      '--verbose',
      '--no-watch',
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
  // a test run that is interrupted must not leave its server behind
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

  const origin = await waitUntil(
    () => /^ready (http:\/\/localhost:\d+)$/m.exec(log())?.[1] ?? (ended && 'none'),
  );
  if (origin === 'none') throw new Error(`The local run did not get ready. It printed:\n${await stop()}`);
  if (options.project === undefined) expectDocumentedAnswers(origin);
  return { origin, folder, logFile, log, stop };
}
