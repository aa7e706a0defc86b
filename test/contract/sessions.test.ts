/** `POST /sessions/create`: signing in. */
import { decodeJwt } from 'jose';
import { type Account, createAccount, createCredentials, signIn as signInAgain } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

const signIn = (json: unknown) => send(baseUrl(), { method: 'POST', path: '/sessions/create', json });

const DEVICE_TOKEN = /^d1\.[\w-]{12}\.[\w-]{43}$/;

describe('signing in', () => {
  test('answers 201 with an uncacheable token response', async () => {
    const { username, password } = await createAccount(baseUrl());
    const answer = await signIn({ username, password });
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      access_token: expect.any(String),
      id_token: answer.json.access_token,
      token_type: 'Bearer',
      expires_in: expect.any(Number),
      refresh_token: expect.any(String),
      device_token: expect.stringMatching(DEVICE_TOKEN),
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('starts another session of the same account', async () => {
    const { username, password, token, id } = await createAccount(baseUrl());
    const [first, second] = [
      decodeJwt(token),
      decodeJwt((await signIn({ username, password })).json.access_token),
    ];
    expect(second.sub).toBe(id);
    expect(first.sub).toBe(id);
    expect(second.sid).not.toBe(first.sid);
    expect(second.jti).not.toBe(first.jti);
  });

  test('accepts the name in any case and in a compatible form', async () => {
    const { username, password } = await createAccount(baseUrl());
    for (const spelling of [username.toUpperCase(), username.replace('u', '\uff55')]) {
      expect(await signIn({ username: spelling, password })).toMatchObject({ status: 201 });
    }
  });

  test('accepts a password in any Unicode form of its accents', async () => {
    const credentials = { ...createCredentials(), password: 'un café très serré'.normalize('NFC') };
    await send(baseUrl(), { method: 'POST', path: '/users', json: credentials });
    const answer = await signIn({ ...credentials, password: credentials.password.normalize('NFD') });
    expect(answer.status).toBe(201);
  });

  test('does not trim or change the case of a password', async () => {
    const { username, password } = await createAccount(baseUrl());
    for (const near of [` ${password}`, `${password} `, password.toUpperCase()]) {
      expectProblem(await signIn({ username, password: near }), { status: 401, code: 'INVALID_CREDENTIALS' });
    }
  });
});

describe('a device token', () => {
  let ada: Account;
  let grace: Account;
  beforeAll(async () => {
    [ada, grace] = await Promise.all([createAccount(baseUrl()), createAccount(baseUrl())]);
  });

  const signInWith = (deviceToken: unknown) => {
    const { username, password } = ada;
    return signIn({ username, password, device_token: deviceToken });
  };

  test('of a registration or a sign-in is valid for every further sign-in, and stays the same', async () => {
    for (const { deviceToken } of [ada, await signInAgain(baseUrl(), ada)]) {
      for (let times = 0; times < 2; times++) {
        expect(await signInWith(deviceToken)).toMatchObject({
          status: 201,
          json: { device_token: deviceToken },
        });
      }
    }
  });

  test.each<[string, () => unknown]>([
    ['of another account', () => grace.deviceToken],
    ['that was never issued', () => `d1.${'A'.repeat(12)}.${'A'.repeat(43)}`],
    ['with another secret', () => ada.deviceToken?.replace(/.{43}$/, 'A'.repeat(43))],
    ['without any form', () => 'nonsense'],
    ['that is empty', () => ''],
  ])('%s counts as an unknown device, which gets a new one', async (_what, deviceToken) => {
    const answer = await signInWith(deviceToken());
    expect(answer).toMatchObject({
      status: 201,
      json: { device_token: expect.stringMatching(DEVICE_TOKEN) },
    });
    expect([deviceToken(), ada.deviceToken, grace.deviceToken]).not.toContain(answer.json.device_token);
  });

  test('does not sign in without the password', async () => {
    const { username, deviceToken } = ada;
    const answer = await signIn({ ...createCredentials(), username, device_token: deviceToken });
    expectProblem(answer, { status: 401, code: 'INVALID_CREDENTIALS' });
  });
});

describe('a failed sign-in', () => {
  test('gives the same answer for a wrong password and an unknown user', async () => {
    const { username } = await createAccount(baseUrl());
    const wrong = await signIn({ username, password: createCredentials().password });
    const unknown = await signIn(createCredentials());
    expectProblem(wrong, { status: 401, code: 'INVALID_CREDENTIALS' });
    expect(wrong.json.detail).toBe('The username or password is incorrect.');
    expect({ ...wrong.json, requestId: '' }).toEqual({ ...unknown.json, requestId: '' });
    const naming = ({ headers }: typeof wrong) => Object.keys(headers).sort();
    expect(naming(wrong)).toEqual(naming(unknown));
  });

  test.each([
    ['no name', { username: undefined }, '#/username'],
    ['no password', { password: undefined }, '#/password'],
    ['a name that is not a string', { username: {} }, '#/username'],
    ['a password that is not a string', { password: 1 }, '#/password'],
    ['a device token that is not a string', { device_token: {} }, '#/device_token'],
    ['a device token that is too long', { device_token: 'x'.repeat(129) }, '#/device_token'],
    ['an unknown field', { remember: true }, '#'],
  ])('for %s is a 400 that names the field', async (_what, change, pointer) => {
    const answer = await signIn({ ...createCredentials(), ...change });
    expectProblem(answer, { status: 400, code: 'VALIDATION_FAILED', errors: [{ pointer }] });
  });
});
