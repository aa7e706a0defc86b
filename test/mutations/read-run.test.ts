import { type JestResult, readRun } from './read-run';

/** Returns Jest's report of tests, by their names. */
function report(tests: Readonly<Record<string, string | undefined>>, message = ''): JestResult {
  const assertionResults = Object.entries(tests).map(([fullName, failure]) => ({
    fullName,
    status: failure === undefined ? 'passed' : 'failed',
    failureMessages: failure === undefined ? [] : [failure],
  }));
  return { testResults: [{ message, assertionResults }] };
}

test('a failed test has the first lines of its message, without colors and stack', () => {
  const failure = '\u001B[31mError: expected 1\u001B[39m\n\n  received 2\n    at source.ts:1\n';
  expect(readRun(report({ one: undefined, two: failure }), '')).toEqual({
    passed: 1,
    failed: 1,
    failure: 'Error: expected 1 · received 2',
  });
});

test('only the tests with the name count', () => {
  expect(readRun(report({ 'refuses eve': undefined, 'takes ada': 'Error: no' }), 'refuses eve')).toEqual({
    passed: 1,
    failed: 0,
  });
});

test.each<[string, JestResult, string]>([
  ['no test has the name', report({ other: undefined }), 'no test has that name'],
  ['the file cannot be loaded', report({}, 'SyntaxError: x'), 'SyntaxError: x'],
  [
    'the test has run out of time',
    report({ one: 'thrown: "Exceeded timeout of 50 ms"' }),
    'thrown: "Exceeded timeout of 50 ms"',
  ],
])('if %s, nothing is decided', (_why, result, broken) => {
  expect(readRun(result, 'one')).toMatchObject({ passed: 0, broken });
});
