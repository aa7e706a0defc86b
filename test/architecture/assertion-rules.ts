/** What keeps a test from passing without an assertion, or from not running. */
import { everyFile, type Rule } from './rule';

/**
 * Jest does not count the assertions of concurrent tests. A test that is expected to fail also passes when it
 * asserts nothing. The last assertion count that a test states replaces the general one.
 */
const UNCOUNTED =
  /\b(?:test|it|describe)\.(?:concurrent|failing|only|todo)\b|\b[fx](?:it|test|describe)\(|\bexpect\.assertions\(0\)/;

/** The forms that `expect-assertions.js` cannot check. */
export const assertionRules: readonly Rule[] = [
  everyFile(
    'a test runs, and its assertions are counted',
    ({ path, code }) =>
      path.startsWith('test/') &&
      !/^test\/architecture\/assertion(-rule)?s(\.test)?\.ts$/.test(path) &&
      UNCOUNTED.test(code),
    { 'test/planted.test.ts': "test.concurrent('asserts nothing', async () => {});\n" },
  ),
];
