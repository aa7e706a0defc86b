/** The typed client against a server, through all steps of a user. */
import { createClient } from '../../client/src/create-client';
import { unwrap } from '../../client/src/problem-error';
import { createCredentials } from '../support/accounts';
import { fetchDocumented } from '../support/fetch-documented';
import { baseUrl } from '../support/server-under-test';

const credentials = createCredentials();
const create = () => createClient({ baseUrl: baseUrl(), fetch: fetchDocumented });
const client = create();

test('creates an account, and calls with its token', async () => {
  const user = await client.signUp(credentials);
  expect(user.username).toBe(credentials.username);
  const me = unwrap(await client.api.GET('/users/me'));
  expect(me.id).toBe(user.id);
});

test('creates a foo and finds it in the list', async () => {
  const foo = unwrap(await client.api.POST('/foo', { body: { name: 'first' } }));
  const { items } = unwrap(await client.api.GET('/foo', { params: { query: { limit: 5 } } }));
  expect(items).toEqual([foo]);
});

test('throws the problem of a call that failed', async () => {
  await expect(create().signUp(credentials)).rejects.toMatchObject({ code: 'USERNAME_TAKEN', status: 409 });
  const missing = await client.api.GET('/foo/{id}', { params: { path: { id: 'x' } } });
  expect(() => unwrap(missing)).toThrow('This route or resource does not exist.');
  expect(missing.error?.code).toBe('NOT_FOUND');
});

test('is signed out after its account is deleted', async () => {
  const other = create();
  await other.signUp(createCredentials());
  const { response } = await other.api.DELETE('/users/me');
  expect(response.ok).toBe(true);
  expect(await other.isSignedIn()).toBe(false);
});

test('gets new tokens, and continues with them', async () => {
  expect(await client.refresh()).toBe(true);
  expect((await client.fetch('/foo')).status).toBe(200);
});

test('signs out everywhere: another client of the same user learns of it with its next call', async () => {
  let told = 0;
  const other = createClient({ baseUrl: baseUrl(), fetch: fetchDocumented, onSignedOut: () => told++ });
  await other.signIn(credentials);
  await client.signOut({ everywhere: true });
  expect((await other.fetch('/foo')).status).toBe(401);
  expect(await other.isSignedIn()).toBe(false);
  expect(told).toBe(1);
});

test('signs in again, and out of this session alone', async () => {
  const other = create();
  await other.signIn(credentials);
  await client.signIn(credentials);
  await client.signOut();
  expect((await client.fetch('/foo')).status).toBe(401);
  expect((await other.fetch('/foo')).status).toBe(200);
});
