import { createPasskey, stepUpWithPasskey } from '../../../client/src/passkeys';
import { problem } from './fake-api';
import { CREDENTIAL, USER_HANDLE } from './fake-browser';
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
} from './passkey-scene';

let scene: PasskeyScene;
beforeEach(() => {
  scene = createPasskeyScene();
});

const list = (...items: object[]) => Response.json({ items });
const accepted = {
  ...{ signal: 'accepted', rpId: RP_ID, userId: USER_HANDLE },
  allAcceptedCredentialIds: [CREDENTIAL],
};

describe('createPasskey', () => {
  async function create(added: Response | Error, listed: Response | Error) {
    const client = await scene.createSignedIn();
    scene.planOptions(ADD_OPTIONS);
    scene.api.answerNext(ADD, added);
    scene.api.answerNext(LIST, listed);
    const created = createPasskey(client, { name: 'Phone' });
    (await scene.browser.request(0)).answer();
    return created;
  }

  test('registers what the browser has created, and tells the browser all passkeys', async () => {
    expect(await create(Response.json(passkey, { status: 201 }), list(passkey))).toEqual(passkey);
    expect(scene.browser.requests).toMatchObject([{ kind: 'create', challenge: challengeOf(1) }]);
    const credential = expect.objectContaining({ id: CREDENTIAL, type: 'public-key' });
    expect(scene.bodies(ADD)).toEqual([{ ceremony_id: 'ceremony-1', name: 'Phone', credential }]);
    expect(scene.sent(ADD)[0]?.authorization).toBe('Bearer access-1');
    expect(scene.browser.signals).toEqual([accepted]);
  });

  test.each([
    ['no response arrives', () => new TypeError('fetch failed')],
    ['the ceremony was used by the first of two requests', () => problem(400, 'INVALID_CEREMONY')],
    ['the account already has it', () => problem(409, 'PASSKEY_TAKEN')],
    ['a proxy fails', () => new Response('<html>', { status: 502 })],
  ])('resolves to the passkey of the list when %s', async (_, failure) => {
    expect(await create(failure(), list(passkey))).toEqual(passkey);
    expect(scene.browser.signals).toEqual([accepted]);
    expect(scene.api.count(ADD)).toBe(1);
  });

  test.each([
    ['the list does not have it', () => list({ ...passkey, credentialId: 'AAAA' })],
    ['the list fails', () => new TypeError('fetch failed')],
  ])(
    'throws the API’s error and never tells the browser to forget the passkey when %s',
    async (_, listed) => {
      const error = await errorOf(create(problem(409, 'TOO_MANY_PASSKEYS'), listed()));
      expect(error).toMatchObject({ name: 'ProblemError', code: 'TOO_MANY_PASSKEYS' });
      expect(scene.browser.signals).toEqual([]);
    },
  );

  test('sends no list to the browser that lacks the new passkey', async () => {
    expect(await create(Response.json(passkey, { status: 201 }), list())).toEqual(passkey);
    expect(scene.browser.signals).toEqual([]);
  });

  test('needs no browser that takes signals', async () => {
    scene = createPasskeyScene({ without: ['signals'] });
    expect(await create(Response.json(passkey, { status: 201 }), list(passkey))).toEqual(passkey);
  });

  test('throws the reason of the browser, and registers nothing', async () => {
    const client = await scene.createSignedIn();
    scene.planOptions(ADD_OPTIONS);
    const created = errorOf(createPasskey(client));
    (await scene.browser.request(0)).fail('InvalidStateError');
    expect(await created).toMatchObject({ name: 'PasskeyError', reason: 'already-registered' });
    expect(scene.api.count(ADD)).toBe(0);
  });

  test('asks for a step-up by a passkey, and continues after it', async () => {
    const client = await scene.createSignedIn({ onStepUp: () => stepUpWithPasskey(client) });
    scene.api.answerNext(
      ADD_OPTIONS,
      problem(401, 'INSUFFICIENT_USER_AUTHENTICATION', { kinds: ['passkey'] }),
    );
    scene.planOptions('POST /sessions/current/step-up/options');
    scene.planOptions(ADD_OPTIONS);
    scene.planTokens('POST /sessions/current/step-up');
    scene.api.answerNext(ADD, Response.json(passkey, { status: 201 }));
    scene.api.answerNext(LIST, list(passkey));
    const created = createPasskey(client);
    (await scene.browser.request(0)).answer();
    (await scene.browser.request(1)).answer();
    expect(await created).toEqual(passkey);
    expect(scene.browser.requests.map(({ kind }) => kind)).toEqual(['get', 'create']);
    const credential = expect.objectContaining({ id: CREDENTIAL });
    expect(scene.bodies('POST /sessions/current/step-up')).toEqual([
      { kind: 'passkey', ceremony_id: 'ceremony-1', credential },
    ]);
  });

  test.each(['API', 'browser'])('is ended by its signal while the %s is asked', async (asked) => {
    const client = await scene.createSignedIn();
    const controller = new AbortController();
    scene.planOptions(ADD_OPTIONS);
    if (asked === 'API') scene.api.hold(ADD_OPTIONS);
    const created = errorOf(createPasskey(client, { signal: controller.signal }));
    if (asked === 'browser') await scene.browser.request(0);
    controller.abort(new Error('The page is left'));
    expect(await created).toMatchObject({ reason: 'aborted', cause: controller.signal.reason });
    expect(scene.api.count(ADD)).toBe(0);
  });
});
