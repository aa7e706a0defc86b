/** A later release may add attributes to items. This release ignores them, and its updates keep them. */
import { join } from 'node:path';
import { keyPrefixes } from '../../lambda/shared/table/key-prefixes';
import { createAccount, createCredentials, refresh, signIn } from '../support/accounts';
import { send } from '../support/http-client';
import { fromNewSource } from '../support/read-mails';
import {
  answerChallenge,
  codeOf,
  confirmTotp,
  enrolTotp,
  openChallenge,
  stepUp,
} from '../support/second-factors';
import { createCaller } from './call-by-turns';
import { createPasskeyUser, passkeySettings, signInByPasskey } from './passkey-requests';
import { openReleaseStore, type ReleaseStore } from './release-store';
import { type ServedMixes, serveByTurns } from './serve-by-turns';
import { synthesizeRelease } from './synthesize-release';

type Item = Record<string, { readonly S?: string }>;

let store: ReleaseStore;
let served: ServedMixes;
let TableName: string;

beforeAll(async () => {
  store = await openReleaseStore();
  const folder = join(store.folder, 'release');
  synthesizeRelease(folder, { passkeys: passkeySettings, pages: undefined });
  const release = await store.readRelease(folder);
  TableName = release.tables[0]?.name ?? '';
  served = await serveByTurns(store, [release]);
});
afterAll(async () => {
  await served?.close();
  await store?.close();
});

const readAll = async () => ((await store.tables.perform('Scan', { TableName })) as { Items: Item[] }).Items;
const keyOf = ({ pk, sk }: Item) => `${pk?.S} ${sk?.S}`;
const kindOf = ({ pk }: Item) => `${pk?.S?.split('#')[0]}#`;

test('unknown attributes survive every update of their items', async () => {
  const { origin } = store.listener;
  const account = await createAccount(origin);
  const email = `${createCredentials().username}@example.com`;
  const requestAddress = (address: string) =>
    account.send({
      method: 'PUT',
      path: '/users/me/email',
      json: { email: address },
      headers: fromNewSource(),
    });
  await requestAddress(email);
  await served.inbox?.settle();
  const code = served.inbox?.list(email)[0]?.code;
  await account.send({ method: 'POST', path: '/users/me/email/verification', json: { code } });
  const { json: foo } = await account.send({ method: 'POST', path: '/foo', json: { name: 'x' } });
  const once = { 'idempotency-key': 'once' };
  const create = { method: 'POST', path: '/foo', json: { name: 'y' }, headers: once };
  const { json: keyed } = await account.send(create);
  const guess = { method: 'POST', path: '/sessions/create', json: { username: 'nobody', password: 'x' } };
  await send(origin, guess);
  const ask = { method: 'POST', path: '/password-resets', json: { username: 'nobody' } };
  const { json: asked } = await send(origin, ask);

  const guarded = await createAccount(origin);
  const { json: app } = await enrolTotp(guarded);

  const caller = createCaller(origin, 0, {}, served);
  const user = await createPasskeyUser(caller);

  const planted = await readAll();
  expect(new Set(planted.map(kindOf))).toEqual(new Set(Object.values(keyPrefixes)));
  for (const item of planted) {
    await store.tables.perform('PutItem', { TableName, Item: { ...item, later: { S: 'kept' } } });
  }

  const password = `${account.password} and more`;
  const confirmed = await confirmTotp(guarded, app.id, codeOf(app));
  const [recoveryCode] = confirmed.json.recovery_codes;
  const statuses = [
    confirmed,
    await stepUp(guarded, { kind: 'totp', code: codeOf(app, 1) }),
    await answerChallenge(origin, await openChallenge(origin, guarded), {
      kind: 'recovery_code',
      code: recoveryCode,
    }),
    await refresh(origin, account.refreshToken),
    await account.send({ method: 'PUT', path: `/foo/${foo.id}`, json: { name: 'z' } }),
    await account.send({ method: 'POST', path: '/foo', json: { name: 'one more' } }),
    await account.send({ method: 'DELETE', path: `/foo/${keyed.id}` }),
    await account.send(create),
    await send(origin, guess),
    await requestAddress(`next-${email}`),
    await send(origin, ask),
    await send(origin, {
      method: 'POST',
      path: '/password-resets/confirm',
      json: { reset_id: asked.reset_id, code: 'a wrong one', new_password: password },
    }),
    await account.send({
      method: 'PUT',
      path: '/users/me/password',
      json: { current_password: account.password, new_password: password },
    }),
    await account.send({
      method: 'PUT',
      path: '/users/me/username',
      json: { username: account.username.toUpperCase() },
    }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([200, 200, 201, 200, 200, 201, 204, 201, 401, 202, 202, 400, 204, 200]);
  await signIn(origin, { username: account.username, password });
  await signIn(origin, { username: email, password });

  await signInByPasskey(caller, user);
  expect(caller.faults()).toEqual([]);

  const places = new Set(planted.map(keyOf));
  const left = (await readAll()).filter((item) => places.has(keyOf(item)));
  expect(new Set(left.map(kindOf))).toEqual(new Set(Object.values(keyPrefixes)));
  expect(left.filter(({ later }) => later?.S !== 'kept').map(keyOf)).toEqual([]);
});
