/** Passkeys in Chromium, through the built client: they sign in, step up, and follow a password. */
import { createCredentials } from '../support/accounts';
import { findChromium } from '../support/chromium';
import { openPasskeyPage, type PasskeyPage } from './passkey-page';
import type { VirtualAuthenticator } from './virtual-authenticators';

const chromium = findChromium();
const inChromium = chromium === undefined ? test.skip : test;
const credentials = createCredentials();
const signIn = `client.signIn(${JSON.stringify(credentials)})`;

let app: PasskeyPage;
let phone: VirtualAuthenticator;

beforeAll(async () => {
  if (chromium === undefined) return;
  app = await openPasskeyPage(chromium);
  phone = await app.authenticators.add();
});
afterAll(() => app?.close());

const isSignedIn = () => app.inApp<boolean>('client.isSignedIn()');
const readUsername = () => app.inApp(`client.api.GET('/users/me').then(({ data }) => data.username)`);
const list = () => app.inApp<readonly { id: string; name: string }[]>('passkeys.listPasskeys(client)');

inChromium('a user adds a passkey, once for each authenticator, and renames it', async () => {
  await app.inApp(`client.signUp(${JSON.stringify(credentials)})`);
  expect(await app.attempt(`passkeys.createPasskey(client, { name: 'My phone' })`)).toMatchObject({
    name: 'My phone',
    transports: ['internal'],
    synced: false,
    syncable: false,
    verifiesUser: true,
  });
  expect(await app.attempt('passkeys.createPasskey(client)')).toBe('already-registered');
  const [passkey] = await list();
  await app.inApp(`passkeys.renamePasskey(client, ${JSON.stringify(passkey?.id)}, 'Work phone')`);
  expect((await list()).map(({ name }) => name)).toEqual(['Work phone']);
  expect(await phone.credentials()).toMatchObject([{ isResidentCredential: true }]);
});

inChromium('after a reload, autofill signs in without a name and a password', async () => {
  await app.inApp('client.signOut()');
  await app.reload();
  expect(await isSignedIn()).toBe(false);
  expect(await app.attempt('passkeys.signInWithPasskey(client, { conditional: true })')).toBe('done');
  expect(await readUsername()).toBe(credentials.username);
  await app.reload();
  expect(await isSignedIn()).toBe(true);
});

inChromium(
  'with the second factor on, a passkey follows the password, and none follows a passkey',
  async () => {
    expect(await app.attempt('passkeys.turnOnSecondFactor(client)')).toHaveLength(10);
    expect(await app.attempt('passkeys.turnOnSecondFactor(client)')).toEqual([]);
    await app.inApp('client.signOut()');
    const challenge = await app.inApp(`(async () => (window.challenge = await ${signIn}))()`);
    expect(challenge).toMatchObject({ kinds: ['passkey', 'recovery_code'] });
    expect(await isSignedIn()).toBe(false);
    expect(await app.attempt('passkeys.answerWithPasskey(client, challenge)')).toBe('done');
    expect(await isSignedIn()).toBe(true);
    await app.inApp('client.signOut()');
    expect(await app.attempt('passkeys.signInWithPasskey(client)')).toBe('done');
    expect(await isSignedIn()).toBe(true);
  },
);

inChromium('a challenge is still valid after the user has canceled, and takes one response', async () => {
  await app.inApp('client.signOut()');
  await app.inApp(`(async () => (window.challenge = await ${signIn}))()`);
  await phone.setVerified(false);
  expect(await app.attempt('passkeys.signInWithPasskey(client)')).toBe('not-allowed');
  await phone.setVerified(true);
  expect(await app.attempt('passkeys.answerWithPasskey(client, challenge)')).toBe('done');
  expect(await app.attempt('passkeys.answerWithPasskey(client, challenge)')).toBe('INVALID_CHALLENGE');
});

inChromium('a dialog ends the wait for autofill, and a signal ends the dialog', async () => {
  await app.inApp('client.signOut()');
  await phone.setPresent(false);
  await app.inApp(`{
    window.leaving = new AbortController();
    const { signal } = leaving;
    const begun = new Promise((resolve) => (window.change = resolve));
    window.waiting = attempt(passkeys.signInWithPasskey(client, { conditional: true }));
    begun.then(() => {
      window.change = undefined;
      window.dialog = attempt(passkeys.signInWithPasskey(client, { signal }));
    });
    undefined; // nothing of it is awaited
  }`);
  await app.page.waitForFunction('window.dialog !== undefined');
  expect(await app.inApp('waiting')).toBe('aborted');
  await app.inApp('leaving.abort()');
  expect(await app.inApp('dialog')).toBe('aborted');
});

inChromium('a dialog ends with its time', async () => {
  await app.inApp('window.change = (options) => { options.timeout = 100 }; undefined');
  expect(await app.attempt('passkeys.signInWithPasskey(client)')).toBe('not-allowed');
  await app.inApp('window.change = undefined');
  await phone.setPresent(true);
});

inChromium(
  'a sensitive change asks for a step-up by a passkey, once the authentication is too old',
  async () => {
    expect(await app.attempt('passkeys.signInWithPasskey(client)')).toBe('done');
    await app.run.turnClock(11 * 60);
    const [passkey] = await list();
    await app.inApp('window.asked = []');
    expect(await app.attempt(`passkeys.removePasskey(client, ${JSON.stringify(passkey?.id)})`)).toBe('done');
    expect(await app.inApp('asked')).toEqual([['passkey', 'recovery_code']]);
    expect(await list()).toEqual([]);
  },
);

inChromium('the browser no longer offers a removed passkey, and the password is enough again', async () => {
  expect(await phone.credentials()).toEqual([]);
  expect(await app.attempt('passkeys.signInWithPasskey(client)')).toBe('not-allowed');
  await app.inApp('client.signOut()');
  expect(await app.attempt(signIn)).toBe('done');
});

inChromium('a passkey that the API does not know is no longer offered after its first use', async () => {
  const { id } = (await app.attempt('passkeys.createPasskey(client)')) as { id: string };
  // another app of the user removes it, so this browser does not learn of it
  await app.inApp(`client.fetch('/users/me/passkeys/${id}', { method: 'DELETE' })`);
  expect(await phone.credentials()).toHaveLength(1);
  expect(await app.attempt('passkeys.signInWithPasskey(client)')).toBe('UNKNOWN_PASSKEY');
  await expect(phone.credentials()).resolves.toEqual([]);
});

inChromium('autofill begins a new ceremony before the first one expires', async () => {
  await app.attempt('passkeys.createPasskey(client)');
  await app.inApp('client.signOut()');
  await app.page.clock.install();
  await app.reload();
  // the user picks nothing in the first request
  await app.inApp(`{
    const { credentials } = navigator;
    const get = credentials.get.bind(credentials);
    const begun = Promise.withResolvers();
    window.begun = begun.promise;
    credentials.get = ({ signal }) => {
      credentials.get = get;
      begun.resolve();
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    window.waiting = attempt(passkeys.signInWithPasskey(client, { conditional: true }));
    undefined; // nothing of it is awaited
  }`);
  await app.inApp('begun');
  await app.run.turnClock(6 * 60);
  await app.page.clock.fastForward(4 * 60_000);
  expect(await app.inApp('waiting')).toBe('done');
  expect(await isSignedIn()).toBe(true);
});
