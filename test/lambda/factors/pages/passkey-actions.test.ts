/** The forms of passkeys, and of the switch of the second factor. */
import { createFactorPages } from '../../fakes/factors-page-scene';
import {
  accountOf,
  createPasskeyScene,
  credentialOf,
  inRequiredStage,
  type SceneOptions,
} from '../../fakes/passkey-management-scene';

const FACTORS = '/account/factors';
const leadsTo = (location: string) => ({ status: 303, location });

async function setUp(options: SceneOptions = {}, isRequired = false) {
  const optional = await createPasskeyScene(options);
  const scene = isRequired ? inRequiredStage(optional) : optional;
  const ada = await createFactorPages(scene.deps).open(scene.ada.caller);
  const send = (form: Readonly<Record<string, string>>) => ada.send(FACTORS, form);
  return { ids: scene.ids, send, account: () => accountOf(scene) };
}

type Send = Awaited<ReturnType<typeof setUp>>['send'];

/** Begins a registration. Returns the id of the ceremony on the page. */
async function begin(send: Send): Promise<string> {
  const { text } = await send({ action: 'begin-passkey' });
  return /&quot;ceremony_id&quot;:&quot;([\w-]+)&quot;/.exec(text)?.[1] ?? '';
}

test('a passkey is added by the ceremony on the page', async () => {
  const { send, account } = await setUp();
  const id = await begin(send);
  const credential = JSON.stringify({ credentialId: credentialOf(9), challenge: id });
  const form = { action: 'add-passkey', name: '', ceremony_id: id, credential };
  expect(await send(form)).toMatchObject(leadsTo(`${FACTORS}?notice=passkey-added`));
  expect(Object.keys(account().passkeys ?? {})).toHaveLength(1);
  const again = await send(form);
  expect(again.status).toBe(400);
  expect(again.text).toContain('This took too long, or was used already.');
});

test.each(['', '{', '[]', '"text"', 'null'])(
  'a credential that is none is refused: %j',
  async (credential) => {
    const { send, account } = await setUp();
    const form = { action: 'add-passkey', ceremony_id: await begin(send), credential };
    expect(await send(form)).toMatchObject({ status: 400 });
    expect(account().passkeys).toBeUndefined();
  },
);

test('a passkey is renamed, and marks a name that is not valid', async () => {
  const { ids, send } = await setUp({ passkeys: [true, true] });
  const [id = ''] = ids;
  expect(await send({ action: 'rename-passkey', id, name: 'Laptop' })).toMatchObject(
    leadsTo(`${FACTORS}?notice=passkey-renamed`),
  );
  const { status, text } = await send({ action: 'rename-passkey', id, name: ' ' });
  expect(status).toBe(400);
  expect(text).toContain('Laptop');
  expect(text).toContain('Enter a name with at most 64 characters.');
  expect(await send({ action: 'rename-passkey', id: 'another', name: 'x' })).toMatchObject({ status: 404 });
});

test('a passkey is removed, unless it is the last way in', async () => {
  const { ids, send } = await setUp({ passkeys: [true, true], hasPassword: false });
  const [first = '', second = ''] = ids;
  expect(await send({ action: 'remove-passkey', id: first })).toMatchObject(
    leadsTo(`${FACTORS}?notice=passkey-removed`),
  );
  const { status, text } = await send({ action: 'remove-passkey', id: second });
  expect(status).toBe(409);
  expect(text).toContain('You could not sign in any more.');
  expect(await send({ action: 'remove-passkey', id: first })).toMatchObject({ status: 404 });
});

test('the second factor is turned on, which shows the recovery codes once', async () => {
  const { send, account } = await setUp({ passkeys: [true] });
  const { status, text } = await send({ action: 'turn-on-second-factor' });
  expect(status).toBe(200);
  expect(text).toContain('href="/account/factors?notice=second-factor-on"');
  expect(text.match(/<li>[A-Z0-9-]{8,}<\/li>/g)).toHaveLength(account().recoveryCodes?.length ?? 0);
});

test('the second factor that is on already shows no codes', async () => {
  const { send, account } = await setUp({ passkeys: [true], isOn: true });
  expect(await send({ action: 'turn-on-second-factor' })).toMatchObject(
    leadsTo(`${FACTORS}?notice=second-factor-on`),
  );
  expect(account().recoveryCodes).toEqual(['a digest']);
});

test('the second factor of an account without factors stays off', async () => {
  const { send } = await setUp();
  const { status, text } = await send({ action: 'turn-on-second-factor' });
  expect({ status, says: text.includes('Add a passkey or an authenticator app first.') }).toEqual({
    ...{ status: 409, says: true },
  });
});

test('the second factor is turned off, unless the stage requires it', async () => {
  const { send, account } = await setUp({ passkeys: [true], isOn: true });
  expect(await send({ action: 'turn-off-second-factor' })).toMatchObject(
    leadsTo(`${FACTORS}?notice=second-factor-off`),
  );
  expect(account().secondFactorSince).toBeUndefined();
  const required = await setUp({ passkeys: [true], isOn: true }, true);
  expect(await required.send({ action: 'turn-off-second-factor' })).toMatchObject({ status: 409 });
  expect(required.account().secondFactorSince).toBeDefined();
});
