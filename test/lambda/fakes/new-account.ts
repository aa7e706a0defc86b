/** Creates accounts for the stores' contract suites, which share a table. */

import type { Account } from '../../../lambda/identity/accounts/account';
import { noAttempts } from '../../../lambda/identity/throttling/backoff';

let accounts = 0;

/** Creates an account that no other test uses. */
export function newAccount(change: Partial<Account> = {}): Account {
  accounts += 1;
  return {
    name: `ada-${accounts}`,
    sub: `sub-${accounts}`,
    username: `Ada-${accounts}`,
    passwordHash: '$argon2id$1',
    securityVersion: 1,
    kept: { sid: 'sid-0', fromVersion: 1 },
    sessionsRevokedThroughVersion: 1,
    state: 'ACTIVE',
    scopes: ['admin'],
    createdAt: 1_767_323_045_000,
    lastSid: 'sid-0',
    sessionCount: 1,
    attempts: noAttempts,
    changeAttempts: noAttempts,
    devices: [],
    ...change,
  };
}
