import {
  answerWithPasskey,
  createPasskey,
  signInWithPasskey,
  signUpWithPasskey,
  stepUpWithPasskey,
} from '../../../client/src/passkeys';
import { memoryStorage } from '../../../client/src/token-storage';
import { ada } from './create-scene';
import { problem } from './fake-api';
import { CREDENTIAL } from './fake-browser';
import {
  ADD,
  ADD_OPTIONS,
  challengeOf,
  createPasskeyScene,
  errorOf,
  LIST,
  type PasskeyScene,
  passkey,
  RP_ID,
  SIGN_IN,
  SIGN_IN_OPTIONS,
} from './passkey-scene';

let scene: PasskeyScene;
beforeEach(() => {
  scene = createPasskeyScene();
});

describe('signInWithPasskey', () => {
  test('starts a session under the username of the token, without a token of an earlier one', async () => {
    const storage = memoryStorage();
    const client = scene.create({ storage });
    scene.planOptions(SIGN_IN_OPTIONS);
    scene.planTokens(SIGN_IN, 'Ada');
    const signedIn = signInWithPasskey(client);
    (await scene.browser.request(0)).answer();
    await signedIn;
    expect(await client.isSignedIn()).toBe(true);
    expect(String(await storage.get('latchkey:https://api.example.com'))).toContain('"username":"Ada"');
    expect(scene.bodies(SIGN_IN)).toEqual([
      { ceremony_id: 'ceremony-1', credential: expect.objectContaining({ id: CREDENTIAL }) },
    ]);
    expect(scene.api.calls.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
    expect(scene.browser.requests).toMatchObject([{ kind: 'get', mediation: undefined, allowed: undefined }]);
  });

  test.each(['by a password', 'by a passkey'])('sends the device token of a sign-in %s', async (way) => {
    const client = scene.create();
    if (way === 'by a password') {
      await client.signIn(ada);
      scene.planOptions(ADD_OPTIONS);
      scene.api.answerNext(ADD, Response.json(passkey, { status: 201 }));
      scene.api.answerNext(LIST, Response.json({ items: [passkey] }));
      const created = createPasskey(client);
      (await scene.browser.request(0)).answer();
      await created;
    }
    for (let count = 0; count < 2; count++) {
      const number = scene.browser.requests.length;
      scene.planOptions(SIGN_IN_OPTIONS);
      scene.planTokens(SIGN_IN);
      const signedIn = signInWithPasskey(client);
      (await scene.browser.request(number)).answer();
      await signedIn;
    }
    const first = way === 'by a password' ? 'device-1' : undefined;
    expect(scene.bodies(SIGN_IN).map((body) => Object(body).device_token)).toEqual([first, 'device-9']);
  });

  test('tells the browser to forget a passkey that no account has, and throws', async () => {
    const client = scene.create();
    scene.planOptions(SIGN_IN_OPTIONS);
    scene.api.answerNext(SIGN_IN, problem(401, 'UNKNOWN_PASSKEY'));
    const signedIn = errorOf(signInWithPasskey(client));
    (await scene.browser.request(0)).answer();
    expect(await signedIn).toMatchObject({ name: 'ProblemError', code: 'UNKNOWN_PASSKEY' });
    expect(scene.browser.signals).toEqual([{ signal: 'unknown', rpId: RP_ID, credentialId: CREDENTIAL }]);
    expect(await client.isSignedIn()).toBe(false);
  });

  test.each(['INVALID_PASSKEY', 'INVALID_CEREMONY', 'TOO_MANY_ATTEMPTS'])(
    'keeps the passkey in the browser after %s',
    async (code) => {
      scene.planOptions(SIGN_IN_OPTIONS);
      scene.api.answerNext(SIGN_IN, problem(401, code));
      const signedIn = errorOf(signInWithPasskey(scene.create()));
      (await scene.browser.request(0)).answer({ userHandle: null });
      expect(await signedIn).toMatchObject({ code });
      expect(scene.browser.signals).toEqual([]);
    },
  );

  test('works with an authenticator without a user handle, and a token that is no JWT', async () => {
    const client = scene.create();
    scene.planOptions(SIGN_IN_OPTIONS);
    const tokens = { access_token: 'opaque', refresh_token: 'refresh-1', expires_in: 3600 };
    scene.api.answerNext(SIGN_IN, Response.json(tokens, { status: 201 }));
    const signedIn = signInWithPasskey(client);
    (await scene.browser.request(0)).answer({ userHandle: null });
    await signedIn;
    expect(await client.isSignedIn()).toBe(true);
  });

  test.each([
    ['passkeys', false, 'not-supported'],
    ['autofill', true, 'not-supported'],
    ['input', true, 'no-input'],
  ] as const)('without %s, throws before it asks the API', async (without, conditional, reason) => {
    scene = createPasskeyScene({ without: [without] });
    const error = await errorOf(signInWithPasskey(scene.create(), { conditional }));
    expect(error).toMatchObject({ name: 'PasskeyError', reason });
    expect(scene.api.calls).toEqual([]);
  });

  test('takes only a client of createClient, or a copy of one', async () => {
    const { fetch, api } = scene.create();
    expect(await errorOf(signInWithPasskey({ fetch, api } as never))).toBeInstanceOf(TypeError);
    scene.planOptions(SIGN_IN_OPTIONS);
    scene.planTokens(SIGN_IN);
    const signedIn = signInWithPasskey({ ...scene.create() });
    (await scene.browser.request(0)).answer();
    expect(await signedIn).toBeUndefined();
  });
});

test('signUpWithPasskey creates an account without a password, and signs it in', async () => {
  const client = scene.create();
  scene.planOptions('POST /users/passkey/options');
  const signedUp = signUpWithPasskey(client, { username: 'ada', email: 'ada@example.com' });
  (await scene.browser.request(0)).answer();
  expect(await signedUp).toEqual({ id: '1', username: 'ada' });
  expect(scene.bodies('POST /users/passkey/options')).toEqual([{ username: 'ada' }]);
  const credential = expect.objectContaining({ id: CREDENTIAL });
  expect(scene.bodies('POST /users')).toEqual([
    { username: 'ada', email: 'ada@example.com', ceremony_id: 'ceremony-1', credential },
  ]);
  expect(await client.isSignedIn()).toBe(true);
});

test('signUpWithPasskey returns the challenge of a stage that demands more, and keeps no device token of another user', async () => {
  const storage = memoryStorage();
  const set = jest.spyOn(storage, 'set');
  const client = await scene.createSignedIn({ storage });
  set.mockClear();
  scene.planOptions('POST /users/passkey/options');
  const response = { user: { id: '2', username: 'eve' }, challenge: 'challenge-1', kinds: ['enrolment'] };
  scene.api.answerNext('POST /users', Response.json(response, { status: 201 }));
  const signedUp = signUpWithPasskey(client, { username: 'eve' });
  (await scene.browser.request(0)).answer();
  const challenge = { username: 'eve', challenge: 'challenge-1', kinds: ['enrolment'] };
  expect(await signedUp).toEqual({ id: '2', username: 'eve', challenge });
  expect(set).not.toHaveBeenCalled();
});

describe('answerWithPasskey', () => {
  const options = {
    challenge: challengeOf(7),
    rpId: RP_ID,
    allowCredentials: [{ id: CREDENTIAL, type: 'public-key' }],
  };
  const required = (more: object) =>
    problem(401, 'SECOND_FACTOR_REQUIRED', { challenge: challengeOf(7), kinds: ['passkey'], ...more });

  test.each([false, true])(
    'answers the challenge of a sign-in; to trust the device: %s',
    async (trustDevice) => {
      const client = scene.create();
      scene.api.answerNext('POST /sessions/create', required({ passkey: options }));
      const challenge = await client.signIn(ada);
      if (!challenge) throw new Error('No challenge');
      scene.planTokens('POST /sessions/challenge');
      const answered = answerWithPasskey(client, challenge, { trustDevice });
      (await scene.browser.request(0)).answer();
      await answered;
      expect(scene.browser.requests).toMatchObject([{ challenge: challengeOf(7), allowed: [CREDENTIAL] }]);
      const credential = expect.objectContaining({ id: CREDENTIAL });
      expect(scene.bodies('POST /sessions/challenge')).toEqual([
        {
          challenge: challengeOf(7),
          kind: 'passkey',
          credential,
          ...(trustDevice && { trust_device: true }),
        },
      ]);
      expect(await client.isSignedIn()).toBe(true);
    },
  );

  test('throws for a challenge that accepts no passkey', async () => {
    const client = scene.create();
    scene.api.answerNext('POST /sessions/create', required({}));
    const challenge = await client.signIn(ada);
    expect(challenge).not.toHaveProperty('passkey');
    expect(await errorOf(answerWithPasskey(client, Object(challenge)))).toBeInstanceOf(TypeError);
  });

  test('leaves the challenge when the browser fails', async () => {
    const challenge = { username: 'ada', challenge: challengeOf(7), passkey: options };
    const answered = errorOf(answerWithPasskey(scene.create(), challenge));
    (await scene.browser.request(0)).fail('NotAllowedError');
    expect(await answered).toMatchObject({ reason: 'not-allowed' });
    expect(scene.api.calls).toEqual([]);
  });
});

test('stepUpWithPasskey uses the new access token from then on', async () => {
  const client = await scene.createSignedIn();
  scene.planOptions('POST /sessions/current/step-up/options');
  scene.planTokens('POST /sessions/current/step-up');
  const steppedUp = stepUpWithPasskey(client);
  (await scene.browser.request(0)).answer();
  await steppedUp;
  await client.fetch('/foo');
  expect(scene.sent('GET /foo')[0]?.authorization).toMatch(/^Bearer x\./);
});
