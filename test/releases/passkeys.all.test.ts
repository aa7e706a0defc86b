/** Accounts with passkeys under the previous release, which does not know them, and back: docs/how-to/passkeys.md#older-releases. */
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { keyPrefixes } from '../../lambda/shared/table/key-prefixes';
import type { LocalApp } from '../../local/template/model';
import { createCredentials } from '../support/accounts';
import { fromNewSource } from '../support/read-mails';
import { codeOf } from '../support/second-factors';
import { type Caller, createCaller } from './call-by-turns';
import { continueFactorVeteran, createFactorVeteran } from './factor-flow';
import {
  addPasskey,
  createPage,
  createPasskeyUser,
  createPasswordlessUser,
  listPasskeys,
  passkeySettings,
  signInByPasskey,
  signInByPassword,
} from './passkey-requests';
import { readRecording, unpackAssembly } from './recording';
import { openReleaseStore, type ReleaseStore } from './release-store';
import { bearer, post } from './requests';
import { serveByTurns } from './serve-by-turns';
import { synthesizeRelease } from './synthesize-release';

let store: ReleaseStore;
let former: LocalApp;
let next: LocalApp;
let faults: string[];

beforeAll(async () => {
  store = await openReleaseStore();
  const recording = readRecording();
  if (recording === undefined) throw new Error('There is no recording: npm run record-release makes one');
  unpackAssembly(recording, join(store.folder, 'previous'));
  former = await store.readRelease(join(store.folder, 'previous'));
  // the former release has no pages
  synthesizeRelease(join(store.folder, 'next'), { passkeys: passkeySettings, pages: undefined });
  next = await store.readRelease(join(store.folder, 'next'));
});
afterAll(() => store?.close());
beforeEach(() => {
  faults = [];
});

/** Serves a release alone, and collects its unexpected responses. */
async function under<Result>(release: LocalApp, use: (caller: Caller) => Promise<Result>): Promise<Result> {
  const served = await serveByTurns(store, [release]);
  try {
    const caller = createCaller(store.listener.origin, 0, {}, served);
    const result = await use(caller);
    faults.push(...caller.faults(), ...served.denied());
    return result;
  } finally {
    await served.close();
  }
}

const subOf = (token: string) => decodeJwt(token).sub ?? '';

/** Reads the items of a partition. */
async function readItems(pk: string): Promise<readonly Record<string, unknown>[]> {
  const TableName = next.tables[0]?.name;
  const { Items } = (await store.tables.perform('Query', {
    TableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
  })) as { Items: Record<string, unknown>[] };
  return Items;
}

test('an account with a password keeps its passkey while the former release changes it', async () => {
  const user = await under(next, createPasskeyUser);
  const password = `${user.password} and more`;
  await under(former, async (caller) => {
    const refresh = post('/sessions/refresh', { refresh_token: user.refreshToken });
    await caller.call('refresh', 200, refresh);
    const { access_token: token } = await signInByPassword(caller, user);
    await caller.call('change the password', 204, {
      method: 'PUT',
      path: '/users/me/password',
      json: { current_password: user.password, new_password: password },
      ...bearer(token),
    });
  });
  await under(next, async (caller) => {
    await signInByPassword(caller, { ...user, password });
    const { access_token: token } = await signInByPasskey(caller, user);
    expect((await listPasskeys(caller, token)).items).toHaveLength(1);
  });
  expect(faults).toEqual([]);
});

test('under the former release only recovery codes answer for a passkey, and its last app turns the second factor off', async () => {
  const { user, codes } = await under(next, async (caller) => {
    const created = await createPasskeyUser(caller);
    const { access_token: token } = await signInByPasskey(caller, created);
    const turnOn = { method: 'PUT', path: '/users/me/second-factor', json: {}, ...bearer(token) };
    const turnedOn = await caller.call('turn the second factor on', 200, turnOn);
    return { user: created, codes: turnedOn?.recovery_codes ?? [] };
  });
  const shown = await under(former, async (caller) => {
    const { challenge, kinds } = await signInByPassword(caller, user, 401);
    expect(kinds).toEqual(['recovery_code']);
    const answer = post('/sessions/challenge', { challenge, kind: 'recovery_code', code: codes[0] });
    const mine = bearer((await caller.call('answer', 201, answer))?.access_token ?? '');
    const factors = '/users/me/factors';
    const app = await caller.call('begin to add an app', 201, { ...post(`${factors}/totp`, {}), ...mine });
    const confirm = { ...post(`${factors}/totp/${app.id}/confirm`, { code: codeOf(app) }), ...mine };
    const confirmed = await caller.call('confirm an app', 200, confirm);
    await caller.call('remove the app', 204, { method: 'DELETE', path: `${factors}/${app.id}`, ...mine });
    await signInByPassword(caller, user);
    return confirmed?.recovery_codes;
  });
  // it takes the app for the first factor: the codes from before are void
  expect(shown).toHaveLength(10);
  expect(codes.filter((code: string) => shown.includes(code))).toEqual([]);
  await under(next, async (caller) => {
    const { access_token: token } = await signInByPasskey(caller, user);
    expect(await listPasskeys(caller, token)).toMatchObject({ second_factor_on: false, items: [{}] });
  });
  expect(faults).toEqual([]);
});

test('the former release gives an account without a password one by mail, and never signs it in before', async () => {
  const user = await under(next, createPasswordlessUser);
  const { password } = createCredentials();
  await under(former, async (caller) => {
    const { call, receive } = caller;
    await call('refresh', 200, post('/sessions/refresh', { refresh_token: user.refreshToken }));
    for (const guess of ['$none$', password]) {
      await signInByPassword(caller, { username: user.username, password: guess }, 401);
    }
    const change = (json: object) => ({
      method: 'PUT',
      path: '/users/me/password',
      json,
      ...bearer(user.accessToken),
    });
    await call('a first password', 400, change({ new_password: password }));
    await call('a wrong password', 403, change({ current_password: '$none$', new_password: password }));
    const ask = { ...post('/password-resets', { username: user.address }), headers: fromNewSource() };
    const { reset_id } = await call('ask for a reset', 202, ask);
    const code = receive('mail of the reset', user.address, 'reset-password');
    const confirm = post('/password-resets/confirm', { reset_id, code, new_password: password });
    await call('reset the password', 204, confirm);
    await signInByPassword(caller, { ...user, password });
  });
  await under(next, async (caller) => {
    await signInByPasskey(caller, user);
    await signInByPassword(caller, { ...user, password });
  });
  expect(faults).toEqual([]);
});

test('the working tree sends an account without a password no reset', async () => {
  await under(next, async ({ call, ...caller }) => {
    const user = await createPasswordlessUser({ call, ...caller });
    const ask = { ...post('/password-resets', { username: user.address }), headers: fromNewSource() };
    await call('ask for a reset', 202, ask);
    expect(caller.receive('mail of the reset', user.address, 'reset-password')).toBe('');
  });
  expect(faults).toEqual(['mail of the reset: no mail arrived']);
});

test('a deletion under the former release leaves the key of a passkey, which signs in to nothing and is free for others', async () => {
  const user = await under(next, createPasskeyUser);
  const [held] = user.authenticator.credentials;
  await under(former, ({ call }) =>
    call('delete the account', 204, { method: 'DELETE', path: '/users/me', ...bearer(user.accessToken) }),
  );
  expect(await readItems(keyPrefixes.passkey + subOf(user.accessToken))).toHaveLength(1);
  await under(next, async (caller) => {
    expect(await signInByPasskey(caller, user, 401)).toMatchObject({ code: 'UNKNOWN_PASSKEY' });
    const { accessToken } = await createPasskeyUser(caller);
    const taker = { accessToken, authenticator: createPage() };
    await addPasskey(caller, taker, Buffer.from(held?.id ?? '', 'base64url'));
  });
  expect(faults).toEqual([]);
});

test('a reset of the second factors that the former release applies leaves the passkeys', async () => {
  const user = await under(next, async (caller) => {
    const created = await createPasskeyUser(caller);
    const { access_token: token } = await signInByPasskey(caller, created);
    const turnOn = { method: 'PUT', path: '/users/me/second-factor', json: {}, ...bearer(token) };
    await caller.call('turn the second factor on', 200, turnOn);
    return created;
  });
  const TableName = next.tables[0]?.name;
  const [Item] = await readItems(keyPrefixes.account + subOf(user.accessToken));
  // what `users:reset-factors` has set a day ago
  await store.tables.perform('PutItem', { TableName, Item: { ...Item, factorsResetAt: { N: '1' } } });
  await under(former, (caller) => signInByPassword(caller, user));
  await under(next, async (caller) => {
    const { access_token: token } = await signInByPasskey(caller, user);
    expect(await listPasskeys(caller, token)).toMatchObject({ second_factor_on: false, items: [{}] });
  });
  expect(faults).toEqual([]);
});

test('an account of the former release adds a passkey, and goes on under the former release', async () => {
  const veteran = await under(former, createFactorVeteran);
  const codes = await under(next, async (caller) => {
    const [first = '', ...left] = veteran.recoveryCodes;
    const { challenge } = await signInByPassword(caller, veteran, 401);
    const answer = post('/sessions/challenge', { challenge, kind: 'recovery_code', code: first });
    const accessToken = (await caller.call('answer', 201, answer))?.access_token ?? '';
    const authenticator = createPage();
    await addPasskey(caller, { accessToken, authenticator });
    const asked = await signInByPassword(caller, veteran, 401);
    expect(asked.kinds).toEqual(['totp', 'passkey', 'recovery_code']);
    const credential = await authenticator.assert(asked.passkey);
    const json = { challenge: asked.challenge, kind: 'passkey', credential };
    await caller.call('answer by a passkey', 201, post('/sessions/challenge', json));
    return left;
  });
  await under(former, (caller) => continueFactorVeteran(caller, { ...veteran, recoveryCodes: codes }));
  expect(faults).toEqual([]);
});
