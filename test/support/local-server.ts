/** Starts `npm start`'s program on a synthesized assembly, as a process of its own, and collects what it prints. */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expectDocumentedAnswers } from './http-client';
import { projectRoot } from './synthesize';

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
  /** Ends it, and waits until it has ended. */
  /** Returns all that was printed. */
  stop(): Promise<string>;
}

/** What to serve. */
export interface LocalServerOptions {
  /** A synthesized cloud assembly. */
  readonly assembly: string;
  /** The project whose program is run. @default - this one */
  readonly project?: string;
}

const START_MS = 60_000;
const STOP_MS = 5_000;
const POLL_MS = 25;

/**
 * Starts a server with an empty table on a free port.
 * @throws Error with what it printed, when it ends or does not get ready within a minute
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
    const impatience = setTimeout(killChild, STOP_MS);
    await end;
    clearTimeout(impatience);
    process.off('exit', killChild);
    const printed = log();
    rmSync(folder, { recursive: true, force: true });
    return printed;
  };

  const latest = Date.now() + START_MS;
  for (;;) {
    const origin = /^ready (http:\/\/localhost:\d+)$/m.exec(log())?.[1];
    if (origin !== undefined) {
      if (options.project === undefined) expectDocumentedAnswers(origin);
      return { origin, folder, logFile, log, stop };
    }
    if (ended || Date.now() > latest) {
      const printed = await stop();
      throw new Error(`The local run did not get ready. It printed:\n${printed}`);
    }
    await sleep(POLL_MS);
  }
}
