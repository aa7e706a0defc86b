/** Verification by the token of a link: the same rules as for a code, and one count of attempts for both. */
import { signOut } from '../../../../lambda/identity/sessions/sign-out';
import { DAY, SOURCE } from '../../fakes/auth-dependencies';
import {
  ADDRESS,
  askForEmail,
  createAskedScene,
  EMAIL,
  lastProofs,
  sendCode,
  sendToken,
  storedAccount,
} from '../../fakes/email-scene';
import { countAdmitted } from '../../fakes/outcomes';
import { signUp } from '../../fakes/signed-in';

const WRONG_CODE = 'WWWW-WWWW';
const wrongSecret = (token: string) => `${token.slice(0, token.indexOf('.'))}.${'A'.repeat(22)}`;
const refused = { code: 'INVALID_CODE' };

test('a token puts the address into use, from any session of the account', async () => {
  const { deps, laptop, token } = await createAskedScene();
  await sendToken(deps, laptop, token);
  expect(storedAccount(deps, laptop).email?.address).toBe(ADDRESS);
  expect(JSON.stringify(deps.logged)).not.toContain(token.split('.')[1]);
});

test('a token works once, and uses up the code', async () => {
  const { deps, phone, code, token } = await createAskedScene();
  await sendToken(deps, phone, token);
  await expect(sendToken(deps, phone, token)).rejects.toMatchObject(refused);
  await expect(sendCode(deps, phone, code)).rejects.toMatchObject(refused);
});

test('tokens and codes share five attempts', async () => {
  const { deps, phone, code, token } = await createAskedScene();
  for (let attempts = 0; attempts < 4; attempts += 2) {
    await expect(sendToken(deps, phone, wrongSecret(token))).rejects.toMatchObject(refused);
    await expect(sendCode(deps, phone, WRONG_CODE)).rejects.toMatchObject(refused);
  }
  expect(storedAccount(deps, phone).pendingEmail?.attempts).toBe(4);
  await expect(sendToken(deps, phone, wrongSecret(token))).rejects.toMatchObject(refused);
  await expect(sendToken(deps, phone, token)).rejects.toMatchObject(refused);
  await expect(sendCode(deps, phone, code)).rejects.toMatchObject(refused);
});

test('of many tokens at once, five are compared', async () => {
  const { deps, phone, token } = await createAskedScene();
  const guess = () =>
    sendToken(deps, phone, wrongSecret(token)).then(
      () => true,
      () => false,
    );
  expect(await countAdmitted(12, guess)).toBe(0);
  expect(storedAccount(deps, phone).pendingEmail?.attempts).toBe(5);
});

test.each<[string, (token: string, code: string) => string]>([
  ['the secret alone', (token) => token.slice(token.indexOf('.') + 1)],
  ['the code as the secret', (token, code) => `${token.slice(0, token.indexOf('.'))}.${code}`],
  ['another id', (token) => `another${token.slice(token.indexOf('.'))}`],
  ['an empty text', () => ''],
])('%s is refused, and uses no attempt', async (_what, change) => {
  const { deps, phone, code, token } = await createAskedScene();
  await expect(sendToken(deps, phone, change(token, code))).rejects.toMatchObject(refused);
  expect(storedAccount(deps, phone).pendingEmail?.attempts).toBe(0);
});

test('the secret of a link is not a code, and a code is not the secret of a link', async () => {
  const { deps, phone, token } = await createAskedScene();
  await expect(sendCode(deps, phone, token)).rejects.toMatchObject(refused);
  await expect(sendCode(deps, phone, token.split('.')[1] ?? '')).rejects.toMatchObject(refused);
  expect(storedAccount(deps, phone)).not.toHaveProperty('email');
});

test('a token of one account does not work for another that asks for the same address', async () => {
  const { deps, phone, token } = await createAskedScene();
  const bob = await signUp(deps, 'Bob');
  await askForEmail(deps, bob);
  await expect(sendToken(deps, bob, token)).rejects.toMatchObject(refused);
  expect(storedAccount(deps, bob)).not.toHaveProperty('email');
  await sendToken(deps, phone, token);
});

test('a token dies with the session that asked for its mail', async () => {
  const { deps, phone, laptop, token } = await createAskedScene();
  await signOut(deps)({ caller: phone.caller, source: SOURCE });
  await expect(sendToken(deps, laptop, token)).rejects.toMatchObject(refused);
  expect(storedAccount(deps, laptop)).not.toHaveProperty('email');
});

test('a token dies with a raised security version, after 24 hours, and with a later request', async () => {
  const raised = await createAskedScene();
  await raised.deps.accounts.raiseSecurityVersion(raised.phone.caller.sub);
  await expect(sendToken(raised.deps, raised.phone, raised.token)).rejects.toMatchObject({
    code: expect.stringMatching(/^(INVALID_CODE|UNAUTHORIZED)$/),
  });
  expect(storedAccount(raised.deps, raised.phone)).not.toHaveProperty('email');

  const late = await createAskedScene();
  late.deps.clock.millis += DAY * 1000;
  await expect(sendToken(late.deps, late.phone, late.token)).rejects.toMatchObject(refused);

  const replaced = await createAskedScene();
  await askForEmail(replaced.deps, replaced.phone, EMAIL);
  await expect(sendToken(replaced.deps, replaced.phone, replaced.token)).rejects.toMatchObject(refused);
  await sendToken(replaced.deps, replaced.phone, (await lastProofs(replaced.deps)).token);
});
