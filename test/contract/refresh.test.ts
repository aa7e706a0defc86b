/** `POST /sessions/refresh`: the next tokens of a session. */
import { randomBytes, randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { type Account, createAccount, refresh, signIn, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { expectSignedIn, expectSignedOut } from '../support/expect-session';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';
import { refreshTokenPattern } from '../support/uuid-pattern';

describe('a refresh', () => {
  let ada: Account;
  beforeEach(async () => {
    ada = await createAccount(baseUrl());
  });

  test('answers 200 with new, uncacheable tokens', async () => {
    const answer = await refresh(baseUrl(), ada.refreshToken);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      access_token: expect.any(String),
      id_token: answer.json.access_token,
      token_type: 'Bearer',
      expires_in: expect.any(Number),
      refresh_token: expect.stringMatching(refreshTokenPattern),
    });
    expect(answer.json.refresh_token).not.toBe(ada.refreshToken);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-type']).toMatch(/^application\/json\b/);
  });

  test('returns a token of the same session and sign-in, with a new id', async () => {
    const { json } = await refresh(baseUrl(), ada.refreshToken);
    const [before, after] = [decodeJwt(ada.token), decodeJwt(json.access_token)];
    const { iat, exp, jti, ...lasting } = before;
    expect(after).toMatchObject(lasting);
    expect(after.jti).not.toBe(jti);
    expect(after.iat).toBeGreaterThanOrEqual(iat ?? 0);
    expect(after.exp).toBe((after.iat ?? 0) + json.expires_in);
  });

  test('leaves the previous access token valid until it expires', async () => {
    const next = toAccount(baseUrl(), ada, await refresh(baseUrl(), ada.refreshToken));
    expect(await next.send({ path: '/foo' })).toMatchObject({ status: 200 });
    expect(await ada.send({ path: '/foo' })).toMatchObject({ status: 200 });
  });

  test('works with the token of a sign-in as well', async () => {
    await expectSignedIn(baseUrl(), await signIn(baseUrl(), ada));
  });

  test('does not need an access token, and ignores an invalid one', async () => {
    const json = { refresh_token: ada.refreshToken };
    const headers = { authorization: 'Bearer expired' };
    const answer = await send(baseUrl(), { method: 'POST', path: '/sessions/refresh', headers, json });
    expect(answer.status).toBe(200);
  });
});

describe('parallel refreshes', () => {
  test('of three tabs, each with the token that it knows, do not sign out', async () => {
    const ada = await createAccount(baseUrl());
    const tabs = [ada.refreshToken, ada.refreshToken, ada.refreshToken];
    for (const turn of [0, 1, 2, 0, 2, 1]) {
      const answer = await refresh(baseUrl(), tabs[turn] ?? '');
      expect(answer.status).toBe(200);
      tabs[turn] = answer.json.refresh_token;
    }
    expect(new Set(tabs).size).toBe(1);
  });

  test('of two sessions of one account do not disturb each other', async () => {
    const ada = await createAccount(baseUrl());
    const sessions = [ada, await signIn(baseUrl(), ada)];
    const answers = await Promise.all(sessions.map(({ refreshToken }) => refresh(baseUrl(), refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const sids = answers.map(({ json }) => decodeJwt(json.access_token).sid);
    expect(sids).toEqual(sessions.map(({ sid }) => sid));
  });
});

describe('an invalid refresh token', () => {
  let ada: Account;
  let grace: Account;
  beforeAll(async () => {
    [ada, grace] = await Promise.all([createAccount(baseUrl()), createAccount(baseUrl())]);
  });

  const secretsOf = ({ refreshToken }: Account) => refreshToken.slice(refreshToken.lastIndexOf('.') + 1);

  test.each([
    ['without any form', () => 'nonsense'],
    ['that is empty', () => ''],
    ['of another version', () => ada.refreshToken.replace(/^r1/, 'r2')],
    ['that lacks its secret', () => `r1.${ada.id}.${ada.sid}.`],
    ['that is cut', () => ada.refreshToken.slice(0, -1)],
    ['with a part more', () => `${ada.refreshToken}.x`],
    ['with white space', () => ` ${ada.refreshToken}`],
    ['with ids in capitals', () => ada.refreshToken.replace(ada.id, ada.id.toUpperCase())],
    ['with a key instead of an id', () => `r1.${ada.id}#x.${ada.sid}.${secretsOf(ada)}`],
    ['of an unknown account', () => `r1.${randomUUID()}.${randomUUID()}.${secretsOf(ada)}`],
    ['of an unknown session', () => `r1.${ada.id}.${randomUUID()}.${secretsOf(ada)}`],
    ['of another account', () => `r1.${grace.id}.${ada.sid}.${secretsOf(ada)}`],
    ['with a made-up secret', () => `r1.${ada.id}.${ada.sid}.${randomBytes(48).toString('base64url')}`],
    ["with another account's secret", () => `r1.${ada.id}.${ada.sid}.${secretsOf(grace)}`],
    ['that is an access token', () => ada.token],
    ['that is a device token', () => ada.deviceToken ?? ''],
    ['that is far too long', () => ada.refreshToken.repeat(50)],
    ['with a NUL', () => `${ada.refreshToken}\0`],
    ['with half a surrogate pair', () => `${ada.refreshToken}\ud800`],
  ])('%s is rejected like any other, with the same header names', async (_what, token) => {
    const [answer, nonsense] = await Promise.all([
      refresh(baseUrl(), token()),
      refresh(baseUrl(), `r1.${randomUUID()}.${randomUUID()}.${randomBytes(48).toString('base64url')}`),
    ]);
    expectProblem(answer, { status: 401, code: 'INVALID_REFRESH_TOKEN' });
    expect({ ...answer.json, requestId: '' }).toEqual({ ...nonsense.json, requestId: '' });
    expect(Object.keys(answer.headers).sort()).toEqual(Object.keys(nonsense.headers).sort());
  });

  test('ends nothing', async () => {
    await expectSignedIn(baseUrl(), ada);
    await expectSignedIn(baseUrl(), grace);
  });

  test('is not an access token either', async () => {
    const headers = { authorization: `Bearer ${ada.refreshToken}` };
    expectProblem(await send(baseUrl(), { path: '/foo', headers }), { status: 401, code: 'UNAUTHORIZED' });
  });

  test.each([
    ['no token', {}, '#/refresh_token'],
    ['a token that is not a string', { refresh_token: 7 }, '#/refresh_token'],
    ['an unknown field', { refresh_token: 'x', grant_type: 'refresh_token' }, '#'],
  ])('that is sent as %s is a 400 that names the field', async (_what, json, pointer) => {
    const answer = await send(baseUrl(), { method: 'POST', path: '/sessions/refresh', json });
    expectProblem(answer, { status: 400, code: 'VALIDATION_FAILED', errors: [{ pointer }] });
  });
});

test('a refresh concurrent with a sign-out leaves no session, in either order', async () => {
  const ada = await createAccount(baseUrl());
  const [refreshed, signedOut] = await Promise.all([
    refresh(baseUrl(), ada.refreshToken),
    ada.send({ method: 'DELETE', path: '/sessions/current' }),
  ]);
  expect(signedOut.status).toBe(204);
  expect([200, 401]).toContain(refreshed.status);
  await expectSignedOut(baseUrl(), ada);
  // A concurrent rotation must not have restored the session.
  if (refreshed.status === 200) await expectSignedOut(baseUrl(), toAccount(baseUrl(), ada, refreshed));
});
