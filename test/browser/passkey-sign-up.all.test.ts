/** Accounts without a password in Chromium, through the built client. */
import { createCredentials } from '../support/accounts';
import { findChromium } from '../support/chromium';
import { openPasskeyPage, type PasskeyPage } from './passkey-page';
import type { VirtualAuthenticator } from './virtual-authenticators';

const chromium = findChromium();
const inChromium = chromium === undefined ? test.skip : test;
const { username, password } = createCredentials();

let app: PasskeyPage;
let phone: VirtualAuthenticator;

beforeAll(async () => {
  if (chromium === undefined) return;
  app = await openPasskeyPage(chromium);
  phone = await app.authenticators.add();
});
afterAll(() => app?.close());

const signUp = (name: string) =>
  app.attempt(`passkeys.signUpWithPasskey(client, ${JSON.stringify({ username: name })})`);
const list = () => app.inApp<readonly { id: string }[]>('passkeys.listPasskeys(client)');

inChromium('an authenticator that does not verify its user signs nobody up', async () => {
  await phone.setVerified(false);
  expect(await signUp(username)).toBe('not-allowed');
  await phone.setVerified(true);
  expect(await app.inApp('client.isSignedIn()')).toBe(false);
});

inChromium('a user signs up without a password, and signs in again by autofill', async () => {
  expect(await signUp(username)).toMatchObject({ username });
  expect(await list()).toMatchObject([{ verifiesUser: true }]);
  await app.inApp('client.signOut()');
  await app.reload();
  expect(await app.attempt('passkeys.signInWithPasskey(client, { conditional: true })')).toBe('done');
  expect(await app.inApp(`client.api.GET('/users/me').then(({ data }) => data.username)`)).toBe(username);
});

inChromium('a taken name is refused after the ceremony, and the session stays', async () => {
  expect(await signUp(username)).toBe('USERNAME_TAKEN');
  expect(await app.inApp('client.isSignedIn()')).toBe(true);
});

inChromium('the only passkey stays, until the user has a password', async () => {
  const [passkey] = await list();
  const remove = `passkeys.removePasskey(client, ${JSON.stringify(passkey?.id)})`;
  expect(await app.attempt(remove)).toBe('LAST_WAY_IN');
  const body = JSON.stringify({ new_password: password });
  const set = await app.inApp(
    `client.api.PUT('/users/me/password', { body: ${body} }).then(({ response }) => response.status)`,
  );
  expect(set).toBe(204);
  expect(await app.attempt(`client.signIn(${JSON.stringify({ username, password })})`)).toBe('done');
  expect(await app.attempt(remove)).toBe('done');
});

inChromium('a step-up asks an account without a password for its passkey', async () => {
  const { username: other } = createCredentials();
  expect(await signUp(other)).toMatchObject({ username: other });
  await app.run.turnClock(11 * 60);
  await app.inApp('window.asked = []');
  const status = await app.inApp(
    `client.fetch('/users/me', { method: 'DELETE' }).then(({ status }) => status)`,
  );
  expect([status, await app.inApp('asked')]).toEqual([204, [['passkey']]]);
});
