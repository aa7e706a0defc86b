/** What keeps tests from depending on how fast a machine is. */
import type { SourceFile } from '../support/source-files';
import { everyFile, type Rule } from './rule';

/** What makes a test wait for a time, or compares one with a limit. */
const REAL_TIME = new RegExp(
  [
    'setTimeout\\(|setInterval\\(|AbortSignal\\.timeout\\(',
    'setTimeout as |scheduler\\.wait\\(',
    'performance\\.now\\(|process\\.hrtime',
    'Date\\.now\\(\\)[^;,]*[<>]',
  ].join('|'),
);

/** The files that need it, and why none of them fails on a slow machine. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'test/support/wait-until.ts': 'looks again and again, without a limit',
  'test/support/local-server.ts': 'kills a server that does not end, when its tests are done',
  'test/lambda/shared/sdk/client-options.test.ts': 'an answer that drips',
  'test/local/functions/functions-clock.test.ts': 'a function that looks again and again, without a limit',
  'test/local/fidelity/hostile-requests.all.test.ts':
    'a client that hangs up at any time, and one that probes',
  'test/local/watch/watch-project.ts': 'a function that looks again and again, without a limit',
  'test/local/watch/collect-changes.test.ts': "reads the time of jest's fake timers",
  'test/mutations/run-mutations.ts': 'prints how long each mutation took',
  'test/security/cognito-migration.all.test.ts': 'asserts that a refusal takes a second at least',
};

/** The last argument of a test or hook, and jest's limit for a whole file. */
const OWN_LIMIT = /^\s*\}, [\d_]{3,}\);$|^\s*\},\n\s*[\d_]{3,},\n\s*\);$|jest\.setTimeout\(/m;

const isOfTests = ({ path }: SourceFile) => path.startsWith('test/');

export const timeRules: readonly Rule[] = [
  everyFile(
    'a test waits for a condition and not for a time, since a busy machine needs more of it',
    (file) =>
      isOfTests(file) &&
      file.path !== 'test/architecture/time-rules.ts' &&
      REAL_TIME.test(file.code) &&
      !(file.path in EXCEPTIONS),
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
