import { digestResetId } from '../../../../../lambda/identity/email/password-resets/reset-challenge';
import { disableUser } from '../../../../../lambda/identity/operator/disable-user';
import { enableUser } from '../../../../../lambda/identity/operator/enable-user';
import { COGNITO_HASH } from '../../../../../lambda/identity/passwords/migration-hook';
import { NO_PASSWORD } from '../../../../../lambda/identity/passwords/no-password';
import { signOutEverywhere } from '../../../../../lambda/identity/sessions/sign-out-everywhere';
import { SOURCE } from '../../../fakes/auth-dependencies';
import { askForEmail, lastCode, sendCode, storedAccount, verifiedEmail } from '../../../fakes/email-scene';
import {
  askForReset,
  confirmReset,
  createAskedResetScene,
  type ResetScene,
} from '../../../fakes/reset-scene';
import { signUp } from '../../../fakes/signed-in';
import { outcomeOf } from '../../../fakes/throttled';

const INVALID = 'INVALID_CODE';

test('a code belongs to its reset, its account and its form', async () => {
  const { deps, resetId, code, token } = await createAskedResetScene();
  const bob = await signUp(deps, 'Bob');
  await verifiedEmail(deps, bob, 'bob@example.com');
  const bobs = await askForReset(deps, 'Bob');
  const again = await askForReset(deps);
  const secret = token.split('.')[1] ?? '';
  for (const proof of [
    { resetId: bobs, code },
    { resetId: again, code },
    { token: `${bobs}.${secret}` },
    { token: `${again}.${secret}` },
    { resetId, code: secret },
    { token: `${resetId}.${code}` },
    { token: resetId },
    { token: `${token}.` },
    { token: `${token}.${secret}` },
    { token: secret },
    { token: '' },
    { resetId: token, code },
    { resetId: `${resetId}\n`, code },
    { resetId: digestResetId(resetId), code },
  ]) {
    expect(await outcomeOf(confirmReset(deps, proof))).toBe(INVALID);
  }
});

test('a code that verifies an address resets no password, and the other way round', async () => {
  const { deps, phone, resetId, code } = await createAskedResetScene();
  const before = storedAccount(deps, phone);
  await askForEmail(deps, phone, 'countess@example.com');
  const verification = await lastCode(deps);
  const { challenge = '' } = storedAccount(deps, phone).pendingEmail ?? {};
  const { linkSecret } = await deps.mailCodes.derive({ purpose: 'verify-email', challenge, generation: 1 });
  for (const proof of [
    { resetId, code: verification },
    { resetId: challenge, code: verification },
    { token: `${challenge}.${linkSecret}` },
  ]) {
    expect(await outcomeOf(confirmReset(deps, proof))).toBe(INVALID);
  }
  expect(await outcomeOf(sendCode(deps, phone, code))).toBe(INVALID);
  expect(storedAccount(deps, phone)).toMatchObject({
    email: before.email,
    passwordHash: before.passwordHash,
  });
});

test.each<[string, (scene: ResetScene) => Promise<unknown> | unknown]>([
  [
    'the password was changed',
    ({ deps, phone }) => deps.accounts.changePassword(storedAccount(deps, phone), 'm=1|x'),
  ],
  [
    'the user signed out everywhere',
    ({ deps, phone }) => signOutEverywhere(deps)({ caller: phone.caller, source: SOURCE }),
  ],
  [
    'the account was disabled, also when it is enabled again',
    async ({ deps, phone: { caller } }) => {
      await disableUser(deps)({ sub: caller.sub });
      await enableUser(deps)({ sub: caller.sub });
    },
  ],
  [
    'the account is disabled',
    ({ deps, phone }) => deps.accounts.set({ ...storedAccount(deps, phone), state: 'DISABLED' }),
  ],
  [
    'the account is being deleted',
    ({ deps, phone }) => deps.accounts.markDeleting(storedAccount(deps, phone), 'owner'),
  ],
  ['the account is gone', ({ deps, phone }) => deps.accounts.items.delete(phone.caller.sub)],
  ['the address was changed', ({ deps, phone }) => verifiedEmail(deps, phone, 'countess@example.com')],
  [
    'the address was removed',
    ({ deps, phone }) => deps.accountEmails.remove(storedAccount(deps, phone), deps.now()),
  ],
  [
    'an operator set a temporary password',
    ({ deps, phone }) =>
      deps.administration.setTemporaryPassword(storedAccount(deps, phone), {
        hash: 'm=1|temporary',
        until: 9e15,
      }),
  ],
  [
    'another system has the password: a reset never creates one',
    ({ deps, phone }) => deps.accounts.set({ ...storedAccount(deps, phone), passwordHash: COGNITO_HASH }),
  ],
  [
    'the account has no password',
    ({ deps, phone }) => deps.accounts.set({ ...storedAccount(deps, phone), passwordHash: NO_PASSWORD }),
  ],
])('a reset is void when %s', async (_what, change) => {
  const { deps, phone, resetId, code, laptop } = await createAskedResetScene();
  await change({ deps, phone, laptop });
  const before = deps.accounts.items.get(phone.caller.sub);
  expect(await outcomeOf(confirmReset(deps, { resetId, code }))).toBe(INVALID);
  expect(deps.accounts.items.get(phone.caller.sub)).toEqual(before);
});

test('a change of the account between the check and the commit voids the reset', async () => {
  const { deps, phone, resetId, code } = await createAskedResetScene();
  const passwords = {
    ...deps.passwords,
    hash: async (password: string) => {
      await deps.accountEmails.remove(storedAccount(deps, phone), deps.now());
      return deps.passwords.hash(password);
    },
  };
  expect(await outcomeOf(confirmReset({ ...deps, passwords }, { resetId, code }))).toBe(INVALID);
  expect(deps.sessions.items.size).toBeGreaterThan(0);
});
