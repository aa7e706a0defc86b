import type { Account } from '../../../../lambda/identity/accounts/account';
import {
  ACCOUNT_ATTRIBUTES,
  toAccount,
  toAccountItem,
} from '../../../../lambda/identity/accounts/account-item';
import { FACTOR_ATTRIBUTES } from '../../../../lambda/identity/factors/account-factor';

const ada: Account = {
  sub: 'sub-1',
  name: 'ada',
  username: 'Ada',
  usernameChanges: {
    version: 4,
    sessionsVersion: 3,
    recent: [{ replaced: 'Countess', at: 1_767_323_045_677 }],
    heldUntil: 1_767_323_099_999,
  },
  email: {
    address: 'ada@example.com',
    shown: 'Ada@example.com',
    verifiedAt: 1_767_323_045_680,
    verifiedBy: 'attempt-1',
  },
  pendingEmail: {
    address: 'countess@example.com',
    shown: 'Countess@example.com',
    challenge: 'challenge-1',
    generation: 1,
    attempts: 2,
    requestedAt: 1_767_323_045_681,
    expiresAt: 1_767_409_445_681,
    securityVersion: 2,
    sid: 'sid-3',
  },
  formerEmail: { address: 'lady@example.com', shown: 'Lady@example.com', until: 1_767_927_845_681 },
  // as an import creates it
  factors: { 'factor-1': { kind: 'totp', name: 'Phone', addedAt: 1_767_323_045_682, lastStep: 100 } },
  secondFactorSince: 1_767_323_045_682,
  // as a sign-up creates it
  passkeys: { 'passkey-1': { addedAt: 1_767_323_045_683, verifiesUser: true } },
  passwordHash: '$argon2id$1',
  securityVersion: 2,
  kept: { sid: 'sid-3', fromVersion: 1 },
  passwordTemporaryUntil: 1_767_409_445_000,
  sessionsRevokedThroughVersion: 1,
  state: 'ACTIVE',
  scopes: ['admin', 'audit'],
  createdAt: 1_767_323_045_000,
  expiresAt: 1_767_927_845,
  lastSid: 'sid-0',
  sessionCount: 1,
  attempts: { failures: 3, lastAttemptAt: 1_767_323_045_678 },
  changeAttempts: { failures: 1, lastAttemptAt: 1_767_323_045_679 },
  devices: [
    { id: 'device-1', hash: 'digest-1', expiresAt: 1_782_875_045, failures: 2, lastAttemptAt: 1 },
    { id: 'device-2', hash: 'digest-2', expiresAt: 1_782_875_046, failures: 0, lastAttemptAt: 0 },
  ],
};

test('reads the mark of an address whose mails come back', () => {
  const email = {
    address: 'ada@example.com',
    shown: 'ada@example.com',
    verifiedAt: 1,
    verifiedBy: 'attempt-1',
  };
  const marked = { ...ada, email: { ...email, undeliverable: { reason: 'bounce' as const, at: 2 } } };
  expect(toAccount('sub-1', toAccountItem(marked)).email).toEqual(marked.email);
});

test('reads the second factors that later writes add', () => {
  const item = {
    ...toAccountItem(ada),
    factors: {
      M: {
        'factor-1': {
          M: { kind: { S: 'totp' }, name: { S: 'Phone' }, addedAt: { N: '1' }, lastStep: { N: '100' } },
        },
      },
    },
    secondFactorSince: { N: '1' },
    recoveryCodes: { SS: ['a', 'b'] },
    factorFailures: { N: '2' },
    factorAttemptAt: { N: '3' },
    devices: { M: { d: { M: { hash: { S: 'h' }, expiresAt: { N: '5' }, factorFailures: { N: '4' } } } } },
  };
  expect(toAccount('sub-1', item)).toEqual({
    ...ada,
    factors: { 'factor-1': { kind: 'totp', name: 'Phone', addedAt: 1, lastStep: 100 } },
    secondFactorSince: 1,
    recoveryCodes: ['a', 'b'],
    factorFailures: 2,
    factorAttemptAt: 3,
    devices: [{ id: 'd', hash: 'h', expiresAt: 5, failures: 0, lastAttemptAt: 0, factorFailures: 4 }],
  });
});

test('reads what it wrote, from exactly the projected attributes', () => {
  const { pk, sk, ...item } = toAccountItem(ada);
  expect([pk, sk]).toEqual([{ S: 'ACCOUNT#sub-1' }, { S: 'ACCOUNT' }]);
  // later writes add the others of the second factor
  const names = new Set([...Object.keys(item), ...FACTOR_ATTRIBUTES]);
  expect([...names].sort()).toEqual([...ACCOUNT_ATTRIBUTES].sort());
  expect(toAccount('sub-1', item)).toEqual(ada);
});

test.each([
  'name',
  'username',
  'passwordHash',
  'securityVersion',
  'sessionsRevokedThroughVersion',
  'createdAt',
  'sessionCount',
  'changeFailures',
  'changeAttemptAt',
])('an account without %s is an internal error', (name) => {
  const { [name]: _, ...item } = toAccountItem(ada);
  expect(() => toAccount('sub-1', item)).toThrow('lacks');
});

test('an account in an unknown state is disabled, and is not deleted', () => {
  for (const state of [{ S: 'FROZEN' }, { S: '' }, { N: '1' }]) {
    expect(toAccount('sub-1', { ...toAccountItem(ada), state }).state).toBe('DISABLED');
  }
});

test('an account without the attribute has no scopes', () => {
  expect(toAccount('sub-1', { ...toAccountItem(ada), scope: { S: '' } }).scopes).toEqual([]);
});

test('rejects an item of a newer schema version', () => {
  expect(() => toAccount('sub-1', { ...toAccountItem(ada), v: { N: '2' } })).toThrow('schema version 2');
});
