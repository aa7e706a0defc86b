/** Runs tests by file and name, in a copy of the project. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRun, shorten, type TestRun } from './read-run';

/** Which tests to run, where. */
export interface TestSelection {
  readonly project: string;
  /** Relative to the project's root. */
  readonly file: string;
  /** Parts of names, of which each test has one. */
  readonly names: readonly string[];
  /** The part of a name whose tests make the result. @default - all tests that run */
  readonly counted?: string;
  /** Called with the process, which leads a separate group. A run that is stopped ends the group. */
  readonly onStart: (child: ChildProcess) => void;
}

/** A slow machine proves nothing: a test that runs out of time decides nothing about a mutation. */
const TIMEOUT_MS = 600_000;

/** They would choose another server, or other counts. */
const NOT_INHERITED = ['BASE_URL', 'ORIGIN', 'TEST_BASE_PATH', 'SOAK'];

/** Runs the tests in a separate Jest process. */
export async function runNamedTests({
  project,
  file,
  names,
  counted = '',
  onStart,
}: TestSelection): Promise<TestRun> {
  const output = join(project, 'mutations.json');
  rmSync(output, { force: true });
  const pattern = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  const jest = join(project, 'node_modules', 'jest', 'bin', 'jest.js');
  const options = ['--runInBand', '--ci', '--silent', '--testTimeout', String(TIMEOUT_MS)];
  const report = ['--json', '--outputFile', output];
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !NOT_INHERITED.includes(name)),
  );
  const child = spawn(
    process.execPath,
    [jest, ...options, ...report, '--testNamePattern', pattern, '--runTestsByPath', file],
    { cwd: project, env, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  onStart(child);
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  try {
    return readRun(JSON.parse(readFileSync(output, 'utf8')), counted);
  } catch (error) {
    return { passed: 0, failed: 0, broken: shorten(errors || String(error)) };
  }
}
