import {
  formatUserRecord,
  parseUserRecord,
  UnusableRecordError,
} from '../../../../lambda/identity/operator/user-record';
import { uuid } from '../../fakes/auth-dependencies';
import { newAccount } from '../../fakes/new-account';

const passwordHash = `$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$${'A'.repeat(43)}`;
const minimal = { username: 'ada', passwordHash };

test('formats an account as one line, without its sessions and attempts', () => {
  const account = newAccount({ username: 'Ada', sub: uuid(1), passwordHash, createdAt: 1_767_323_045_678 });
  expect(formatUserRecord(account)).toBe(
    `{"username":"Ada","sub":"${uuid(1)}","passwordHash":"${passwordHash}","scopes":["admin"],"createdAt":"2026-01-02T03:04:05.678Z","state":"ACTIVE"}`,
  );
});

test('parses a formatted account', () => {
  const account = newAccount({ username: 'Ada', sub: uuid(1), passwordHash, state: 'DELETING' });
  expect(parseUserRecord(formatUserRecord(account))).toEqual({
    username: { shown: 'Ada', normalised: 'ada' },
    sub: uuid(1),
    passwordHash,
    scopes: ['admin'],
    createdAt: account.createdAt,
    state: 'DELETING',
  });
});

test('requires only a name and a hash', () => {
  expect(parseUserRecord(JSON.stringify(minimal))).toMatchObject({ scopes: [], state: 'ACTIVE' });
});

test('reads and writes the marker of a hash at Cognito unchanged', () => {
  const line = JSON.stringify({ username: 'ada', passwordHash: '$cognito$' });
  expect(parseUserRecord(line)).toMatchObject({ passwordHash: '$cognito$' });
  const account = newAccount({ username: 'ada', sub: uuid(1), passwordHash: '$cognito$' });
  expect(JSON.parse(formatUserRecord(account))).toMatchObject({ passwordHash: '$cognito$' });
});

const SECRET = 'a-secret-that-no-reason-repeats';

test.each([
  [SECRET, 'is not JSON'],
  ['null', 'must be a JSON object'],
  [`["${SECRET}"]`, 'must be a JSON object'],
  [{ ...minimal, [SECRET]: 1 }, 'has an unknown member'],
  [{ passwordHash }, 'username must be a text'],
  [{ ...minimal, username: 'a b' }, /^username must be 3 to 64 characters/],
  [{ ...minimal, username: 'ada\0' }, 'username must not contain NUL or lone surrogates'],
  [{ username: 'ada' }, 'passwordHash must be a text'],
  [{ ...minimal, passwordHash: SECRET }, /^the format of the password hash is unknown/],
  [{ ...minimal, passwordHash: '$cognito$x' }, /^the format of the password hash is unknown/],
  [{ ...minimal, passwordHash: `$2b$31$${'C'.repeat(53)}` }, /^the password hash costs too much/],
  [{ ...minimal, sub: SECRET }, 'sub must be a UUID in lower case'],
  [{ ...minimal, scopes: 'admin' }, 'scopes must be a list'],
  [{ ...minimal, scopes: ['a b'] }, /^scopes\.0 must be a scope/],
  [
    { ...minimal, scopes: Array.from({ length: 20 }, (_, n) => `${n}`.repeat(60).slice(0, 60)) },
    'scopes must be at most 1024 characters long',
  ],
  [{ ...minimal, createdAt: 'yesterday' }, /^createdAt must be a time in UTC/],
  [{ ...minimal, state: 'LOCKED' }, 'state must be ACTIVE, DISABLED or DELETING'],
])('rejects %j with a reason that repeats nothing of it', (line, reason) => {
  const parse = () => parseUserRecord(typeof line === 'string' ? line : JSON.stringify(line));
  expect(parse).toThrow(UnusableRecordError);
  expect(parse).toThrow(reason);
  expect(parse).not.toThrow(SECRET);
});
