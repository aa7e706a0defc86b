/** A stage with `secondFactor: 'required'`, attacked by callers who have a password, and no second factor. */
import type { TestRun } from '../faults/start-run';
import { type Credentials, createCredentials, refresh, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Answer, send } from '../support/http-client';
import { createBrowser, signUpWithPasskey } from '../support/passkeys';
import { addApp, codeOf, enrolTotp, openChallenge, stepUp } from '../support/second-factors';
import { createEnrolled, serveRequired } from './serve-required';

let run: TestRun;
beforeAll(async () => {
  run = await serveRequired();
});
afterAll(() => run.close());

const INVALID_CHALLENGE = { status: 401, code: 'INVALID_CHALLENGE' };

const post = (path: string, json: object): Promise<Answer> =>
  send(run.origin, { method: 'POST', path, json });
const askForSecret = (challenge: string) => post('/sessions/challenge/totp', { challenge });
const answer = (challenge: string, kind: string, code: string) =>
  post('/sessions/challenge', { challenge, kind, code });

/** Signs up, which starts no session. */
async function signUp(): Promise<Credentials & { readonly id: string; readonly challenge: string }> {
  const credentials = createCredentials();
  const { status, json } = await post('/users', credentials);
  expect({ status, members: Object.keys(json).sort(), kinds: json.kinds }).toEqual({
    ...{ status: 201, members: ['challenge', 'kinds', 'user'], kinds: ['enrolment'] },
  });
  return { ...credentials, id: json.user.id, challenge: json.challenge };
}

const sessionsOf = (id: string) => run.table.readPartition(`SESSIONS#${id}`);
const accountOf = async (id: string) => (await run.table.readPartition(`ACCOUNT#${id}`))[0] ?? {};

test('an account without a second factor has no session, and its challenge can only enrol', async () => {
  const { id, challenge, ...credentials } = await signUp();
  const later = await openChallenge(run.origin, credentials);
  for (const text of [challenge, later]) {
    for (const kind of ['totp', 'recovery_code']) {
      expectProblem(await answer(text, kind, '000000'), INVALID_CHALLENGE);
    }
    const headers = { authorization: `Bearer ${text}` };
    for (const path of ['/users/me', '/users/me/factors', '/foo']) {
      expect((await send(run.origin, { path, headers })).status).toBe(401);
    }
    const factor = { method: 'POST', path: '/users/me/factors/totp', json: {}, headers };
    expect((await send(run.origin, factor)).status).toBe(401);
    expect((await refresh(run.origin, text)).status).toBe(401);
  }
  expect(await sessionsOf(id)).toEqual([]);
  expect(await accountOf(id)).not.toHaveProperty('secondFactorSince');
});

test('of two parallel enrolments one wins, and the other leaves neither a factor nor a session', async () => {
  const { id, ...user } = await signUp();
  const challenges = [user.challenge, await openChallenge(run.origin, user)];
  const [first, second] = await Promise.all(challenges.map(askForSecret));
  const apps = [first?.json, second?.json];
  const answers = await Promise.all(
    challenges.map((challenge, place) => answer(challenge, 'enrolment', codeOf(apps[place]))),
  );
  const won = answers.findIndex(({ status }) => status === 201);
  const lost = answers[1 - won];
  expect(['INVALID_CHALLENGE', 'CONCURRENT_CHANGE']).toContain(lost?.json.code);
  expect(lost?.text).not.toContain('recovery_codes');
  expect(Object.keys((await accountOf(id)).factors?.M ?? {})).toEqual([apps[won].id]);
  expect(await sessionsOf(id)).toHaveLength(1);
  // the account has a factor now: no challenge from before adds another one
  for (const challenge of challenges) expectProblem(await askForSecret(challenge), INVALID_CHALLENGE);
});

test('CVE-2026-111949: a sign-in that waits for its second factor adds none', async () => {
  const user = await createEnrolled(run);
  const challenge = await openChallenge(run.origin, user);
  expectProblem(await askForSecret(challenge), INVALID_CHALLENGE);
  expectProblem(await answer(challenge, 'enrolment', codeOf(user.app, 1)), INVALID_CHALLENGE);
  expect((await answer(challenge, 'totp', codeOf(user.app, 1))).status).toBe(201);
});

test('a session from before the setting is not refreshed, does not step up, and adds no factor', async () => {
  const user = await createEnrolled(run);
  const { id, sid, password, refreshToken } = user;
  const { factors, secondFactorSince, recoveryCodes, ...before } = await accountOf(id);
  expect([factors, secondFactorSince, recoveryCodes]).not.toContain(undefined);
  await run.table.put(before);
  for (const amr of ['pwd', 'pwd rba']) {
    await run.table.set({ pk: `SESSIONS#${id}`, sk: sid }, { amr: { S: amr } });
    const refused = { status: 401, code: 'INVALID_REFRESH_TOKEN' };
    expectProblem(await refresh(run.origin, refreshToken), refused);
    expectProblem(await stepUp(user, { password }), { status: 401, code: 'UNAUTHORIZED' });
    expectProblem(await enrolTotp(user), { status: 401, code: 'UNAUTHORIZED' });
  }
  await run.table.set({ pk: `SESSIONS#${id}`, sk: sid }, { amr: { S: 'pwd otp mfa' } });
  expect((await refresh(run.origin, refreshToken)).status).toBe(200);
  expect((await addApp(user)).recoveryCodes).toHaveLength(10);
});

test('a stolen password of an account with a passkey adds no app, and the passkey stays', async () => {
  const browser = createBrowser(run.origin);
  const credentials = createCredentials();
  const { username, password } = credentials;
  const signedUp = await signUpWithPasskey((sent) => send(run.origin, sent), browser, username);
  const user = toAccount(run.origin, credentials, signedUp);
  const first = { method: 'PUT', path: '/users/me/password', json: { new_password: password } };
  expect(await user.send(first)).toMatchObject({ status: 204 });
  expect(await accountOf(user.id)).not.toHaveProperty('secondFactorSince');

  const refused = (await post('/sessions/create', { username, password })).json;
  const { challenge, kinds, passkey } = refused;
  expect([refused.code, kinds]).toEqual(['SECOND_FACTOR_REQUIRED', ['passkey']]);
  expectProblem(await askForSecret(challenge), INVALID_CHALLENGE);
  expectProblem(await answer(challenge, 'enrolment', '000000'), INVALID_CHALLENGE);
  const credential = await browser.assert(passkey);
  const answered = await post('/sessions/challenge', { challenge, kind: 'passkey', credential });
  const owner = toAccount(run.origin, credentials, answered);
  const [id] = Object.keys((await accountOf(user.id)).passkeys?.M ?? {});
  const removal = await owner.send({ method: 'DELETE', path: `/users/me/passkeys/${id}` });
  expectProblem(removal, { status: 409, code: 'LAST_FACTOR' });
  await addApp(owner);
  expect((await owner.send({ method: 'DELETE', path: `/users/me/passkeys/${id}` })).status).toBe(204);
});
