/** `DELETE /users/me`: the account is deleted with all its data. */
import { type Account, createAccount, refresh, signIn, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { expectSignedIn, expectSignedOut } from '../support/expect-session';
import { type Answer, send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

const remove = ({ send }: Account) => send({ method: 'DELETE', path: '/users/me' });
const post = (path: string, { username, password }: Account) =>
  send(baseUrl(), { method: 'POST', path, json: { username, password } });

function expectNoContent({ status, text, headers }: Answer): void {
  expect({ status, text, cacheControl: headers['cache-control'] }).toEqual({
    status: 204,
    text: '',
    cacheControl: 'no-store',
  });
}

let ada: Account;
let other: Account;

beforeEach(async () => {
  ada = await createAccount(baseUrl());
  other = await signIn(baseUrl(), ada);
});

test('a deletion answers 204, and ends every session with the next request', async () => {
  await ada.send({ method: 'POST', path: '/foo', json: { name: 'x' } });
  expectNoContent(await remove(ada));
  await expectSignedOut(baseUrl(), ada);
  await expectSignedOut(baseUrl(), other);
  expectProblem(await post('/sessions/create', ada), { status: 401, code: 'INVALID_CREDENTIALS' });
});

test('a second one is rejected, because the token is no longer valid', async () => {
  await remove(ada);
  expectProblem(await remove(ada), { status: 401, code: 'UNAUTHORIZED' });
});

test('many concurrent deletions from two sessions delete the account once', async () => {
  const answers = await Promise.all([ada, other, ada, other, ada, other].map(remove));
  expect(answers.map(({ status }) => status)).toContain(204);
  for (const { status } of answers) expect([204, 401]).toContain(status);
  await expectSignedOut(baseUrl(), ada);
  await expectSignedOut(baseUrl(), other);
  expect(await post('/users', ada)).toMatchObject({ status: 201 });
});

test('the name is free immediately, and its next owner finds nothing of the old account', async () => {
  await ada.send({
    method: 'POST',
    path: '/foo',
    json: { name: 'x' },
    headers: { 'idempotency-key': 'the-same' },
  });
  await remove(ada);
  const heir = toAccount(baseUrl(), ada, await post('/users', ada));
  expect(heir.id).not.toBe(ada.id);
  expect((await heir.send({ path: '/foo' })).json.items).toEqual([]);
  const { items } = (await heir.send({ path: '/users/me/export' })).json;
  expect(items.map(({ type }: { type: string }) => type)).toEqual(['account', 'session']);

  await expectSignedOut(baseUrl(), ada);
  await expectSignedOut(baseUrl(), other);
  expectProblem(await remove(ada), { status: 401, code: 'UNAUTHORIZED' });
  await expectSignedIn(baseUrl(), heir);
});

test('a deletion does not affect other accounts', async () => {
  const grace = await createAccount(baseUrl());
  await remove(ada);
  await expectSignedIn(baseUrl(), grace);
  await expectSignedIn(baseUrl(), await signIn(baseUrl(), grace));
});

test('concurrent sign-ins and refreshes leave no session', async () => {
  const [removed, signedIn, refreshed, again] = await Promise.all([
    remove(ada),
    post('/sessions/create', ada),
    refresh(baseUrl(), other.refreshToken),
    post('/sessions/create', ada),
  ]);
  expect(removed.status).toBe(204);
  const begun = [signedIn, refreshed, again].filter(({ status }) => status < 300);
  for (const answer of begun) await expectSignedOut(baseUrl(), toAccount(baseUrl(), ada, answer));
  expect(await post('/users', ada)).toMatchObject({ status: 201 });
});
