/** `npm run users:import`: users sign in with the passwords that other systems have hashed. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccount, signIn } from '../support/accounts';
import { send } from '../support/http-client';
import { runOperatorCommand } from '../support/run-operator-command';
import { baseUrl } from '../support/server-under-test';

/** Published hashes with their passwords, except for PBKDF2: see test/lambda/identity/passwords/imported-hashes. */
const HASHES = {
  bcrypt: ['U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  scrypt: [
    'password',
    '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
  ],
  PBKDF2: [
    'password',
    '$pbkdf2-sha256$6400$0ZrzXitFSGltTQnBWOsdAw$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M',
  ],
} as const;

const usernames = Object.fromEntries(Object.keys(HASHES).map((name) => [name, `u-${randomUUID()}`]));
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'imported-passwords-'));
  const lines = Object.entries(HASHES).map(([name, [, passwordHash]]) =>
    JSON.stringify({ username: usernames[name], passwordHash }),
  );
  const file = join(folder, 'users.jsonl');
  writeFileSync(file, lines.join('\n'));
  const { stdout } = await runOperatorCommand('users-import', '--in', file);
  expect(stdout).toBe('3 created, 0 overwritten, 0 unchanged, 0 refused\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.entries(HASHES))(
  'a hash of %s accepts its password, and no other',
  async (name, [password]) => {
    const username = usernames[name] ?? '';
    const wrong = { method: 'POST', path: '/sessions/create', json: { username, password: `${password}.` } };
    expect(await send(baseUrl(), wrong)).toMatchObject({ status: 401 });
    const account = await signIn(baseUrl(), { username, password });
    expect(await account.send({ path: '/users/me' })).toMatchObject({ status: 200, json: { username } });
    expect(await signIn(baseUrl(), { username, password })).toMatchObject({ id: account.id });
  },
);

test('after the first sign-in the account has a new hash, which an export contains', async () => {
  const registered = await createAccount(baseUrl());
  const out = join(folder, 'exported.jsonl');
  await runOperatorCommand('users-export', '--out', out);
  const hashOf = new Map(
    readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map(({ username, passwordHash }) => [username, passwordHash]),
  );
  for (const username of [...Object.values(usernames), registered.username]) {
    expect(hashOf.get(username)).toMatch(/^\$argon2id\$v=19\$/);
  }
});
