/** Runs operators' commands as processes, with a test's table as the table of the local run. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../support/synthesize';
import { typescriptOptions } from '../support/typescript-process';

/** The table that commands find. */
export interface RunTable {
  readonly endpoint: string;
  readonly tableName: string;
  /** Key ids by logical id. @default - none */
  readonly keys?: Readonly<Record<string, string>>;
}

/** The result of a command. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  /** The standard error without progress lines, which a command prints on a slow machine. */
  readonly stderr: string;
  /** The maximum memory in MiB; 0 if the command was killed. */
  readonly maxRss: number;
}

/** A folder in which commands find a local run. */
export interface CommandFolder {
  readonly path: string;
  /** Sets the table of the run. */
  serve(table: RunTable): void;
  /**
   * Runs a command.
   * @param begun receives the process
   * @param env variables beyond the environment of the test
   */
  run(
    command: string,
    args: readonly string[],
    begun?: (child: ChildProcess) => void,
    env?: NodeJS.ProcessEnv,
  ): Promise<Ended>;
  remove(): void;
}

const TELL_MEMORY = join(__dirname, 'tell-memory.cjs');

const PROGRESS = /^(\d+ %, )?\d+ users\n/gm;

/** Creates a folder for commands. */
export function createCommandFolder(): CommandFolder {
  const path = mkdtempSync(join(tmpdir(), 'command-test-'));
  symlinkSync(join(projectRoot, 'node_modules'), join(path, 'node_modules'), 'dir');
  const endpoints = join(path, '.local', 'endpoints');
  mkdirSync(endpoints, { recursive: true });
  return {
    path,
    serve({ endpoint, tableName, keys = {} }) {
      const run = {
        pid: process.pid,
        origins: ['http://localhost:3000'],
        endpoint,
        accessKeyId: 'KEY',
        secretAccessKey: 'SECRET',
        tables: { Table: tableName },
        keys,
      };
      writeFileSync(join(endpoints, `${process.pid}.json`), JSON.stringify(run));
    },
    run: (command, args, begun, env) =>
      new Promise((resolve, reject) => {
        const main = join(projectRoot, 'bin', `${command}.ts`);
        const child = spawn(
          process.execPath,
          [...typescriptOptions, '--require', TELL_MEMORY, main, ...args],
          {
            cwd: path,
            env: { ...process.env, ...env },
            stdio: ['ignore', 'pipe', 'pipe'],
          },
        );
        const texts = { stdout: '', stderr: '' };
        for (const name of ['stdout', 'stderr'] as const) {
          child[name].setEncoding('utf8').on('data', (text) => {
            texts[name] += text;
          });
        }
        child.on('error', reject);
        child.on('close', (code) => {
          const [told = '', kib = '0'] = /maxrss (\d+)\n/.exec(texts.stderr) ?? [];
          const stderr = texts.stderr.replace(told, '').replace(PROGRESS, '');
          resolve({ code, stdout: texts.stdout, stderr, maxRss: Number(kib) / 1024 });
        });
        begun?.(child);
      }),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
