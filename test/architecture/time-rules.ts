/** What keeps tests from depending on how fast a machine is. */
import type { SourceFile } from '../support/source-files';
import { everyFile, type Rule } from './rule';

/** What makes a test wait for a time, or compares one with a limit. A timer may not be passed on either. */
const REAL_TIME = new RegExp(
  [
    "(?<!')\\bset(Timeout|Interval)\\b|AbortSignal\\.timeout\\b|Atomics\\.wait\\b",
    "\\bscheduler\\.wait\\b|\\bscheduler\\b.* from 'node:timers",
    '\\bwaitForTimeout\\b|\\bsleep \\d',
    'performance\\.(now|mark|measure)\\b(?! = )|process\\.(hrtime|uptime)\\b',
    'Date\\.now\\(\\)[^;,]*[<>]|Date\\.now\\(\\) - [a-z]|\\.getTime\\(\\) - [a-z]',
  ].join('|'),
);

/** The files that need it, and why none of them fails on a slow machine. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'test/support/wait-until.ts': 'looks again and again, without a limit',
  'test/support/patient-functions.ts': 'makes the time-outs of functions longer',
  'test/support/local-server.ts': 'kills a server that does not end, when its tests are done',
  'test/lambda/shared/sdk/client-options.test.ts': 'an answer that drips',
  'test/local/functions/functions-clock.test.ts': 'a function that looks again and again, without a limit',
  'test/local/fidelity/hostile-requests.all.test.ts':
    'a client that hangs up at any time, and one that probes',
  'test/local/watch/watch-project.ts': 'a function that looks again and again, without a limit',
  'test/local/watch/collect-changes.test.ts': "reads the time of jest's fake timers",
  'test/security/session-lifetimes.test.ts': 'stores times in the past',
  'test/stress/main.ts': 'prints how long each run took',
  'test/mutations/run-mutations.ts': 'prints how long each mutation took',
  'test/security/cognito-migration.all.test.ts': 'asserts that a refusal takes a second at least',
};

/**
 * The last argument of a test or hook, jest's limit for a whole file, the limit of a command or a page, and a
 * second try.
 */
const OWN_LIMIT = new RegExp(
  [
    '^\\s*\\}, \\d[\\d_ *]{2,}\\);$|^\\s*\\},\\n\\s*\\d[\\d_ *]{2,},\\n\\s*\\);$',
    '^\\s*(?:test|it|before\\w+|after\\w+)\\b.*=> .*, \\d[\\d_ *]{2,}\\);$',
    '\\bjest\\s*\\.(?:setTimeout|retryTimes)\\b',
    '\\btimeout: [1-9]|\\.setDefault(?:Navigation)?Timeout\\([1-9]',
  ].join('|'),
  'm',
);

/** Whether the rules cover a file. The rules themselves and their test contain what they forbid. */
const isOfTests = ({ path }: SourceFile) =>
  path.startsWith('test/') && !/^test\/architecture\/time-rules(\.test)?\.ts$/.test(path);

export const timeRules: readonly Rule[] = [
  everyFile(
    'a test waits for a condition and not for a time, since a busy machine needs more of it',
    (file) => isOfTests(file) && REAL_TIME.test(file.code) && !(file.path in EXCEPTIONS),
    {
      'test/planted.test.ts':
        "test('waits', async () => {\n  await new Promise((done) => setTimeout(done, 50));\n});\n",
    },
  ),
  everyFile('a test has no limit of its own', (file) => isOfTests(file) && OWN_LIMIT.test(file.code), {
    'test/planted.test.ts': "test('is quick', () => {\n  expect(1).toBe(1);\n}, 5_000);\n",
  }),
  {
    name: 'an exception from the rules of time is needed',
    offences: (files) =>
      files
        .filter(({ path, code }) => path in EXCEPTIONS && !REAL_TIME.test(code))
        .map(({ path }) => `${path}: ${EXCEPTIONS[path]}`),
    planted: { 'test/support/wait-until.ts': '/** Planted. */\n' },
  },
];
