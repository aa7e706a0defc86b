/** `npm run users:reset-factors` and imported authenticator apps, on the local run: from the command to the sign-in. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOTP, URI } from 'otpauth';
import { openTable, type Table } from '../faults/table';
import { type Account, createAccount, createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Answer, send } from '../support/http-client';
import { readMails } from '../support/read-mails';
import { runOperatorCommand } from '../support/run-operator-command';
import { baseUrl, findInServerLog, readServerLog, serverFolder } from '../support/server-under-test';

let table: Table;
beforeAll(() => {
  table = openTable(serverFolder());
});
afterAll(() => table.close());

const keyOf = ({ id }: Account) => ({ pk: `ACCOUNT#${id}`, sk: 'ACCOUNT' });
const create = (username: string, password: string): Promise<Answer> =>
  send(baseUrl(), { method: 'POST', path: '/sessions/create', json: { username, password } });
const answer = (challenge: string, code: string, kind = 'totp') =>
  send(baseUrl(), { method: 'POST', path: '/sessions/challenge', json: { challenge, kind, code } });

/** Ada, who has a verified address, an authenticator app and recovery codes. */
async function enrolAda() {
  const ada = await createAccount(baseUrl());
  const address = `${ada.username}@example.com`;
  const verifiedAt = { N: String(Date.now()) };
  const texts = { address: { S: address }, shown: { S: address }, verifiedBy: { S: 'attempt-1' } };
  await table.set(keyOf(ada), { email: { M: { ...texts, verifiedAt } } });
  const enrolment = await ada.send({ method: 'POST', path: '/users/me/factors/totp', json: {} });
  const app = URI.parse(enrolment.json.uri) as TOTP;
  const path = `/users/me/factors/totp/${enrolment.json.id}/confirm`;
  const confirmed = await ada.send({ method: 'POST', path, json: { code: app.generate() } });
  expect(confirmed.status).toBe(200);
  return { ada, address, codes: confirmed.json.recovery_codes as readonly string[] };
}

const reset = ({ username }: Account, ...options: readonly string[]) =>
  runOperatorCommand('users-reset-factors', '--user', username, ...options);

test('a reset waits, its notice is sent at once, and the owner of a session cancels it', async () => {
  const { ada, address } = await enrolAda();
  const { stdout } = await reset(ada);
  const [, resetAt = ''] = / from (\S+) on; a notice is on its way\n$/.exec(stdout) ?? [];
  expect(Date.parse(resetAt) - Date.now()).toBeGreaterThan(86_300_000);
  const [mail] = await readMails(address);
  expect(mail).toMatchObject({ kind: 'notice', text: expect.stringContaining('cancels it') });
  expect((await create(ada.username, ada.password)).json).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' });
  expect((await ada.send({ path: '/users/me/factors' })).json).toMatchObject({ reset_at: resetAt });
  expect(await ada.send({ method: 'DELETE', path: '/users/me/factors/reset' })).toMatchObject({
    status: 204,
  });
  expect((await ada.send({ path: '/users/me/factors' })).json).not.toHaveProperty('reset_at');
  expect(await findInServerLog(`"event":"factors_reset_cancelled","sub":"${ada.id}"`)).toContain(
    '"audited":true',
  );
});

test('a sign-in with a recovery code cancels it, and one by the password applies it when it is due', async () => {
  const { ada, codes } = await enrolAda();
  await reset(ada);
  const { challenge } = (await create(ada.username, ada.password)).json;
  expect(await answer(challenge, codes[0] ?? '', 'recovery_code')).toMatchObject({ status: 201 });
  expect((await ada.send({ path: '/users/me/factors' })).json).not.toHaveProperty('reset_at');

  await reset(ada);
  await table.set(keyOf(ada), { factorsResetAt: { N: String(Date.now() - 1) } });
  expect(await create(ada.username, ada.password)).toMatchObject({ status: 201 });
  expect((await ada.send({ path: '/users/me/factors' })).json).toEqual({ items: [], recovery_codes_left: 0 });
  expect(await findInServerLog(`"event":"factors_reset","sub":"${ada.id}"`)).toContain('"audited":true');
});

test('a reset at once lets the password sign in', async () => {
  const { ada } = await enrolAda();
  expect((await reset(ada, '--now')).stdout).toBe(
    `${ada.username}: second factors removed, a notice is on its way\n`,
  );
  expect(await create(ada.username, ada.password)).toMatchObject({ status: 201 });
});

test('an imported authenticator app is asked for from the first sign-in on', async () => {
  const { username } = createCredentials();
  const donor = await createAccount(baseUrl());
  const [stored] = await table.readPartition(keyOf(donor).pk);
  const app = new TOTP({ issuer: 'Former', label: username });
  const file = join(serverFolder(), `${username}.jsonl`);
  const passwordHash = stored?.passwordHash?.S;
  writeFileSync(file, JSON.stringify({ username, passwordHash, totp: app.toString() }));
  const imported = await runOperatorCommand('users-import', '--in', file);
  expect(imported.stdout).toMatch(/^1 created/);
  const { json } = await create(username, donor.password);
  expect(json).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED', kinds: ['totp'] });
  // the other system may have accepted the codes of the time of the import
  expectProblem(await answer(json.challenge, app.generate()), { status: 400, code: 'INVALID_CODE' });
  const account = (await table.readAll()).find(
    ({ username: name, sk }) => name?.S === username && sk?.S === 'ACCOUNT',
  );
  const [id = '', factor] = Object.entries(account?.factors?.M ?? {})[0] ?? [];
  const key = { pk: account?.pk?.S ?? '', sk: 'ACCOUNT' };
  await table.set(key, { factors: { M: { [id]: { M: { ...factor?.M, lastStep: { N: '1' } } } } } });
  expect(await answer(json.challenge, app.generate())).toMatchObject({ status: 201 });
  for (const text of [readServerLog(), imported.stdout, imported.stderr]) {
    expect(text).not.toContain(app.secret.base32);
  }
});
