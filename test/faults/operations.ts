/** The operations of the API that the suites of this folder try. */
import { accountOperations } from './account-operations';
import { fooOperations } from './foo-operations';
import type { Operation } from './operation';
import { sessionOperations } from './session-operations';

/** All of them. */
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
  'create a foo when as many are counted as may be',
  'replace a foo as it was read',
  'delete a foo',
]);

/** For short runs: those that change something, without such as differ little from another. */
export const writingOperations = allOperations.filter(({ name }) => writing.has(name));
