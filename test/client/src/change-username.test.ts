import { memoryStorage } from '../../../client/src/token-storage';
import { ada, createScene, REFRESH, type Scene } from './create-scene';
import { type FakeApi, problem } from './fake-api';

const CHANGE = 'PUT /users/me/username';
const profile = { id: '1', username: 'Countess', scopes: [], createdAt: '2026-01-02T03:04:05.000Z' };

let api: FakeApi;
let create: Scene['create'];
let createSignedIn: Scene['createSignedIn'];
beforeEach(() => {
  ({ api, create, createSignedIn } = createScene());
});

test('returns the account, and gets tokens with the new username', async () => {
  const client = await createSignedIn();
  api.answerNext(CHANGE, Response.json(profile));
  expect(await client.changeUsername('Countess')).toEqual(profile);
  expect(api.calls.find(({ route }) => route === CHANGE)?.body).toBe('{"username":"Countess"}');
  expect(api.count(REFRESH)).toBe(1);
  await client.fetch('/foo');
  expect(api.calls.at(-1)?.authorization).toBe('Bearer access-2');
});

test('keeps the device token under the new username only', async () => {
  const storage = memoryStorage();
  const client = await createSignedIn({ storage });
  api.answerNext(CHANGE, Response.json(profile));
  await client.changeUsername('Countess');
  await client.signOut();
  // As after a reload.
  const again = create({ storage });
  await again.signIn({ ...ada, username: 'Countess' });
  expect(JSON.parse(api.calls.at(-1)?.body ?? '')).toHaveProperty('device_token', 'device-1');
  await again.signOut();
  await again.signIn(ada);
  expect(JSON.parse(api.calls.at(-1)?.body ?? '')).not.toHaveProperty('device_token');
});

test('a refresh does not forget the username', async () => {
  const client = await createSignedIn();
  await client.refresh();
  api.answerNext(CHANGE, Response.json(profile));
  await client.changeUsername('Countess');
  await client.signIn({ ...ada, username: 'Countess' });
  expect(JSON.parse(api.calls.at(-1)?.body ?? '')).toHaveProperty('device_token', 'device-1');
});

test.each([
  [401, 'INSUFFICIENT_USER_AUTHENTICATION'],
  [409, 'USERNAME_TAKEN'],
  [429, 'TOO_MANY_USERNAME_CHANGES'],
])('throws the API’s %d %s, and changes nothing', async (status, code) => {
  const client = await createSignedIn();
  api.answerNext(CHANGE, problem(status, code));
  await expect(client.changeUsername('Countess')).rejects.toMatchObject({ name: 'ProblemError', code });
  expect(api.count(REFRESH)).toBe(0);
  await client.signIn(ada);
  expect(JSON.parse(api.calls.at(-1)?.body ?? '')).toHaveProperty('device_token', 'device-1');
});

test('succeeds even if the refresh fails, and keeps the session', async () => {
  const client = await createSignedIn();
  api.answerNext(CHANGE, Response.json(profile));
  api.answerNext(REFRESH, problem(503, 'DEPENDENCY_UNAVAILABLE'));
  expect(await client.changeUsername('Countess')).toEqual(profile);
  expect(await client.isSignedIn()).toBe(true);
});

test('does not touch the session of another user who has signed in meanwhile', async () => {
  const client = await createSignedIn();
  api.answerNext(CHANGE, Response.json(profile));
  const release = api.hold(CHANGE);
  const changed = client.changeUsername('Countess');
  while (api.count(CHANGE) === 0) await new Promise(setImmediate);
  await client.signIn({ ...ada, username: 'grace' });
  release();
  await changed;
  expect(api.count(REFRESH)).toBe(0);
  await client.signIn({ ...ada, username: 'grace' });
  expect(JSON.parse(api.calls.at(-1)?.body ?? '')).toHaveProperty('device_token', 'device-1');
});

test("throws the API's problem without a session", async () => {
  await expect(create().changeUsername('Countess')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
