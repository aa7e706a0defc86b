/** `GET /sessions`: the list of a user's sessions. */
import { type Account, createAccount, refresh, signIn } from '../support/accounts';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';
import { uuidPattern } from '../support/uuid-pattern';

const signInAs = (account: Account, userAgent: string) =>
  send(baseUrl(), {
    method: 'POST',
    path: '/sessions/create',
    headers: { 'user-agent': userAgent },
    json: { username: account.username, password: account.password },
  });

/** ISO 8601 in UTC, in whole seconds. */
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
const address = expect.stringMatching(/^[0-9a-f.:]+$/);

test('lists every session in full, and marks the current one', async () => {
  const ada = await createAccount(baseUrl());
  await signInAs(ada, 'Browser/1.0 (a device)');
  const answer = await ada.send({ path: '/sessions' });
  expect(answer.status).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  const items: { id: string; current: boolean }[] = answer.json.items;
  const own = items.find(({ id }) => id === ada.sid);
  const other = items.find(({ id }) => id !== ada.sid);
  expect(answer.json).toEqual({ items: expect.arrayContaining([own, other]) });
  expect(items).toHaveLength(2);
  // The client of these tests sends no User-Agent.
  expect(own).toEqual({ id: ada.sid, createdAt: time, lastUsedAt: time, ip: address, current: true });
  expect(other).toEqual({
    id: expect.stringMatching(uuidPattern),
    createdAt: time,
    lastUsedAt: time,
    ip: address,
    userAgent: 'Browser/1.0 (a device)',
    current: false,
  });
});

test('shortens a long user agent', async () => {
  const ada = await createAccount(baseUrl());
  await signInAs(ada, `Long/${'9'.repeat(500)}`);
  const { items } = (await ada.send({ path: '/sessions' })).json;
  const agents = items.map(({ userAgent = '' }: { userAgent?: string }) => userAgent);
  expect(agents.sort()).toEqual(['', `Long/${'9'.repeat(195)}`]);
});

test('shows the last use of a session', async () => {
  const ada = await createAccount(baseUrl());
  const headers = { 'user-agent': 'Updated/2.0' };
  const json = { refresh_token: ada.refreshToken };
  await send(baseUrl(), { method: 'POST', path: '/sessions/refresh', headers, json });
  const { items } = (await ada.send({ path: '/sessions' })).json;
  expect(items).toEqual([expect.objectContaining({ id: ada.sid, userAgent: 'Updated/2.0', current: true })]);
});

test("shows only the caller's sessions, and no secret", async () => {
  const [ada, grace] = await Promise.all([createAccount(baseUrl()), createAccount(baseUrl())]);
  const second = await signIn(baseUrl(), grace);
  await refresh(baseUrl(), second.refreshToken);
  const answer = await ada.send({ path: '/sessions' });
  expect(answer.json.items.map(({ id }: { id: string }) => id)).toEqual([ada.sid]);
  const secrets = ada.refreshToken.slice(ada.refreshToken.lastIndexOf('.') + 1);
  for (const hidden of [secrets, grace.id, grace.sid, second.sid]) expect(answer.text).not.toContain(hidden);
});

test('contains no ended session', async () => {
  const ada = await createAccount(baseUrl());
  const other = await signIn(baseUrl(), ada);
  await other.send({ method: 'DELETE', path: '/sessions/current' });
  const { items } = (await ada.send({ path: '/sessions' })).json;
  expect(items.map(({ id }: { id: string }) => id)).toEqual([ada.sid]);
});
