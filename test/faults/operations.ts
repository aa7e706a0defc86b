/** The operations of the API that the suites of this folder test. */
import { accountOperations } from './account-operations';
import { fooOperations } from './foo-operations';
import type { Operation } from './operation';
import { sessionOperations } from './session-operations';

/** All operations. */
export const allOperations: readonly Operation[] = [
  ...accountOperations,
  ...sessionOperations,
  ...fooOperations,
];

const writing = new Set([
  'register',
  'change the password',
  'change the username',
  'delete the account',
  'sign in',
  'sign in after an interrupted change of password',
  'refresh',
  'refresh with a token that was replaced long ago',
  'sign out',
  'sign out everywhere',
  'create a foo with a key',
  'create a foo when the count is at its limit',
  'replace a foo as it was read',
  'delete a foo',
]);

/** The operations for short runs: operations that write, without those that are similar to another. */
export const writingOperations = allOperations.filter(({ name }) => writing.has(name));
