/** Reads the result of a mutation's tests from Jest's report. */
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

/** What Jest writes with `--json`. */
export interface JestResult {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: string[];
    }[];
  }[];
}

/** Jest's message for a test that has run out of time. It decides nothing about a mutation. */
const OUT_OF_TIME = /Exceeded timeout of/;

/**
 * Returns the result of the tests.
 * @param counted the part of a name whose tests make the result
 */
export function readRun({ testResults }: JestResult, counted: string): TestRun {
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

/** Returns the first lines that say something, without colors. */
export function shorten(text: string): string {
  const lines = stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('at '))
    .slice(0, 4)
    .join(' · ')
    .slice(0, 240);
}
