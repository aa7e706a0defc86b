import { type JestReport, judgeRun, summarizeRuns } from './summarize-runs';

const report = (success: boolean, ...tests: readonly [fullName: string, status: string][]): JestReport => ({
  success,
  numTotalTests: tests.length,
  testResults: [
    {
      name: '/project/test/a.test.ts',
      status: success ? 'passed' : 'failed',
      assertionResults: tests.map(([fullName, status]) => ({ fullName, status })),
    },
  ],
});
const judge = (code: number | null, jest: JestReport | undefined) => judgeRun(1, code, jest, '/project');

test('a run passes when jest does', () => {
  expect(judge(0, report(true, ['adds', 'passed'], ['waits', 'pending']))).toEqual({
    number: 1,
    passed: true,
    failures: [],
  });
});

test.each<[string, number | null, JestReport | undefined, string]>([
  ['a test fails', 1, report(false, ['adds', 'passed'], ['takes', 'failed']), 'test/a.test.ts: takes'],
  ['a suite does not run', 1, report(false), 'test/a.test.ts (the suite did not run)'],
  ['jest ends without a report', 1, undefined, '(no report)'],
  ['jest is killed', null, undefined, '(no report)'],
  ['the script fails after its tests', 1, report(true, ['adds', 'passed']), '(exit code 1)'],
])('a run fails when %s', (_when, code, jest, failure) => {
  expect(judge(code, jest)).toEqual({ number: 1, passed: false, failures: [failure] });
});

test('the summary names each failure once, with its runs, the most frequent first', () => {
  expect(
    summarizeRuns([
      { number: 1, passed: false, failures: ['rare', 'frequent'] },
      { number: 2, passed: true, failures: [] },
      { number: 3, passed: false, failures: ['frequent'] },
    ]),
  ).toEqual(['run 1, 3: frequent', 'run 1: rare', '1 of 3 runs passed.']);
});
