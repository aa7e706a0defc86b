/** Passkeys, from the first one of an account to its removal: a way in, a second factor and a step-up. */
import { decodeJwt } from 'jose';
import { type Account, createAccount, refresh, signIn, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Sent, send } from '../support/http-client';
import {
  addPasskey,
  beginPasskeySignIn,
  createBrowser,
  openPasskeySession,
  signInWithPasskey,
  stepUpWithPasskey,
} from '../support/passkeys';
import { baseUrl } from '../support/server-under-test';
import type { Authenticator } from '../support/webauthn/authenticator';
import type { RequestOptions } from '../support/webauthn/ceremony-json';

const PASSKEYS = '/users/me/passkeys';

const sendAlone = (sent: Sent) => send(baseUrl(), sent);
const list = ({ send }: Account) => send({ path: PASSKEYS });
const remove = ({ send }: Account, id: string) => send({ method: 'DELETE', path: `${PASSKEYS}/${id}` });
const rename = ({ send }: Account, id: string, name: string) =>
  send({ method: 'PATCH', path: `${PASSKEYS}/${id}`, json: { name } });
const turnSecondFactor = ({ send }: Account, method: 'PUT' | 'DELETE') =>
  send({ method, path: '/users/me/second-factor' });
const sendPassword = ({ username, password }: Account) =>
  sendAlone({ method: 'POST', path: '/sessions/create', json: { username, password } });
const claimsOf = ({ token }: Pick<Account, 'token'>) => decodeJwt(token);

let ada: Account;
let browser: Authenticator;
beforeEach(async () => {
  ada = await createAccount(baseUrl());
  browser = createBrowser(baseUrl());
});

/** Sends the password of an account with a second factor. */
async function openChallenge(): Promise<{ readonly challenge: string; readonly passkey: RequestOptions }> {
  const refused = await sendPassword(ada);
  const [{ id = '' } = {}] = browser.credentials;
  const members = {
    challenge: expect.stringMatching(/^[\w-]{43}$/),
    kinds: ['passkey', 'recovery_code'],
    passkey: expect.objectContaining({ allowCredentials: [expect.objectContaining({ id })] }),
  };
  expectProblem(refused, { status: 401, code: 'SECOND_FACTOR_REQUIRED', members });
  expect(refused.json.passkey.challenge).toBe(refused.json.challenge);
  return refused.json;
}

test('a passkey is added, listed, renamed and removed', async () => {
  const added = await addPasskey(ada, browser, {}, { name: 'My phone' });
  expect(added).toMatchObject({ status: 201, json: { name: 'My phone', verifiesUser: true } });
  const { id } = added.json;
  expect((await list(ada)).json).toMatchObject({ items: [added.json], second_factor_on: false });
  const renamed = await rename(ada, id, 'My old phone');
  expect(renamed).toMatchObject({ status: 200, json: { ...added.json, name: 'My old phone' } });

  // the same authenticator adds no second one, and no other account gets this one
  await expect(addPasskey(ada, browser)).rejects.toThrow('InvalidStateError');
  const eve = await createAccount(baseUrl());
  const credentialId = Buffer.from(browser.credentials[0]?.id ?? '', 'base64url');
  const taken = await addPasskey(eve, createBrowser(baseUrl()), { credentialId });
  expectProblem(taken, { status: 409, code: 'PASSKEY_TAKEN' });
  expectProblem(await remove(eve, id), { status: 404, code: 'PASSKEY_NOT_FOUND' });
  expectProblem(await rename(eve, id, 'Hers'), { status: 404, code: 'PASSKEY_NOT_FOUND' });

  expect(await remove(ada, id)).toMatchObject({ status: 204, text: '' });
  expect((await list(ada)).json).toMatchObject({ items: [] });
  const after = await signInWithPasskey(sendAlone, browser);
  expectProblem(after, { status: 401, code: 'UNKNOWN_PASSKEY' });
});

test('a passkey signs in without a name and a password, and each ceremony works once', async () => {
  await addPasskey(ada, browser);
  const { ceremony_id, options } = await beginPasskeySignIn(sendAlone);
  expect(options).toMatchObject({ challenge: ceremony_id, userVerification: 'required' });
  expect(options).not.toHaveProperty('allowCredentials');
  const json = { ceremony_id, credential: await browser.assert(options) };
  const answer = await sendAlone({ method: 'POST', path: '/sessions/passkey', json });
  expect({ status: answer.status, cache: answer.headers['cache-control'] }).toEqual({
    status: 201,
    cache: 'no-store',
  });
  const session = toAccount(baseUrl(), ada, answer);
  expect(claimsOf(session)).toMatchObject({ sub: ada.id, amr: ['pop', 'mfa'] });
  const again = await sendAlone({ method: 'POST', path: '/sessions/passkey', json });
  expectProblem(again, { status: 400, code: 'INVALID_CEREMONY' });

  const refreshed = toAccount(baseUrl(), ada, await refresh(baseUrl(), session.refreshToken));
  expect(claimsOf(refreshed)).toMatchObject({ sid: session.sid, amr: ['pop', 'mfa'] });
  const { json: sessions } = await refreshed.send({ path: '/sessions' });
  expect(sessions.items.map((item: { id: string }) => item.id).sort()).toEqual([ada.sid, session.sid].sort());
  expect((await list(refreshed)).json.items[0]).toHaveProperty('lastUsedAt');
});

test('with the second factor on, a password needs the passkey, and a refused one costs its challenge', async () => {
  await addPasskey(ada, browser);
  const { status, json } = await turnSecondFactor(ada, 'PUT');
  expect({ status, codes: new Set(json.recovery_codes).size }).toEqual({ status: 200, codes: 10 });
  const answerWith = async (overrides = {}, isUserVerified = true) => {
    const { challenge, passkey } = await openChallenge();
    const credential = await browser.assert(passkey, { isUserVerified, ...overrides });
    const sent = { challenge, kind: 'passkey', credential };
    return { answer: await sendAlone({ method: 'POST', path: '/sessions/challenge', json: sent }), sent };
  };

  const wrong = await answerWith({ clientData: { origin: 'https://evil.example' } });
  expectProblem(wrong.answer, { status: 401, code: 'INVALID_PASSKEY' });
  const used = await sendAlone({ method: 'POST', path: '/sessions/challenge', json: wrong.sent });
  expectProblem(used, { status: 401, code: 'INVALID_CHALLENGE' });

  // after the password, a touch is enough
  const { answer } = await answerWith({}, false);
  const session = toAccount(baseUrl(), ada, answer);
  expect(claimsOf(session)).toMatchObject({ sub: ada.id, amr: ['pwd', 'pop', 'mfa'] });
  expect(await turnSecondFactor(session, 'PUT')).toMatchObject({ status: 200, json: {} });
  expect(await turnSecondFactor(session, 'DELETE')).toMatchObject({ status: 204 });
  expect((await sendPassword(ada)).status).toBe(201);
  expect((await signInWithPasskey(sendAlone, browser)).status).toBe(201);
});

test('a session of before steps up by the passkey, and the last factor turns the second factor off', async () => {
  const { json: passkey } = await addPasskey(ada, browser);
  const before = await signIn(baseUrl(), ada);
  await turnSecondFactor(ada, 'PUT');
  const members = { max_age: 600, amr_values: ['mfa'], kinds: ['passkey', 'recovery_code'] };
  const refused = await remove(before, passkey.id);
  expectProblem(refused, { status: 401, code: 'INSUFFICIENT_USER_AUTHENTICATION', members });

  const wrong = await stepUpWithPasskey(before, browser, { isUserVerified: false });
  expectProblem(wrong, { status: 401, code: 'INVALID_PASSKEY' });
  const { status, json } = await stepUpWithPasskey(before, browser);
  expect(status).toBe(200);
  const answer = { json: { refresh_token: before.refreshToken, ...json } };
  const after = toAccount(baseUrl(), before, answer as never);
  expect(claimsOf(after)).toMatchObject({ sid: before.sid, amr: ['pop', 'mfa'] });
  expect(await remove(after, passkey.id)).toMatchObject({ status: 204 });
  expect((await sendPassword(ada)).status).toBe(201);
});

test('an account without a factor turns nothing on, and has no options for a step-up', async () => {
  expectProblem(await turnSecondFactor(ada, 'PUT'), { status: 409, code: 'NO_SECOND_FACTOR' });
  expect(await turnSecondFactor(ada, 'DELETE')).toMatchObject({ status: 204 });
  const options = await ada.send({ method: 'POST', path: '/sessions/current/step-up/options' });
  expectProblem(options, { status: 404, code: 'PASSKEY_NOT_FOUND' });
});

test('a passkey that verifies no user is added, but does not sign in alone', async () => {
  const key = createBrowser(baseUrl(), { verifiesUser: false });
  expect((await addPasskey(ada, key)).json).toMatchObject({ verifiesUser: false });
  const alone = await signInWithPasskey(sendAlone, { ...key, assert: asIfVerified(key) });
  expectProblem(alone, { status: 401, code: 'INVALID_PASSKEY' });
});

test('a session by a passkey changes nothing of those by the password', async () => {
  await addPasskey(ada, browser);
  const session = await openPasskeySession(baseUrl(), ada, browser);
  expect(await session.send({ method: 'DELETE', path: '/sessions/current' })).toMatchObject({ status: 204 });
  expect((await ada.send({ path: '/users/me' })).status).toBe(200);
});

/** Signs as an authenticator without a PIN whose finder has set one. */
function asIfVerified({ assert }: Authenticator): Authenticator['assert'] {
  return (options) => assert({ ...options, userVerification: 'preferred' }, { isUserVerified: true });
}
