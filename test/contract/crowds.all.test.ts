/** Many requests at once, and more items than one page or one batch of the table contains. Smaller crowds are in other suites. */
import { randomUUID } from 'node:crypto';
import {
  type Account,
  createAccount,
  createCredentials,
  refresh,
  signIn,
  toAccount,
} from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { expectSignedIn, expectSignedOut } from '../support/expect-session';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';
import { refreshTokenPattern } from '../support/uuid-pattern';

type Exported = { readonly type: string } & Readonly<Record<string, unknown>>;

const register = (json: unknown) => send(baseUrl(), { method: 'POST', path: '/users', json });
const createFoo = ({ send: ask }: Account, json: object, key?: string) =>
  ask({ method: 'POST', path: '/foo', json, headers: key === undefined ? {} : { 'idempotency-key': key } });

const registrations = process.env.SOAK === '1' ? 200 : 20;

test(`${registrations} registrations of one name at once make one account`, async () => {
  const { username } = createCredentials();
  const attempts = Array.from({ length: registrations }, () => ({ ...createCredentials(), username }));
  const answers = await Promise.all(attempts.map(register));
  const winners = attempts.filter((_, index) => answers[index]?.status === 201);
  expect(winners).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 201)) {
    expectProblem(answer, { status: 409, code: 'USERNAME_TAKEN' });
  }
  const signIn = await send(baseUrl(), { method: 'POST', path: '/sessions/create', json: winners[0] });
  expect(signIn.status).toBe(201);
});

test('of 20 accounts that request one name at once, one gets it', async () => {
  const rivals = await Promise.all(Array.from({ length: 20 }, () => createAccount(baseUrl())));
  const { username } = createCredentials();
  const answers = await Promise.all(
    rivals.map((rival) => rival.send({ method: 'PUT', path: '/users/me/username', json: { username } })),
  );
  const winners = rivals.filter((_, index) => answers[index]?.status === 200);
  expect(winners).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    expectProblem(answer, { status: 409, code: 'USERNAME_TAKEN' });
  }
  const [winner] = winners;
  expect((await signIn(baseUrl(), { username, password: winner?.password ?? '' })).id).toBe(winner?.id);
});

test('fifty refreshes of one token all succeed with one successor, and the session stays valid', async () => {
  const ada = await createAccount(baseUrl());
  const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(baseUrl(), ada.refreshToken)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const successors = [...new Set(answers.map(({ json }) => json.refresh_token))];
  expect(successors).toEqual([expect.stringMatching(refreshTokenPattern)]);
  expect(successors).not.toEqual([ada.refreshToken]);
  const [answer] = answers;
  if (answer) await expectSignedIn(baseUrl(), toAccount(baseUrl(), ada, answer));
});

test('twenty requests with one Idempotency-Key create one foo', async () => {
  const account = await createAccount(baseUrl());
  const key = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => createFoo(account, { name: 'once' }, key)),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
  expect((await account.send({ path: '/foo' })).json.items).toHaveLength(1);
});

test('a sign-out everywhere ends more sessions than fit into one batch of deletions', async () => {
  const ada = await createAccount(baseUrl());
  const more = await Promise.all(Array.from({ length: 30 }, () => signIn(baseUrl(), ada)));
  expect(await ada.send({ method: 'DELETE', path: '/sessions' })).toMatchObject({ status: 204 });
  for (const session of more.slice(-3)) await expectSignedOut(baseUrl(), session);
  const fresh = await signIn(baseUrl(), ada);
  expect((await fresh.send({ path: '/sessions' })).json.items).toHaveLength(1);
});

test('a long export has pages that together contain every item once', async () => {
  const ada = await createAccount(baseUrl());
  const made = await Promise.all(Array.from({ length: 110 }, (_, i) => createFoo(ada, { name: `foo ${i}` })));
  const items: Exported[] = [];
  let query = '';
  let pages = 0;
  do {
    const { status, json } = await ada.send({ path: `/users/me/export${query}` });
    expect(status).toBe(200);
    items.push(...json.items);
    pages++;
    query = json.cursor === undefined ? '' : `?cursor=${encodeURIComponent(json.cursor)}`;
  } while (query !== '' && pages < 9);
  expect(pages).toBe(2);
  const ids = items.filter(({ type }) => type === 'foo').map(({ id }) => id);
  expect(ids.sort()).toEqual(made.map(({ json }) => json.id).sort());
  const others = items.map(({ type }) => type).filter((type) => type !== 'foo');
  expect(others).toEqual(['account', 'session', 'foo_count']);
});
