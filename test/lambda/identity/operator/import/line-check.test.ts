import { createLineCheck } from '../../../../../lambda/identity/operator/import/line-check';
import { parseUserRecord } from '../../../../../lambda/identity/operator/user-record';
import { uuid } from '../../../fakes/auth-dependencies';
import { PBKDF2 } from '../import-scene';

const record = (change: object) =>
  parseUserRecord(JSON.stringify({ username: 'ada', passwordHash: PBKDF2, email_verified: true, ...change }));

test('refuses the second line with one id or one address, in any spelling, under another name', () => {
  const check = createLineCheck();
  check(record({ sub: uuid(1), email: 'ada@example.com' }), 1);
  check(record({ username: 'ADA', sub: uuid(1), email: 'ADA@example.com' }), 2);
  expect(() => check(record({ username: 'bob', sub: uuid(1) }), 3)).toThrow(
    'line 1 has the same sub with another name',
  );
  expect(() => check(record({ username: 'bob', email: 'Ada@Example.com' }), 4)).toThrow(
    'line 1 has the same e-mail address with another name',
  );
  expect(() => check(record({ username: 'Ada@example.com' }), 5)).toThrow(
    'line 1 has the same e-mail address',
  );
  check(record({ username: 'bob', email: 'ada@example.com', email_verified: false }), 6);
});
