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
    hasUnverifiedEmail: false,
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

describe('e-mail addresses', () => {
  const email = {
    address: 'ada@example.com',
    shown: 'Ada@example.com',
    verifiedAt: 1,
    verifiedBy: 'attempt-1',
  };
  const address = { normalised: 'ada@example.com', shown: 'Ada@example.com' };
  const parse = (change: object) => parseUserRecord(JSON.stringify({ ...minimal, ...change }));

  test('an address in use is written and read as verified', () => {
    const text = formatUserRecord(newAccount({ username: 'Ada', sub: uuid(1), passwordHash, email }));
    expect(JSON.parse(text)).toMatchObject({ email: 'Ada@example.com', email_verified: true });
    expect(parseUserRecord(text)).toMatchObject({ email: address, hasUnverifiedEmail: false });
    expect(formatUserRecord(newAccount({ passwordHash }))).not.toContain('email');
  });

  test.each([{ email_verified: false }, {}])('an address with %j is left out', (verified) => {
    const record = parse({ email: 'Ada@example.com', ...verified });
    expect(record).toMatchObject({ username: { shown: 'ada' }, hasUnverifiedEmail: true });
    expect(record.email).toBeUndefined();
  });

  test.each(['true', 'false', 1, 0, 'yes', null, [], {}])(
    'email_verified as %j is refused: only true and false are booleans',
    (email_verified) => {
      expect(() => parse({ email: 'ada@example.com', email_verified })).toThrow(
        'email_verified must be true or false, without quotation marks',
      );
    },
  );

  test('a username with @ is the address, and only a verified one', () => {
    const record = parse({ username: 'Ada@Example.com', email_verified: true });
    expect(record).toMatchObject({ email: address });
    expect(record.username).toBeUndefined();
    expect(parse({ username: 'Ada@Example.com', email: 'ada@example.com', email_verified: true })).toEqual(
      record,
    );
  });

  test.each([
    [{ username: `${SECRET}@example.com` }, /^username is an address, and email_verified is not true/],
    [
      { username: `${SECRET}@example.com`, email_verified: false },
      /^username is an address, and email_verified is not true/,
    ],
    [{ username: `${SECRET}@`, email_verified: true }, /^username contains @ and is not an e-mail address/],
    [
      { username: `${SECRET}@example.com`, email: 'bob@example.com', email_verified: true },
      'username and email are different addresses',
    ],
    [
      { username: `${SECRET}@example.com`, email_verified: true, passwordHash: '$cognito$' },
      /^username must be the one that Amazon Cognito has/,
    ],
    [
      { username: `${SECRET}\uff20example.com`, email_verified: true },
      /^username must be 3 to 64 characters/,
    ],
    [{ email: SECRET, email_verified: true }, /^email must be an e-mail address/],
    [{ email: SECRET }, /^email must be an e-mail address/],
    [{ email: `${SECRET}@example.com\r\nBcc: x`, email_verified: true }, /^email must be an e-mail address/],
    [{ email: null }, 'email must be a text'],
  ])('rejects %j with a reason that repeats nothing of it', (change, reason) => {
    expect(() => parse(change)).toThrow(UnusableRecordError);
    expect(() => parse(change)).toThrow(reason);
    expect(() => parse(change)).not.toThrow(SECRET);
  });
});
