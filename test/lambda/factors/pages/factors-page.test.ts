/** The page of the factors, and its forms of authenticator apps. */

import { createFactorPages, type FactorPageOptions } from '../../fakes/factors-page-scene';
import { newAccount } from '../../fakes/new-account';
import { tokenOf } from '../../fakes/page-browser';
import {
  accountOf,
  createPasskeyScene,
  inRequiredStage,
  type SceneOptions,
  TOTP_ID,
} from '../../fakes/passkey-management-scene';
import { signUp } from '../../fakes/signed-in';

const FACTORS = '/account/factors';
const leadsTo = (location: string) => ({ status: 303, location });

async function setUp(options: SceneOptions = {}, stage: FactorPageOptions & { isRequired?: boolean } = {}) {
  const optional = await createPasskeyScene(options);
  const scene = stage.isRequired ? inRequiredStage(optional) : optional;
  const pages = createFactorPages(scene.deps, stage);
  const ada = await pages.open(scene.ada.caller);
  const send = (form: Readonly<Record<string, string>>) => ada.send(FACTORS, form);
  return { scene, pages, ada, send, account: () => accountOf(scene) };
}

test('a user sees their factors, and no secret of them', async () => {
  const { ada, account } = await setUp({ isOn: true, hasTotp: true, passkeys: [true] });
  const { status, text } = await ada.open(`${FACTORS}?notice=factor-removed`);
  expect(status).toBe(200);
  expect(text).toContain('<h3>Phone</h3>');
  expect(text).toContain('Passkey 1');
  expect(text).toContain('The authenticator app is removed.');
  const secrets = [account().passwordHash, 'a digest', 'a2V5', [...ada.cookies.values()][0]];
  expect(secrets.filter((secret) => secret === undefined || text.includes(secret))).toEqual([]);
});

test('a stage without passkeys shows apps only, and takes no form of passkeys', async () => {
  const { ada, send } = await setUp({ isOn: true, hasTotp: true }, { hasPasskeys: false });
  const { text } = await ada.open(FACTORS);
  const actions = [...text.matchAll(/name="action" value="([\w-]+)"/g)].map(([, action]) => action);
  expect(actions).toEqual(['remove-factor', 'add-totp', 'replace-recovery-codes']);
  expect(await send({ action: 'begin-passkey' })).toMatchObject({ status: 400 });
});

describe('the page is closed to', () => {
  const form = { action: 'add-totp', name: 'Phone' };

  test('a browser without a session, and one whose session has ended', async () => {
    const { scene, pages, ada } = await setUp();
    const back = leadsTo('/sign-in?return_to=%2Faccount%2Ffactors');
    expect(await pages.visit().open(FACTORS)).toMatchObject(back);
    await scene.deps.sessions.delete(scene.ada.caller);
    expect(await ada.open(FACTORS)).toMatchObject(back);
  });

  test('the user of a disabled account, who is signed out', async () => {
    const { scene, ada, account } = await setUp();
    const token = tokenOf(await ada.open(FACTORS));
    scene.deps.accounts.set({ ...account(), state: 'DISABLED' });
    expect(await ada.sendAs(token, FACTORS, form)).toMatchObject({ status: 303 });
    expect(ada.cookies.size).toBe(0);
    expect(await scene.deps.factorSecrets.list(account().sub)).toEqual([]);
  });

  test('a form of a tab of another user', async () => {
    const { scene, pages, ada } = await setUp();
    const grace = await pages.open((await signUp(scene.deps, 'Grace')).caller);
    const token = tokenOf(await grace.open(FACTORS));
    expect(await ada.sendAs(token, FACTORS, form)).toMatchObject({ status: 403 });
    expect(await scene.deps.factorSecrets.list(accountOf(scene).sub)).toEqual([]);
  });

  test('an account that must verify its address', async () => {
    const { scene, ada, pages, account } = await setUp({}, { emailPolicy: 'required' });
    expect(await ada.open(FACTORS)).toMatchObject(leadsTo('/account'));
    const { email } = newAccount({
      email: { address: 'ada@example.com', shown: 'ada@example.com', verifiedAt: 1, verifiedBy: 'sid-0' },
    });
    scene.deps.accounts.set({ ...account(), email });
    const token = tokenOf(await (await pages.open(scene.ada.caller)).open(FACTORS));
    scene.deps.accounts.set({ ...account(), email: undefined });
    expect(await ada.sendAs(token, FACTORS, form)).toMatchObject(leadsTo('/account'));
    expect(await scene.deps.factorSecrets.list(account().sub)).toEqual([]);
  });
});

test('a new app is shown with its secret, for the function that can confirm it', async () => {
  const { send } = await setUp();
  const { status, text, headers } = await send({ action: 'add-totp', name: 'Phone' });
  expect({ status, cache: headers['Cache-Control'] }).toEqual({ status: 200, cache: 'no-store' });
  expect(text).toContain('<form method="post" action="/account">');
  expect(text).toContain('value="confirm-totp"');
  expect(text).toContain('<svg xmlns=');
  expect(text).toMatch(/<code>([A-Z2-7]{4} ){7}[A-Z2-7]{4}<\/code>/);
});

test('a name that is not valid marks its field', async () => {
  const { send } = await setUp();
  const { status, text } = await send({ action: 'add-totp', name: 'x'.repeat(65) });
  expect(status).toBe(400);
  expect(text).toContain('Enter a name with at most 64 characters.');
});

test('an app is removed, unless the stage requires it or the account does not have it', async () => {
  const { send, account } = await setUp({ isOn: true, hasTotp: true });
  expect(await send({ action: 'remove-factor', id: 'another' })).toMatchObject({ status: 404 });
  expect(await send({ action: 'remove-factor', id: TOTP_ID })).toMatchObject(
    leadsTo(`${FACTORS}?notice=factor-removed`),
  );
  expect(account().factors ?? {}).toEqual({});
  const required = await setUp({ isOn: true, hasTotp: true }, { isRequired: true });
  const { status, text } = await required.send({ action: 'remove-factor', id: TOTP_ID });
  expect({ status, says: text.includes('Your account must keep a second factor.') }).toEqual({
    ...{ status: 409, says: true },
  });
});

test('new recovery codes are shown once, if the second factor is on', async () => {
  const { ada, send, account } = await setUp({ isOn: true, hasTotp: true });
  const { status, text } = await send({ action: 'replace-recovery-codes' });
  const [code = ''] = /<li>([A-Z0-9-]{8,})<\/li>/.exec(text)?.slice(1) ?? [];
  expect({ status, isShown: code !== '' }).toEqual({ status: 200, isShown: true });
  expect(account().recoveryCodes).not.toContain('a digest');
  expect((await ada.open(FACTORS)).text).not.toContain(code);
  const off = await setUp();
  expect(await off.send({ action: 'replace-recovery-codes' })).toMatchObject({ status: 409 });
});

test('a reset that waits is canceled', async () => {
  const { scene, ada, send, account } = await setUp({ isOn: true, hasTotp: true });
  scene.deps.accounts.set({ ...account(), factorsResetAt: scene.deps.clock.millis + 1_000 });
  expect((await ada.open(FACTORS)).text).toContain('value="cancel-reset"');
  expect(await send({ action: 'cancel-reset' })).toMatchObject(leadsTo(`${FACTORS}?notice=reset-canceled`));
  expect(account().factorsResetAt).toBeUndefined();
});

test.each([
  { action: 'add-totp' },
  { action: 'remove-factor', id: TOTP_ID },
  { action: 'replace-recovery-codes' },
  { action: 'begin-passkey' },
  { action: 'turn-off-second-factor' },
])('$action needs a recent authentication, and leads back to the factors', async (form) => {
  const { scene, send } = await setUp({ isOn: true, hasTotp: true });
  scene.deps.clock.millis += 601_000;
  expect(await send(form)).toMatchObject(leadsTo('/confirm?return_to=%2Faccount%2Ffactors'));
});
