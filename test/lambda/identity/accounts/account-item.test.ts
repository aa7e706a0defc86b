import type { Login } from '../../../../lambda/identity/accounts/account';
import { LOGIN_ATTRIBUTES, toLogin, toLoginItem } from '../../../../lambda/identity/accounts/account-item';

const ada: Login = {
  name: 'ada',
  sub: 'sub-1',
  username: 'Ada',
  passwordHash: '$argon2id$1',
  passwordVersion: 2,
  passwordSid: 'sid-3',
  sweptVersion: 1,
  state: 'ACTIVE',
  scopes: ['admin', 'audit'],
  createdAt: 1_767_323_045_000,
  lastSid: 'sid-0',
  sessionCount: 1,
  attempts: { failures: 3, lastAttemptAt: 1_767_323_045_678 },
  changeAttempts: { failures: 1, lastAttemptAt: 1_767_323_045_679 },
  devices: [
    { id: 'device-1', hash: 'digest-1', expiresAt: 1_782_875_045, failures: 2, lastAttemptAt: 1 },
    { id: 'device-2', hash: 'digest-2', expiresAt: 1_782_875_046, failures: 0, lastAttemptAt: 0 },
  ],
};

test('reads of an item what it wrote, in exactly the attributes that are asked for', () => {
  const { pk, sk, ...item } = toLoginItem(ada);
  expect([pk, sk]).toEqual([{ S: 'LOGIN#ada' }, { S: 'LOGIN' }]);
  expect(Object.keys(item).sort()).toEqual([...LOGIN_ATTRIBUTES].sort());
  expect(toLogin('ada', item)).toEqual(ada);
});

test.each([
  'sub',
  'username',
  'passwordHash',
  'passwordVersion',
  'sweptVersion',
  'createdAt',
  'sessionCount',
  'changeFailures',
  'changeAttemptAt',
])('a login without %s is our own fault', (name) => {
  const { [name]: _, ...item } = toLoginItem(ada);
  expect(() => toLogin('ada', item)).toThrow('lacks');
});

test('nobody signs in to a login whose state is not known', () => {
  for (const state of [{ S: 'FROZEN' }, { S: '' }, { N: '1' }]) {
    expect(toLogin('ada', { ...toLoginItem(ada), state }).state).toBe('DELETING');
  }
});

test('a login without a set of scopes has none', () => {
  expect(toLogin('ada', { ...toLoginItem(ada), scope: { S: '' } }).scopes).toEqual([]);
});

test('refuses to read an item of a newer schema', () => {
  expect(() => toLogin('ada', { ...toLoginItem(ada), v: { N: '2' } })).toThrow('schema version 2');
});
