/** Kinds of authenticators in Chromium, through the built client. */
import { createCredentials } from '../support/accounts';
import { findChromium } from '../support/chromium';
import { openPasskeyPage, type PasskeyPage } from './passkey-page';
import { type AuthenticatorKind, keyTypeOf } from './virtual-authenticators';

const chromium = findChromium();
const eachInChromium = chromium === undefined ? test.skip.each : test.each;
const inChromium = chromium === undefined ? test.skip : test;

/** Lets a page ask for a key that is not a passkey, such as one of U2F. */
const TAKE_ANY_KEY = `window.change = (options) => {
  if (options.authenticatorSelection) options.authenticatorSelection = { residentKey: 'discouraged', userVerification: 'discouraged' };
}`;

let app: PasskeyPage;
let signIn: string;

beforeAll(async () => {
  if (chromium !== undefined) app = await openPasskeyPage(chromium);
});
beforeEach(async () => {
  if (chromium === undefined) return;
  await app.reload();
  await app.authenticators.removeAll();
  const credentials = JSON.stringify(createCredentials());
  signIn = `client.signIn(${credentials})`;
  await app.inApp(`client.signUp(${credentials})`);
});
afterAll(() => app?.close());

const create = () => app.attempt('passkeys.createPasskey(client)');
const signInAlone = () => app.attempt('passkeys.signInWithPasskey(client)');
const list = () => app.inApp<readonly { id: string }[]>('passkeys.listPasskeys(client)');

eachInChromium([
  ['EdDSA', -8, 'ed25519'],
  ['ES256', -7, 'ec'],
  ['RS256', -257, 'rsa'],
])('a key of %s is added and signs in', async (_name, alg, type) => {
  const device = await app.authenticators.add();
  await app.inApp(
    `window.change = (options) => { options.pubKeyCredParams = options.pubKeyCredParams?.filter(({ alg }) => alg === ${alg}) }; undefined`,
  );
  expect(await create()).toMatchObject({ verifiesUser: true });
  expect((await device.credentials()).map(keyTypeOf)).toEqual([type]);
  expect(await signInAlone()).toBe('done');
});

inChromium('a key of an algorithm that the API has not offered is refused', async () => {
  const device = await app.authenticators.add();
  await app.inApp(
    `window.change = (options) => { options.pubKeyCredParams = [{ type: 'public-key', alg: -48 }] }; undefined`,
  );
  expect(await create()).toBe('PASSKEY_REFUSED');
  expect(await device.credentials()).toHaveLength(1);
  expect(await list()).toEqual([]);
});

inChromium('a synced passkey shows its flags, and a change of its eligibility is refused', async () => {
  const flags = { defaultBackupEligibility: true, defaultBackupState: false };
  const device = await app.authenticators.add({ transport: 'hybrid', ...flags });
  expect(await create()).toMatchObject({ syncable: true, synced: false });
  await device.setBackup(true, true);
  expect(await signInAlone()).toBe('done');
  expect(await list()).toMatchObject([{ syncable: true, synced: true }]);
  await device.setBackup(false, false);
  expect(await signInAlone()).toBe('INVALID_PASSKEY');
});

inChromium('a counter that does not rise is refused', async () => {
  const device = await app.authenticators.add();
  await create();
  expect(await signInAlone()).toBe('done');
  const copied = await device.credentials();
  expect(await signInAlone()).toBe('done');
  await device.replaceCredentials(copied);
  expect(await signInAlone()).toBe('INVALID_PASSKEY');
});

inChromium('several authenticators have a passkey each', async () => {
  const phone = await app.authenticators.add({ transport: 'hybrid' });
  await create();
  await phone.setPresent(false);
  await app.authenticators.add({ transport: 'usb' });
  expect(await create()).toMatchObject({ transports: ['usb'] });
  expect(await list()).toHaveLength(2);
  expect(await signInAlone()).toBe('done');
});

inChromium(
  'a passkey that does not verify its user follows the password, and does not sign in alone',
  async () => {
    await app.authenticators.add({ ctap2Version: 'ctap2_1', hasUserVerification: false });
    expect(await create()).toMatchObject({ verifiesUser: false });
    await expectSecondFactorOnly();
  },
);

eachInChromium<[string, AuthenticatorKind]>([
  ['U2F', { protocol: 'u2f', transport: 'usb', hasResidentKey: false, hasUserVerification: false }],
  ['FIDO2 without storage', { transport: 'usb', hasResidentKey: false, hasUserVerification: false }],
])(
  'a key of %s holds no passkey, and is a second factor only for pages that ask for it',
  async (_name, kind) => {
    await app.authenticators.add(kind);
    expect(await create()).toBe('not-allowed');
    await app.inApp(`${TAKE_ANY_KEY}; undefined`);
    expect(await create()).toMatchObject({ verifiesUser: false });
    await expectSecondFactorOnly();
  },
);

/** Expects that the account's only passkey follows a password, and does nothing alone. */
async function expectSecondFactorOnly(): Promise<void> {
  expect(await app.attempt('passkeys.turnOnSecondFactor(client)')).toHaveLength(10);
  expect(await signInAlone()).toBe('not-allowed');
  await app.inApp('client.signOut()');
  const answer = `passkeys.answerWithPasskey(client, await ${signIn})`;
  expect(await app.attempt(`(async () => ${answer})()`)).toBe('done');
  // it cannot stand for two factors, so none is offered
  expect(await app.attempt('passkeys.stepUpWithPasskey(client)')).toBe('PASSKEY_NOT_FOUND');
}
