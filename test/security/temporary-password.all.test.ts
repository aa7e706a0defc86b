/** `npm run users:set-password`: the requests that a temporary password permits, and those that it does not. */
import { openTable, type Table } from '../faults/table';
import { type Account, createAccount, createCredentials, signIn, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { expectSignedIn, expectSignedOut } from '../support/expect-session';
import { type Answer, send } from '../support/http-client';
import { runOperatorCommand } from '../support/run-operator-command';
import { baseUrl, findInServerLog, readServerLog, serverFolder } from '../support/server-under-test';

let table: Table;
beforeAll(() => {
  table = openTable(serverFolder());
});
afterAll(() => table.close());

/** Registers a user whose password is temporary until the given time. */
async function withTemporaryUntil(milliseconds: number): Promise<Account> {
  const ada = await createAccount(baseUrl());
  const key = { pk: `ACCOUNT#${ada.id}`, sk: 'ACCOUNT' };
  await table.set(key, { passwordTemporaryUntil: { N: String(milliseconds) } });
  return ada;
}

const create = (username: string, password: string, more: object = {}): Promise<Answer> =>
  send(baseUrl(), { method: 'POST', path: '/sessions/create', json: { username, password, ...more } });

const newPassword = () => createCredentials().password;

test('it ends every session, requires a new password, and signs in with one', async () => {
  const ada = await createAccount(baseUrl());
  const { stdout } = await runOperatorCommand('users-set-password', '--user', ada.username);
  const [line, temporary = '', ...rest] = stdout.split('\n');
  const time = '\\d{4}-[^ ]+Z';
  expect(line).toMatch(
    new RegExp(`^${ada.username}: signed out everywhere\\. Temporary password, valid until ${time}:$`),
  );
  expect(rest).toEqual(['']);
  await expectSignedOut(baseUrl(), ada);
  const refused = { status: 401, code: 'INVALID_CREDENTIALS' };
  expectProblem(await create(ada.username, ada.password), refused);
  expectProblem(await create(ada.username, temporary), { status: 403, code: 'PASSWORD_CHANGE_REQUIRED' });

  const password = newPassword();
  const answer = await create(ada.username, temporary, { new_password: password });
  expect(answer.status).toBe(201);
  await expectSignedIn(baseUrl(), toAccount(baseUrl(), { ...ada, password }, answer));
  await expectSignedIn(baseUrl(), await signIn(baseUrl(), { ...ada, password }));
  expectProblem(await create(ada.username, temporary), refused);

  const events = ['sign_in_stopped', 'password_changed', 'signed_in'];
  for (const event of events) {
    expect(await findInServerLog(`"event":"${event}","sub":"${ada.id}"`)).toContain('"audited":true');
  }
  for (const secret of [temporary, password]) expect(readServerLog()).not.toContain(secret);
});

test('the new password must follow the rules for every new password', async () => {
  const ada = await withTemporaryUntil(Date.now() + 3_600_000);
  const stopped = await create(ada.username, ada.password);
  expectProblem(stopped, { status: 403, code: 'PASSWORD_CHANGE_REQUIRED' });
  const wrong = { ...ada, password: 'a wrong password' };
  for (const { username, password } of [ada, wrong, createCredentials()]) {
    const answer = await create(username, password, { new_password: 'short' });
    expectProblem(answer, {
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ pointer: '#/new_password' }],
    });
  }
  const same = await create(ada.username, ada.password, { new_password: ada.password });
  expectProblem(same, { status: 400, code: 'VALIDATION_FAILED', errors: [{ pointer: '#/new_password' }] });
});

test('after its expiry it gets the response of a wrong password, with a new one and without', async () => {
  const ada = await withTemporaryUntil(Date.now() - 1);
  for (const more of [{}, { new_password: newPassword() }]) {
    const [expired, wrong] = [
      await create(ada.username, ada.password, more),
      await create(ada.username, 'a wrong password', more),
    ];
    expectProblem(expired, { status: 401, code: 'INVALID_CREDENTIALS' });
    const { requestId: _, ...body } = expired.json;
    expect(wrong).toMatchObject({ status: 401, json: body });
  }
});

test('a password that is not temporary is not changed by a sign-in', async () => {
  const ada = await createAccount(baseUrl());
  const password = newPassword();
  const answer = await create(ada.username, ada.password, { new_password: password });
  expectProblem(answer, { status: 400, code: 'VALIDATION_FAILED', errors: [{ pointer: '#/new_password' }] });
  expectProblem(await create(ada.username, password), { status: 401, code: 'INVALID_CREDENTIALS' });
  await expectSignedIn(baseUrl(), await signIn(baseUrl(), ada));
});
