import { memoryStorage } from '../../../client/src/token-storage';
import { createStageBodies } from '../../../lambda/auth/stage-bodies';
import type { ValidationError } from '../../../lambda/shared/errors';
import { parseBody } from '../../../lambda/shared/http/parse-body';
import { ada, createScene, type Scene } from './create-scene';
import { type FakeApi, problem } from './fake-api';

const SIGN_IN = 'POST /sessions/create';
const ANSWER = 'POST /sessions/challenge';
const kinds = ['totp', 'recovery_code'];
const required = (more: object = {}) =>
  problem(401, 'SECOND_FACTOR_REQUIRED', { challenge: 'challenge-1', kinds, ...more });
const tokens = () =>
  Response.json(
    { access_token: 'access-1', refresh_token: 'refresh-1', expires_in: 3600, device_token: 'device-2' },
    { status: 201 },
  );

/** Returns the errors of a sign-in to a stage without trusted devices, as the API itself creates them. */
function errorsWithoutTrust(body: object): unknown {
  const raw = { text: JSON.stringify(body), isBase64Encoded: false, contentType: 'application/json' };
  try {
    return parseBody(raw, createStageBodies({ features: [], signUpEmail: '', trustedDevices: '' })[SIGN_IN]);
  } catch (error) {
    return (error as ValidationError).errors;
  }
}

let api: FakeApi;
let create: Scene['create'];
beforeEach(() => {
  ({ api, create } = createScene());
});

test('a sign-in without a second factor resolves to nothing, and the user is signed in', async () => {
  const client = create();
  expect(await client.signIn(ada)).toBeUndefined();
  expect(await client.isSignedIn()).toBe(true);
});

test('a sign-in that needs a second factor resolves to its challenge, and no session is stored', async () => {
  const storage = memoryStorage();
  const client = create({ storage });
  api.answerNext(SIGN_IN, required());
  expect(await client.signIn(ada)).toEqual({ username: 'ada', challenge: 'challenge-1', kinds });
  expect(await client.isSignedIn()).toBe(false);
  await client.fetch('/foo');
  expect(api.calls.at(-1)?.authorization).toBeUndefined();
  expect(await storage.get('latchkey:https://api.example.com')).toBeUndefined();
});

test('the answer to the challenge starts the session, and keeps the device token under the username', async () => {
  const client = create();
  api.answerNext(SIGN_IN, required());
  const challenge = await client.signIn(ada);
  if (!challenge) throw new Error('No challenge');
  api.answerNext(ANSWER, tokens());
  await client.answerChallenge(challenge, { kind: 'totp', code: '123456' });
  const { body, authorization } = api.calls.at(-1) ?? {};
  expect(JSON.parse(body ?? '')).toEqual({ challenge: 'challenge-1', kind: 'totp', code: '123456' });
  expect(authorization).toBeUndefined();
  expect(await client.isSignedIn()).toBe(true);
  await client.signIn(ada);
  expect(JSON.parse(api.calls.at(-1)?.body ?? '')).toHaveProperty('device_token', 'device-2');
});

test.each([
  [400, 'INVALID_CODE'],
  [401, 'INVALID_CHALLENGE'],
  [429, 'TOO_MANY_ATTEMPTS'],
])('a wrong answer throws %i %s, and starts no session', async (status, code) => {
  const client = create();
  api.answerNext(ANSWER, problem(status, code));
  const answered = client.answerChallenge(
    { username: 'ada', challenge: 'challenge-1' },
    { kind: 'recovery_code', code: 'x' },
  );
  await expect(answered).rejects.toMatchObject({ name: 'ProblemError', code });
  expect(await client.isSignedIn()).toBe(false);
});

test.each([undefined, 5, { x: 'secret' }])('a problem whose challenge is %j is thrown', async (challenge) => {
  api.answerNext(SIGN_IN, required({ challenge }));
  await expect(create().signIn(ada)).rejects.toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' });
});

test('kinds that are not texts are left out', async () => {
  api.answerNext(SIGN_IN, required({ kinds: ['totp', 5, null] }));
  expect(await create().signIn(ada)).toMatchObject({ kinds: ['totp'] });
  api.answerNext(SIGN_IN, required({ kinds: 'totp' }));
  expect(await create().signIn(ada)).toMatchObject({ kinds: [] });
});

test('the challenge is part of no error', async () => {
  api.answerNext(ANSWER, required());
  const failure = await create()
    .answerChallenge({ username: 'ada', challenge: 'challenge-1' }, { kind: 'totp', code: '123456' })
    .catch((error: unknown) => error);
  expect(JSON.stringify({ ...(failure as object), text: String(failure) })).not.toMatch(/challenge-1|123456/);
});

describe('a trusted device', () => {
  const trusting = () =>
    Response.json(
      {
        ...{ access_token: 'access-1', refresh_token: 'refresh-1', expires_in: 3600 },
        ...{ device_token: 'device-2', trusted_device_token: 'trusted-1' },
      },
      { status: 201 },
    );
  const lastBody = () => JSON.parse(api.calls.at(-1)?.body ?? '');
  async function createTrusted() {
    const client = create();
    api.answerNext(ANSWER, trusting());
    await client.answerChallenge(
      { username: 'ada', challenge: 'challenge-1' },
      { kind: 'totp', code: '123456', trustDevice: true },
    );
    return client;
  }

  test('is asked for, kept under the username, and sent with the next sign-ins only', async () => {
    const client = await createTrusted();
    expect(lastBody()).toMatchObject({ trust_device: true });
    await client.signOut();
    expect(api.calls.map(({ body }) => body).join()).not.toContain('trusted-1');
    await client.signIn({ ...ada, username: 'Ada' });
    expect(lastBody()).toMatchObject({ device_token: 'device-2', trusted_device_token: 'trusted-1' });
    await client.signIn({ ...ada, username: 'eve' });
    expect(lastBody()).not.toHaveProperty('trusted_device_token');
  });

  test('is not asked for otherwise', async () => {
    api.answerNext(ANSWER, tokens());
    const proof = { kind: 'totp', code: '123456', trustDevice: false } as const;
    await create().answerChallenge({ username: 'ada', challenge: 'challenge-1' }, proof);
    expect(lastBody()).toEqual({ challenge: 'challenge-1', kind: 'totp', code: '123456' });
  });

  test('is forgotten, and the sign-in repeated, where the API has none any more', async () => {
    const client = await createTrusted();
    const errors = errorsWithoutTrust({ ...ada, trusted_device_token: 'trusted-1' });
    api.answerNext(SIGN_IN, problem(400, 'VALIDATION_FAILED', { errors }));
    await client.signIn(ada);
    expect(lastBody()).not.toHaveProperty('trusted_device_token');
    expect(await client.isSignedIn()).toBe(true);
    api.answerNext(SIGN_IN, problem(400, 'VALIDATION_FAILED', { errors }));
    await expect(client.signIn(ada)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('stays when another member is refused', async () => {
    const client = await createTrusted();
    const errors = [{ pointer: '#/new_password', detail: 'is too short' }];
    api.answerNext(SIGN_IN, problem(400, 'VALIDATION_FAILED', { errors }));
    await expect(client.signIn(ada)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await client.signIn(ada);
    expect(lastBody()).toHaveProperty('trusted_device_token', 'trusted-1');
  });
});

test('a sign-up that must add a second factor resolves to its challenge, and no session is stored', async () => {
  const client = create();
  const user = { id: 'sub-1', username: 'Ada', createdAt: '2026-01-02T03:04:05.000Z' };
  const response = { user, challenge: 'challenge-1', kinds: ['enrolment'] };
  api.answerNext('POST /users', Response.json(response, { status: 201 }));
  const { challenge, ...created } = await client.signUp(ada);
  expect(created).toEqual(user);
  expect(challenge).toEqual({ username: ada.username, challenge: 'challenge-1', kinds: ['enrolment'] });
  expect(await client.isSignedIn()).toBe(false);
});

test('an enrolment at a sign-in gets its secret without a session, and starts one by its codes', async () => {
  const client = create();
  api.answerNext(SIGN_IN, required({ kinds: ['enrolment'] }));
  const challenge = await client.signIn(ada);
  if (!challenge) throw new Error('No challenge');
  const enrolment = { id: 'factor-1', secret: 'GEZDGNBV', uri: 'otpauth://totp/x' };
  api.answerNext(
    'POST /sessions/challenge/totp',
    Response.json({ ...enrolment, qr_svg: '<svg/>' }, { status: 201 }),
  );
  expect(await client.enrolFirstTotp(challenge)).toEqual({ ...enrolment, qrSvg: '<svg/>' });
  expect(api.calls.at(-1)).toMatchObject({ body: '{"challenge":"challenge-1"}', authorization: undefined });
  const codes = ['3ZQX-8W2K', '7M4D-0RJ5'];
  const started = { ...Object(await tokens().json()), recovery_codes: codes };
  for (const emailCode of [undefined, 'K7QM-2X9D']) {
    api.answerNext(ANSWER, Response.json(started, { status: 201 }));
    const proof = { code: '123456', ...(emailCode !== undefined && { emailCode }) };
    expect(await client.confirmFirstTotp(challenge, proof)).toEqual(codes);
    const sent = { challenge: 'challenge-1', kind: 'enrolment', code: '123456', email_code: emailCode };
    expect(JSON.parse(api.calls.at(-1)?.body ?? '')).toEqual(JSON.parse(JSON.stringify(sent)));
    expect(await client.isSignedIn()).toBe(true);
  }
});
