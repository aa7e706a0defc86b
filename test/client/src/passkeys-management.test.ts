import {
  listPasskeys,
  removePasskey,
  renamePasskey,
  turnOffSecondFactor,
  turnOnSecondFactor,
} from '../../../client/src/passkeys';
import { problem } from './fake-api';
import { CREDENTIAL, USER_HANDLE } from './fake-browser';
import { createPasskeyScene, errorOf, LIST, type PasskeyScene, passkey, RP_ID } from './passkey-scene';

let scene: PasskeyScene;
beforeEach(() => {
  scene = createPasskeyScene();
});

const list = (...items: object[]) => Response.json({ items });
const accepted = {
  ...{ signal: 'accepted', rpId: RP_ID, userId: USER_HANDLE },
  allAcceptedCredentialIds: [CREDENTIAL],
};
const path = '/users/me/passkeys/passkey-1';

test.each([
  ['listPasskeys', LIST, '', () => list(passkey), [passkey], listPasskeys],
  [
    'renamePasskey',
    `PATCH ${path}`,
    '{"name":"Key"}',
    () => Response.json({ ...passkey, name: 'Key' }),
    { ...passkey, name: 'Key' },
    (client: never) => renamePasskey(client, 'passkey-1', 'Key'),
  ],
  [
    'turnOnSecondFactor',
    'PUT /users/me/second-factor',
    '',
    () => Response.json({ recovery_codes: ['3ZQX-8W2K'] }),
    ['3ZQX-8W2K'],
    turnOnSecondFactor,
  ],
  [
    'turnOnSecondFactor of one that is on',
    'PUT /users/me/second-factor',
    '',
    () => Response.json({}),
    [],
    turnOnSecondFactor,
  ],
  [
    'turnOffSecondFactor',
    'DELETE /users/me/second-factor',
    '',
    () => new Response(null, { status: 204 }),
    undefined,
    turnOffSecondFactor,
  ],
])('%s sends %s with the body %j', async (_, route, body, answer, result, call) => {
  const client = await scene.createSignedIn();
  scene.api.answerNext(route, answer());
  expect(await call(client as never)).toEqual(result);
  expect(scene.sent(route)).toMatchObject([{ body, authorization: 'Bearer access-1' }]);
  scene.api.answerNext(route, problem(409, 'LAST_FACTOR'));
  expect(await errorOf(call(client as never))).toMatchObject({ code: 'LAST_FACTOR' });
  scene.api.answerNext(route, new Response('secret {'));
  expect(await errorOf(call(client as never))).toMatchObject({ code: 'UNEXPECTED_ANSWER' });
});

test.each([
  ['tells the browser the others', { rp_id: RP_ID, user_handle: USER_HANDLE }, 1],
  ['tells the browser nothing if the list does not say whose it is', {}, 0],
])('removePasskey %s', async (_, more, signals) => {
  const client = await scene.createSignedIn();
  scene.api.answerNext(`DELETE ${path}`, new Response(null, { status: 204 }));
  scene.api.answerNext(LIST, Response.json({ items: [passkey], ...more }));
  await removePasskey(client, 'passkey-1');
  expect(scene.browser.signals).toEqual(signals === 0 ? [] : [accepted]);
});

test('removePasskey tells the browser nothing when the passkey stays', async () => {
  const client = await scene.createSignedIn();
  scene.api.answerNext(`DELETE /users/me/passkeys/${encodeURIComponent('a/b')}`, problem(409, 'LAST_WAY_IN'));
  expect(await errorOf(removePasskey(client, 'a/b'))).toMatchObject({ code: 'LAST_WAY_IN' });
  expect(scene.api.count(LIST)).toBe(0);
});
