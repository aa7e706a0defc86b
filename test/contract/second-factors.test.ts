/** An authenticator app and recovery codes, from the enrolment to a deletion. */
import { decodeJwt } from 'jose';
import { createAccount, refresh, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import {
  addApp,
  answerChallenge,
  codeOf,
  confirmTotp,
  enrolTotp,
  openChallenge,
  steppedUp,
  stepUp,
} from '../support/second-factors';
import { baseUrl } from '../support/server-under-test';

/** The members of a refusal for an account with a second factor. */
const members = { max_age: 600, amr_values: ['mfa'], kinds: ['totp', 'recovery_code'] };

test('a sign-in needs the code of the app, each code once', async () => {
  const ada = await createAccount(baseUrl());
  const app = await addApp(ada);
  expect(new Set(app.recoveryCodes).size).toBe(10);
  const { username, password } = ada;
  const credentials = { method: 'POST', path: '/sessions/create', json: { username, password } };
  const refused = await send(baseUrl(), credentials);
  const asked = { challenge: expect.stringMatching(/^[\w-]{43}$/), kinds: ['totp', 'recovery_code'] };
  expectProblem(refused, { status: 401, code: 'SECOND_FACTOR_REQUIRED', members: asked });
  expect(refused.headers['cache-control']).toBe('no-store');
  const { challenge } = refused.json;

  // no other route takes the challenge
  expectProblem(await refresh(baseUrl(), challenge), { status: 401, code: 'INVALID_REFRESH_TOKEN' });
  const headers = { authorization: `Bearer ${challenge}` };
  expectProblem(await send(baseUrl(), { path: '/users/me', headers }), { status: 401, code: 'UNAUTHORIZED' });

  const used = { kind: 'totp', code: app.confirmed } as const;
  expectProblem(await answerChallenge(baseUrl(), challenge, used), { status: 400, code: 'INVALID_CODE' });
  const next = { kind: 'totp', code: codeOf(app, 1) } as const;
  const answer = await answerChallenge(baseUrl(), challenge, next);
  expect(answer.status).toBe(201);
  expect(decodeJwt(answer.json.access_token)).toMatchObject({ sub: ada.id, amr: ['pwd', 'otp', 'mfa'] });
  expectProblem(await answerChallenge(baseUrl(), challenge, next), {
    status: 401,
    code: 'INVALID_CHALLENGE',
  });
});

test('a recovery code replaces the app, once', async () => {
  const ada = await createAccount(baseUrl());
  const { recoveryCodes } = await addApp(ada);
  const proof = {
    kind: 'recovery_code',
    code: recoveryCodes[0]?.toLowerCase().replaceAll('-', ' ') ?? '',
  } as const;
  const answer = await answerChallenge(baseUrl(), await openChallenge(baseUrl(), ada), proof);
  expect(answer.status).toBe(201);
  const { json } = await toAccount(baseUrl(), ada, answer).send({ path: '/users/me/factors' });
  expect(json.recovery_codes_left).toBe(9);
  const again = await answerChallenge(baseUrl(), await openChallenge(baseUrl(), ada), proof);
  expectProblem(again, { status: 400, code: 'INVALID_CODE' });
});

test('a session of before needs the second factor for sensitive requests, and keeps it at a refresh', async () => {
  const ada = await createAccount(baseUrl());
  const app = await addApp(ada);
  const remove = { method: 'DELETE', path: `/users/me/factors/${app.id}` };
  expectProblem(await ada.send(remove), {
    status: 401,
    code: 'INSUFFICIENT_USER_AUTHENTICATION',
    members,
  });
  expectProblem(await stepUp(ada, { password: ada.password }), {
    status: 401,
    code: 'INSUFFICIENT_USER_AUTHENTICATION',
    members,
  });
  await steppedUp(baseUrl(), ada, { kind: 'totp', code: codeOf(app, 1) });
  const refreshed = toAccount(baseUrl(), ada, await refresh(baseUrl(), ada.refreshToken));
  expect(decodeJwt(refreshed.token)).toMatchObject({ sid: ada.sid, amr: ['pwd', 'otp', 'mfa'] });
  expect(await refreshed.send(remove)).toMatchObject({ status: 204 });
  // the password is enough again
  const { username, password } = ada;
  const credentials = { method: 'POST', path: '/sessions/create', json: { username, password } };
  expect(await send(baseUrl(), credentials)).toMatchObject({ status: 201 });
});

test('an account without a second factor steps up by its password, and by nothing else', async () => {
  const ada = await createAccount(baseUrl());
  expect(await stepUp(ada, { password: ada.password })).toMatchObject({ status: 200 });
  expectProblem(await stepUp(ada, { password: 'a wrong password' }), {
    status: 403,
    code: 'INVALID_CURRENT_PASSWORD',
  });
  expectProblem(await stepUp(ada, { kind: 'totp', code: '123456' }), { status: 400, code: 'INVALID_CODE' });
});

test('an app is confirmed by its own code only, and by its own account', async () => {
  const [ada, eve] = [await createAccount(baseUrl()), await createAccount(baseUrl())];
  const { json: mine } = await enrolTotp(ada);
  const { json: hers } = await enrolTotp(eve);
  const wrong = await confirmTotp(ada, mine.id, codeOf(hers));
  expectProblem(wrong, { status: 400, code: 'INVALID_CODE' });
  const other = await confirmTotp(eve, mine.id, codeOf(mine));
  expectProblem(other, { status: 404, code: 'FACTOR_NOT_FOUND' });
});
