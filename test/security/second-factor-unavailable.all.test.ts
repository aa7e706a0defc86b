/** A stage whose `secondFactor` is `off` again: accounts that have added a factor before, and their sessions. */
import { join } from 'node:path';
import { onDemandFiles } from '../../lib/stack/on-demand-files';
import { rebuildFiles } from '../releases/rebuild-files';
import { openReleaseStore, type ReleaseStore } from '../releases/release-store';
import { type ServedMixes, serveByTurns, TURN_HEADER } from '../releases/serve-by-turns';
import { synthesizeRelease } from '../releases/synthesize-release';
import { type Account, type Credentials, createAccount, signIn, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Answer, expectDocumentedAnswers, type Sent, send } from '../support/http-client';
import { addApp, openChallenge } from '../support/second-factors';
import { assemblyFolder } from '../support/server-under-test';

let store: ReleaseStore;
let served: ServedMixes;
let TableName: string;

beforeAll(async () => {
  store = await openReleaseStore();
  const { origin } = store.listener;
  const assembly = join(store.folder, 'off');
  synthesizeRelease(assembly, { secondFactor: 'off', trustedDevices: 'off', passkeys: undefined });
  const { 'second-factor': refusal = '' } = onDemandFiles('auth', []);
  await rebuildFiles({ assembly, id: 'AuthHandler', files: { 'second-factor': refusal } });
  const stage = await store.readRelease(assemblyFolder());
  TableName = stage.tables[0]?.name ?? '';
  served = await serveByTurns(store, [stage, await store.readRelease(assembly)]);
  expectDocumentedAnswers(origin);
});
afterAll(async () => {
  await served?.close();
  await store?.close();
});

/** Selects the stage without second factors. The stage with them serves every other request. */
const withoutFactors = (sent: Sent): Sent => ({ ...sent, headers: { ...sent.headers, [TURN_HEADER]: '1' } });

const signInWithout = ({ username, password }: Credentials): Promise<Answer> =>
  send(
    store.listener.origin,
    withoutFactors({ method: 'POST', path: '/sessions/create', json: { username, password } }),
  );

/** A user with an authenticator app, whose session has used the password only. */
async function enrol(): Promise<Account> {
  const user = await createAccount(store.listener.origin);
  await addApp(user);
  return user;
}

const countSessions = async ({ send: ask }: Account) => (await ask({ path: '/sessions' })).json.items.length;

test('the right password starts no session, and a wrong one has the response of every other account', async () => {
  const ada = await enrol();
  const wrong = { username: ada.username, password: `${ada.password}?` };
  for (let round = 0; round < 2; round += 1) {
    expectProblem(await signInWithout(ada), { status: 403, code: 'SECOND_FACTOR_UNAVAILABLE' });
    expectProblem(await signInWithout(wrong), { status: 401, code: 'INVALID_CREDENTIALS' });
  }
  expect(await countSessions(ada)).toBe(1);
  // the factor is kept for the time when the stage checks it again
  expect(await openChallenge(store.listener.origin, ada)).toEqual(expect.any(String));
});

test('a reset that is due lets the password sign in, with the rights of that stage', async () => {
  const ada = await enrol();
  await store.tables.perform('UpdateItem', {
    TableName,
    Key: { pk: { S: `ACCOUNT#${ada.id}` }, sk: { S: 'ACCOUNT' } },
    UpdateExpression: 'SET factorsResetAt = :due',
    ExpressionAttributeValues: { ':due': { N: String(Date.now() - 1) } },
  });
  expect(await signInWithout(ada)).toMatchObject({ status: 201 });
  // the account has no second factor in the other stage either
  expect(await signIn(store.listener.origin, ada)).toMatchObject({ id: ada.id });
  expect((await ada.send({ path: '/users/me/factors' })).json).toEqual({ items: [], recovery_codes_left: 0 });
  expect(served.denied()).toEqual([]);
});

test('a session from before continues, and its recent sign-in is enough for a sensitive change', async () => {
  const ada = await enrol();
  const remove = { method: 'DELETE', path: '/users/me' };
  expect(await ada.send(remove)).toMatchObject({
    status: 401,
    json: { code: 'INSUFFICIENT_USER_AUTHENTICATION', kinds: ['totp', 'recovery_code'] },
  });
  const refreshing = { method: 'POST', path: '/sessions/refresh', json: { refresh_token: ada.refreshToken } };
  const refreshed = await send(store.listener.origin, withoutFactors(refreshing));
  const later = toAccount(store.listener.origin, ada, refreshed);
  expect(await later.send(withoutFactors(remove))).toMatchObject({ status: 204 });
  expect(served.denied()).toEqual([]);
});
