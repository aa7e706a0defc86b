import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDynamoAccounts } from '../../lambda/identity/accounts/accounts';
import { findByName } from '../../lambda/identity/accounts/identifiers/find-by-name';
import { createDynamoIdentifierPointers } from '../../lambda/identity/accounts/identifiers/identifier-pointers';
import { type EmbeddedTable, startEmbeddedTable } from '../lambda/fakes/embedded-table';
import { type CommandFolder, createCommandFolder } from './run-command';

const HASH = `$pbkdf2-sha256$i=10$c2FsdHNhbHQ$${'A'.repeat(43)}`;
const OTHER = `$pbkdf2-sha256$i=10$c2FsdHNhbHQ$${'B'.repeat(43)}`;

/** Matches output that contains only audit events, which the local run prints. */
const AUDIT_ONLY = /^(\{"level":"INFO",[^\n]*"audited":true,[^\n]*\}\n)+$/;

let folder: CommandFolder;
let table: EmbeddedTable;
let file: string;

beforeAll(async () => {
  folder = createCommandFolder();
  table = await startEmbeddedTable();
  folder.serve(table);
  file = join(folder.path, 'users.jsonl');
});
afterAll(async () => {
  folder.remove();
  await table.close();
});

const stores = () => ({
  accounts: createDynamoAccounts(table.client, table.tableName),
  names: createDynamoIdentifierPointers(table.client, table.tableName, 'name'),
});
const find = async (name: string) => (await findByName(stores(), name))?.account;
const write = (...records: readonly object[]) =>
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));

test('lines are imported, refused or, if requested, overwritten, and a dry run writes nothing', async () => {
  write({ username: 'Ada', passwordHash: HASH }, { username: 'Grace', passwordHash: 'a secret of hers' });
  const refused =
    '{"line":2,"reason":"the format of the password hash is unknown: argon2id, bcrypt, scrypt and PBKDF2 are supported"}\n';

  const dry = await folder.run('users-import', ['--in', file, '--dry-run']);
  expect(dry).toMatchObject({
    code: 1,
    stdout: `Nothing was written. Without --dry-run, the result would be:\n1 created, 0 overwritten, 0 unchanged, 1 refused (see ${file}.dry-run.refused)\n`,
    stderr: expect.stringMatching(AUDIT_ONLY),
  });
  expect(readFileSync(`${file}.dry-run.refused`, 'utf8')).toBe(refused);
  expect(await find('ada')).toBeUndefined();

  const real = await folder.run('users-import', ['--in', file]);
  expect(real).toMatchObject({
    code: 1,
    stdout: `1 created, 0 overwritten, 0 unchanged, 1 refused (see ${file}.refused)\n`,
    stderr: expect.stringMatching(AUDIT_ONLY),
  });
  expect(readFileSync(`${file}.refused`, 'utf8')).toBe(refused);
  expect(await find('ada')).toMatchObject({ username: 'Ada', passwordHash: HASH });

  write({ username: 'Ada', passwordHash: OTHER });
  const told = await folder.run('users-import', ['--in', file, '--overwrite']);
  expect(told).toMatchObject({
    code: 0,
    stdout:
      '0 created, 1 overwritten, 0 unchanged, 0 refused\n' +
      `Of those overwritten: passwords replaced: 1, accounts that lost scopes: 0, all their sessions ended (see ${file}.overwritten)\n`,
  });
  expect(await find('ada')).toMatchObject({ passwordHash: OTHER });
});

test('hashes that cannot be verified are refused with line and reason, in a dry run too', async () => {
  write(
    { username: 'Dora', passwordHash: HASH },
    { username: 'Dora2', passwordHash: `$argon2id$v=19$m=128,t=8192,p=16$c2FsdHNhbHQ$${'A'.repeat(43)}` },
    { username: 'Dora3', passwordHash: `pbkdf2:constructor:10$saltsalt$${'0'.repeat(32)}` },
    { username: 'Dora4', passwordHash: `$argon2id$v=19$m=64,t=1,p=16$c2FsdHNhbHQ$${'A'.repeat(43)}` },
    { username: 'Dora5', passwordHash: HASH.replace('c2FsdHNhbHQ', 'cw') },
  );
  for (const options of [['--dry-run'], []]) {
    expect(await folder.run('users-import', ['--in', file, ...options])).toMatchObject({ code: 1 });
    const report = `${file}${options.length > 0 ? '.dry-run' : ''}.refused`;
    const refused = readFileSync(report, 'utf8').trim().split('\n');
    expect(refused.map((line) => JSON.parse(line))).toEqual([
      {
        line: 2,
        reason: expect.stringMatching(/^the password hash costs too much to verify: argon2id may have /),
      },
      { line: 3, reason: 'the password hash is malformed' },
      { line: 4, reason: 'the password hash cannot be verified: m of argon2id must be at least 8·p' },
      { line: 5, reason: 'the password hash cannot be verified: its salt must have 8 to 128 bytes' },
    ]);
  }
});

test('a sub of an existing account or of an earlier line is refused with the number of the line', async () => {
  const sub = '00000000-0000-4000-8000-000000000001';
  write({ username: 'Bob', passwordHash: HASH, sub });
  await folder.run('users-import', ['--in', file]);
  const other = '00000000-0000-4000-8000-000000000002';
  write(
    { username: 'Bobby', passwordHash: HASH, sub },
    { username: 'Carol', passwordHash: HASH, sub: other },
    { username: 'Caroline', passwordHash: HASH, sub: other },
  );
  for (const options of [['--dry-run'], []]) {
    const { code } = await folder.run('users-import', ['--in', file, ...options]);
    expect(code).toBe(1);
    const report = `${file}${options.length > 0 ? '.dry-run' : ''}.refused`;
    expect(readFileSync(report, 'utf8')).toBe(
      '{"line":1,"reason":"an account with another name already has the sub"}\n' +
        '{"line":3,"reason":"line 2 has the same sub with another name"}\n',
    );
  }
  expect(await Promise.all(['bob', 'bobby', 'carol', 'caroline'].map(find))).toMatchObject([
    { sub },
    undefined,
    { sub: other },
    undefined,
  ]);
});

test('a missing file is one line with what to do, with or without a table', async () => {
  // no run uses this port
  const { code, stdout, stderr } = await folder.run('users-import', ['--in', 'nothing.jsonl', '--port', '9']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe('users:import: nothing.jsonl does not exist: use another file for --in\n');
});

test('addresses are imported if they are verified, exported, and imported again unchanged', async () => {
  write(
    { username: 'Eve', passwordHash: HASH, email: 'Eve@Example.com', email_verified: true },
    { username: 'Fay', passwordHash: HASH, email: 'fay@example.com', email_verified: false },
    { username: 'Gil@Example.com', passwordHash: HASH, email_verified: true },
    { username: 'Hal', passwordHash: HASH, email: 'hal@example.com', email_verified: 'false' },
    { username: 'Ian', passwordHash: HASH, email: 'EVE@example.com', email_verified: true },
  );
  const { code, stdout } = await folder.run('users-import', ['--in', file]);
  expect({ code, stdout }).toEqual({
    code: 1,
    stdout:
      `3 created, 0 overwritten, 0 unchanged, 2 refused (see ${file}.refused)\n` +
      `Usernames in place of addresses: 1 (see ${file}.usernames)\n` +
      'E-mail addresses left out, not verified: 1\n',
  });
  expect(readFileSync(`${file}.refused`, 'utf8')).toBe(
    '{"line":4,"reason":"email_verified must be true or false, without quotation marks"}\n' +
      '{"line":5,"reason":"line 1 has the same e-mail address with another name"}\n',
  );
  const gil = JSON.parse(readFileSync(`${file}.usernames`, 'utf8'));
  expect(gil).toEqual({ line: 3, sub: expect.any(String), username: expect.stringMatching(/^user-\w{12}$/) });
  expect((await find('eve'))?.email).toMatchObject({ address: 'eve@example.com', shown: 'Eve@example.com' });
  expect(await find('fay')).not.toHaveProperty('email');
  expect((await find(gil.username))?.email?.shown).toBe('Gil@example.com');

  const out = join(folder.path, 'exported.jsonl');
  expect(await folder.run('users-export', ['--out', out])).toMatchObject({ code: 0 });
  expect(readFileSync(out, 'utf8')).toContain('"email":"Gil@example.com","email_verified":true');
  const again = await folder.run('users-import', ['--in', out]);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^0 created, 0 overwritten, /) });
});

test('an authenticator app needs a key, and is in no output and no report', async () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const totp = `otpauth://totp/Former:ada?secret=${secret}`;
  folder.serve({ ...table, keys: { FactorKeyA1B2: 'factor-key' } });
  write(
    { username: 'Zoe', passwordHash: HASH, totp },
    { username: 'Zack', passwordHash: HASH, totp: `${totp}&digits=8` },
  );
  const ended = await folder.run('users-import', ['--in', file, '--dry-run']);
  folder.serve(table);
  const report = readFileSync(`${file}.dry-run.refused`, 'utf8');
  expect(ended.stdout).toContain('1 created, 0 overwritten, 0 unchanged, 1 refused');
  expect(JSON.parse(report)).toEqual({ line: 2, reason: expect.stringMatching(/^totp must be an otpauth/) });
  expect([ended.stdout, ended.stderr, report].join()).not.toContain(secret);

  const without = await folder.run('users-import', ['--in', file]);
  expect(without.stdout).toContain('0 created, 0 overwritten, 0 unchanged, 2 refused');
  expect(readFileSync(`${file}.refused`, 'utf8')).toContain(
    'totp needs the key of the stage: use --factor-key',
  );
  expect(await find('zoe')).toBeUndefined();
});
