import type { Account } from '../../../../lambda/identity/accounts/account';
import { changePassword } from '../../../../lambda/identity/authentication/change-password';
import { NO_PASSWORD } from '../../../../lambda/identity/passwords/no-password';
import { signOut } from '../../../../lambda/identity/sessions/sign-out';
import {
  createFakeDependencies,
  type FakeDependencies,
  PASSWORD,
  SOURCE,
} from '../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { PASSKEY_ID, signUpWithoutPassword } from '../../fakes/passwordless';
import { signInAgain, signUp } from '../../fakes/signed-in';

const NEW_PASSWORD = 'a first battery staple';

const ada = ({ accounts }: FakeDependencies) => accounts.named('ada') as Account;

async function setUp() {
  const deps = createFakeDependencies();
  const { caller } = await signUpWithoutPassword(deps);
  return { deps, caller, command: { caller, newPassword: NEW_PASSWORD, source: SOURCE } };
}

test('sets the first password of an account without one, which keeps its passkeys, and notifies the user', async () => {
  const { deps, caller, command } = await setUp();
  await changePassword(deps)(command);
  expect(ada(deps)).toMatchObject({ passkeys: { [PASSKEY_ID]: {} }, securityVersion: 2 });
  expect(deps.notices.map(({ notice }) => notice)).toContain('password-changed');
  expect(deps.logged).toMatchObject([{ event: 'password_changed', sub: caller.sub, sid: caller.sid }]);
  expect(await deps.sessions.find(caller)).toMatchObject({ securityVersion: 2 });
  await expect(signInAgain(deps, 'Ada', NEW_PASSWORD)).resolves.toBeDefined();
});

test('requires a recent authentication', async () => {
  const { deps, command } = await setUp();
  deps.clock.millis += (deps.reauthenticationSeconds + 1) * 1000;
  await expect(changePassword(deps)(command)).rejects.toMatchObject({
    code: 'INSUFFICIENT_USER_AUTHENTICATION',
  });
  expect(ada(deps).passwordHash).toBe(NO_PASSWORD);
});

test('requires the second factor of an account that has one', async () => {
  const { deps, caller, command } = await setUp();
  deps.accounts.set({ ...ada(deps), secondFactorSince: 1 });
  const withoutFactor = { ...command, caller: { ...caller, amr: ['pop'] } };
  await expect(changePassword(deps)(withoutFactor)).rejects.toMatchObject({
    code: 'INSUFFICIENT_USER_AUTHENTICATION',
  });
  await expect(changePassword(deps)(command)).resolves.toBeUndefined();
});

test('an access token whose session has ended sets none', async () => {
  const { deps, caller, command } = await setUp();
  await signOut(deps)({ caller, source: SOURCE });
  await expect(changePassword(deps)(command)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  await deps.accounts.raiseSecurityVersion(caller.sub);
  await expect(changePassword(deps)(command)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(ada(deps).passwordHash).toBe(NO_PASSWORD);
});

test('a wrong current password is refused after the same work as of any other account', async () => {
  const { deps, command } = await setUp();
  for (const currentPassword of ['a guess', NO_PASSWORD]) {
    await expect(changePassword(deps)({ ...command, currentPassword })).rejects.toMatchObject({
      code: 'INVALID_CURRENT_PASSWORD',
    });
  }
  expect(deps.passwords.work).toEqual(['verify m=1', 'verify m=1']);
  expect(ada(deps)).toMatchObject({ passwordHash: NO_PASSWORD, changeAttempts: { failures: 2 } });
});

test('an account with a password must send it, also when it was the first one', async () => {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  await expect(
    changePassword(deps)({ caller, newPassword: NEW_PASSWORD, source: SOURCE }),
  ).rejects.toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ pointer: '#/current_password' }] });
  expect(ada(deps).passwordHash).toBe(`m=1|${PASSWORD}`);

  const without = await setUp();
  await changePassword(without.deps)(without.command);
  await expect(
    changePassword(without.deps)({ ...without.command, newPassword: 'another battery staple' }),
  ).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});

test('the same request twice is one change', async () => {
  const { deps, command } = await setUp();
  await changePassword(deps)(command);
  await changePassword(deps)(command);
  expect(ada(deps).securityVersion).toBe(2);
});

test.each<Moment>(['before', 'after'])(
  'when interrupted %s any step, the same request completes the change',
  async (moment) => {
    const steps = await interruptEverywhere(
      setUp,
      ({ deps, command }, interrupt) => changePassword(interrupt(deps))(command),
      moment,
      async ({ deps, command, caller }) => {
        await changePassword(deps)(command);
        expect(ada(deps)).toMatchObject({ securityVersion: 2, sessionsRevokedThroughVersion: 2 });
        expect(await deps.sessions.find(caller)).toMatchObject({ securityVersion: 2 });
      },
    );
    expect(steps).toBe(6);
  },
);

test('of two first passwords that are sent at the same time, one is set', async () => {
  const { deps, command } = await setUp();
  const change = changePassword(deps);
  const outcomes = await Promise.allSettled([
    change(command),
    change({ ...command, newPassword: 'another battery staple' }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))).toEqual(
    ['VALIDATION_FAILED'],
  );
  expect(ada(deps).securityVersion).toBe(2);
});

test('a password that an operator sets meanwhile stays', async () => {
  const { deps, caller, command } = await setUp();
  const passwords = {
    ...deps.passwords,
    hash: async (password: string) => {
      if (ada(deps).passwordHash === NO_PASSWORD) {
        await deps.administration.setTemporaryPassword(ada(deps), { hash: 'm=1|temporary', until: 9e15 });
      }
      return deps.passwords.hash(password);
    },
  };
  await expect(changePassword({ ...deps, passwords })(command)).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
  expect(ada(deps).passwordHash).toBe('m=1|temporary');
  expect(caller.sub).toBe(ada(deps).sub);
});

test('applies the rules of passwords', async () => {
  const { deps, command } = await setUp();
  await expect(changePassword(deps)({ ...command, newPassword: 'short' })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/new_password' }],
  });
  expect(ada(deps).passwordHash).toBe(NO_PASSWORD);
});
