/** What came of several runs of the tests. */
import { relative } from 'node:path';

/** The part that is read of what jest writes with `--json`. */
export interface JestReport {
  readonly success: boolean;
  readonly numTotalTests: number;
  readonly testResults: readonly {
    /** The file's absolute path. */
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** One run. */
export interface Run {
  /** From 1 on. */
  readonly number: number;
  readonly passed: boolean;
  /** The tests that failed, or suites that could not be run, by path and name. */
  readonly failures: readonly string[];
}

/**
 * Decides whether a run passed.
 * @param report undefined when jest ended before it could write one
 * @param root the folder that paths are relative to
 */
export function judgeRun(
  number: number,
  code: number | null,
  report: JestReport | undefined,
  root: string,
): Run {
  const failures = report === undefined ? ['(no report)'] : listFailures(report, root);
  const passed = code === 0 && report?.success === true && failures.length === 0;
  return { number, passed, failures: passed || failures.length > 0 ? failures : [`(exit code ${code})`] };
}

function listFailures({ testResults }: JestReport, root: string): string[] {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [`${file} (the suite did not run)`];
    return failed.map(({ fullName }) => `${file}: ${fullName}`);
  });
}

/** Returns the lines of the summary: each failing test with the runs in which it failed, the most frequent first. */
export function summarizeRuns(runs: readonly Run[]): readonly string[] {
  const numbers = new Map<string, number[]>();
  for (const { number, failures } of runs) {
    for (const failure of failures) numbers.set(failure, [...(numbers.get(failure) ?? []), number]);
  }
  const failing = [...numbers].sort(([, one], [, other]) => other.length - one.length);
  const passed = runs.filter((run) => run.passed).length;
  return [
    ...failing.map(([failure, of]) => `run ${of.join(', ')}: ${failure}`),
    `${passed} of ${runs.length} runs passed.`,
  ];
}
