/** Runs tests by file and name, in a copy of the project. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** The result of a run. */
export interface TestRun {
  readonly passed: number;
  readonly failed: number;
  /** The first lines of the first failure. @default - nothing failed */
  readonly failure?: string;
  /** Why no test ran, such as a file that cannot be loaded. @default - tests ran */
  readonly broken?: string;
}

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

/** What Jest writes with `--json`. */
interface JestResult {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: string[];
    }[];
  }[];
}

/** A slow machine proves nothing: a test that runs out of time decides nothing about a mutation. */
const TIMEOUT_MS = 600_000;
const OUT_OF_TIME = /Exceeded timeout of/;

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

function readRun({ testResults }: JestResult, counted: string): TestRun {
  const tests = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName }) => fullName.includes(counted));
  const [passed = 0, failed = 0] = ['passed', 'failed'].map(
    (wanted) => tests.filter(({ status }) => status === wanted).length,
  );
  const failures = tests.flatMap(({ failureMessages }) => failureMessages);
  const failure = failures.find((text) => !OUT_OF_TIME.test(text));
  if (failure !== undefined) return { passed, failed, failure: shorten(failure) };
  if (passed > 0 && failed === 0) return { passed, failed };
  const message = failures[0] ?? testResults.find((result) => result.message !== '')?.message;
  return { passed, failed, broken: shorten(message ?? 'no test has that name') };
}

/** The first lines that say something, without colours. */
function shorten(text: string): string {
  const lines = stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('at '))
    .slice(0, 4)
    .join(' · ')
    .slice(0, 240);
}
