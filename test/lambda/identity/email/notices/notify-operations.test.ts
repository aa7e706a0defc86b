/** Which operations make a notice due, and that each does so only once its change is committed. */
import { deleteAccount } from '../../../../../lambda/identity/accounts/delete-account';
import { changePassword } from '../../../../../lambda/identity/authentication/change-password';
import { signIn } from '../../../../../lambda/identity/authentication/sign-in';
import { removeEmail } from '../../../../../lambda/identity/email/remove-email';
import { refreshSession } from '../../../../../lambda/identity/sessions/refresh-session';
import {
  createFakeDependencies,
  type FakeDependencies,
  PASSWORD,
  SOURCE,
} from '../../../fakes/auth-dependencies';
import {
  ADDRESS,
  askForEmail,
  lastCode,
  sendCode,
  storedAccount,
  verifiedEmail,
} from '../../../fakes/email-scene';
import { type SignedIn, signInAgain, signUp } from '../../../fakes/signed-in';
import { unavailable } from '../../../fakes/unavailable';

const NEXT = 'battery staple horse';
let deps: FakeDependencies;
let ada: SignedIn;
beforeEach(async () => {
  deps = createFakeDependencies();
  ada = await signUp(deps);
  await verifiedEmail(deps, ada);
  deps.notices.length = 0;
});

const change = (fakes: FakeDependencies, currentPassword = PASSWORD) =>
  changePassword(fakes)({ caller: ada.caller, currentPassword, newPassword: NEXT, source: SOURCE });
const erase = (fakes: FakeDependencies) =>
  deleteAccount(fakes)({ caller: ada.caller, source: SOURCE, hasTime: () => true });
const kinds = () => deps.notices.map(({ notice }) => notice);

test('a change of the password, and not a refused one', async () => {
  await expect(change(deps, 'a wrong password')).rejects.toMatchObject({ code: 'INVALID_CURRENT_PASSWORD' });
  expect(kinds()).toEqual([]);
  await change(deps);
  expect(kinds()).toEqual(['password-changed']);
});

test('a change of the password whose later steps fail', async () => {
  const sessions = { ...deps.sessions, deleteOutdated: unavailable };
  await expect(change({ ...deps, sessions })).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  expect(kinds()).toEqual(['password-changed']);
});

test('a sign-in that replaces a temporary password', async () => {
  deps.accounts.set({ ...storedAccount(deps, ada), passwordTemporaryUntil: deps.clock.millis + 1 });
  const command = { username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true };
  await expect(signIn(deps)(command)).rejects.toMatchObject({ code: 'PASSWORD_CHANGE_REQUIRED' });
  expect(kinds()).toEqual([]);
  await signIn(deps)({ ...command, newPassword: NEXT });
  expect(kinds()).toEqual(['password-changed', 'new-device']);
});

test('a sign-in from an unknown device, and neither from a known one nor a failed one', async () => {
  const command = { username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true };
  await expect(signIn(deps)({ ...command, password: 'a wrong password' })).rejects.toThrow();
  expect(kinds()).toEqual([]);
  const { device_token: deviceToken } = await signIn(deps)(command);
  expect(kinds()).toEqual(['new-device']);
  await signIn(deps)({ ...command, deviceToken });
  expect(kinds()).toEqual(['new-device']);
});

test('the reuse of a refresh token, and no other refusal', async () => {
  const refresh = (refreshToken: string) => refreshSession(deps)({ refreshToken, source: SOURCE });
  const { refresh_token: first, caller } = await signInAgain(deps);
  deps.notices.length = 0;
  await refresh(first);
  await expect(refresh('r1.a.b.c')).rejects.toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
  expect(kinds()).toEqual([]);
  deps.clock.millis += 60_000;
  await expect(refresh(first)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REUSED' });
  expect(deps.notices).toEqual([{ notice: 'session-reused', account: { sub: caller.sub } }]);
});

test('the deletion of the account, with the account as it was', async () => {
  await erase(deps);
  expect(deps.notices).toMatchObject([
    { notice: 'account-deleted', account: { email: { address: ADDRESS } } },
  ]);
});

test('a deletion that needs another request, and none that is refused', async () => {
  const late = { ...ada.caller, authTime: 0 };
  const refused = deleteAccount(deps)({ caller: late, source: SOURCE, hasTime: () => true });
  await expect(refused).rejects.toMatchObject({ code: 'INSUFFICIENT_USER_AUTHENTICATION' });
  expect(kinds()).toEqual([]);
  const data = { ...deps.data, deleteSome: async () => false };
  const begin = deleteAccount({ ...deps, data })({
    caller: ada.caller,
    source: SOURCE,
    hasTime: () => false,
  });
  expect(await begin).toBe('continues');
  expect(kinds()).toEqual(['account-deleted']);
});

test('a request for another address, with the one in use; and not for the same one', async () => {
  await askForEmail(deps, ada, 'ADA@example.com');
  expect(kinds()).toEqual([]);
  await askForEmail(deps, ada, 'countess@example.com');
  expect(deps.notices).toMatchObject([
    { notice: 'email-change-requested', account: { username: 'Ada', email: { address: ADDRESS } } },
  ]);
});

test('a request above the limits of mails, as it replaces the pending address', async () => {
  for (let n = 0; n < 9; n++) await askForEmail(deps, ada, `ada-${n}@example.com`);
  expect(kinds()).toEqual(Array(9).fill('email-change-requested'));
});

test('no request for the first address, and none that is refused or cannot be mailed', async () => {
  const fresh = await signUp(deps, 'Bob');
  await askForEmail(deps, fresh, 'bob@example.com');
  const ask = (fakes: FakeDependencies, email: string) => askForEmail(fakes, ada, email);
  await expect(ask(deps, 'countess')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  const mailQueue = { ...deps.mailQueue, enqueue: unavailable };
  await expect(ask({ ...deps, mailQueue }, 'countess@example.com')).rejects.toThrow();
  deps.clock.millis += 601_000;
  const late = ask(deps, 'countess@example.com');
  await expect(late).rejects.toMatchObject({ code: 'INSUFFICIENT_USER_AUTHENTICATION' });
  expect(kinds()).toEqual([]);
});

test('another address, with the one before; and not the first one, the same one, or one that is pending', async () => {
  await verifiedEmail(deps, ada, 'ADA@example.com');
  await askForEmail(deps, ada, 'countess@example.com');
  deps.notices.length = 0;
  await expect(sendCode(deps, ada, 'WWWW-WWWW')).rejects.toMatchObject({ code: 'INVALID_CODE' });
  expect(kinds()).toEqual([]);
  await sendCode(deps, ada, await lastCode(deps));
  expect(deps.notices).toMatchObject([{ notice: 'email-changed', account: { email: { address: ADDRESS } } }]);
});

test('the removal of the address, and not of a pending one', async () => {
  const remove = () => removeEmail(deps)({ caller: ada.caller, source: SOURCE });
  await remove();
  expect(deps.notices).toMatchObject([{ notice: 'email-changed', account: { email: { address: ADDRESS } } }]);
  expect(storedAccount(deps, ada).formerEmail).toMatchObject({ address: ADDRESS });
  await askForEmail(deps, ada, 'countess@example.com');
  await remove();
  expect(kinds()).toEqual(['email-changed']);
});
