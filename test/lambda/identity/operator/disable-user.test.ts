import { deleteAccount } from '../../../../lambda/identity/accounts/delete-account';
import { exportAccount } from '../../../../lambda/identity/accounts/export-account';
import { getProfile } from '../../../../lambda/identity/accounts/get-profile';
import { changePassword } from '../../../../lambda/identity/authentication/change-password';
import { register } from '../../../../lambda/identity/authentication/register';
import { signIn } from '../../../../lambda/identity/authentication/sign-in';
import { disableUser } from '../../../../lambda/identity/operator/disable-user';
import { enableUser } from '../../../../lambda/identity/operator/enable-user';
import { refreshSession } from '../../../../lambda/identity/sessions/refresh-session';
import { createFakeDependencies, PASSWORD, SOURCE, uuid } from '../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { signInAgain, signUp } from '../../fakes/signed-in';

const ADA = { username: 'ada' };
const command = { username: 'ada', password: PASSWORD, source: SOURCE, hasTime: () => true };

/** Ada, signed in twice, and Bob. */
async function withAda() {
  const deps = createFakeDependencies();
  const laptop = await signUp(deps, 'Ada');
  const phone = await signInAgain(deps, 'Ada');
  const bob = await signUp(deps, 'Bob');
  const read = () => deps.accounts.named('ada');
  const sessionsOf = (sub: string) => [...deps.sessions.items.values()].filter((one) => one.sub === sub);
  return { deps, laptop, phone, bob, read, sessionsOf };
}

describe('users:disable', () => {
  test.each([ADA, { username: 'ADA' }, { sub: uuid(1) }])(
    '%j: the account is disabled, and its sessions end',
    async (choice) => {
      const { deps, laptop, bob, read, sessionsOf } = await withAda();
      const before = read();
      expect(await disableUser(deps)(choice)).toBe('Ada');
      expect(read()).toEqual({ ...before, state: 'DISABLED', securityVersion: 2 });
      expect(sessionsOf(laptop.caller.sub)).toEqual([]);
      expect(sessionsOf(bob.caller.sub)).toHaveLength(1);
    },
  );

  test('rejects sign-ins and refreshes, and the name stays taken', async () => {
    const { deps, phone } = await withAda();
    await disableUser(deps)(ADA);
    await expect(signIn(deps)(command)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    const refreshing = { refreshToken: phone.refresh_token, source: SOURCE };
    await expect(refreshSession(deps)(refreshing)).rejects.toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
    await expect(register(deps)(command)).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  });

  test('a token that is still accepted cannot change the account', async () => {
    const { deps, laptop, read } = await withAda();
    await disableUser(deps)(ADA);
    const before = read();
    const { caller } = laptop;
    const gone = { code: 'UNAUTHORIZED' };
    const asked = { caller, source: SOURCE };
    await expect(getProfile(deps)(caller)).rejects.toMatchObject(gone);
    await expect(exportAccount(deps)(asked)).rejects.toMatchObject(gone);
    const change = { ...asked, currentPassword: PASSWORD, newPassword: 'another phrase that passes' };
    await expect(changePassword(deps)(change)).rejects.toMatchObject(gone);
    await expect(deleteAccount(deps)({ ...asked, hasTime: () => true })).rejects.toMatchObject(gone);
    expect(read()).toEqual(before);
  });

  test('a concurrent deletion by the owner does not override it', async () => {
    const { deps, laptop, read } = await withAda();
    const accounts: typeof deps.accounts = {
      ...deps.accounts,
      async markDeleting(account, by) {
        await disableUser(deps)(ADA);
        return deps.accounts.markDeleting(account, by);
      },
    };
    const asked = { caller: laptop.caller, source: SOURCE, hasTime: () => true };
    await expect(deleteAccount({ ...deps, accounts })(asked)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(read()).toMatchObject({ state: 'DISABLED' });
  });

  test.each<Moment>(['before', 'after'])(
    'when interrupted %s any step, another run completes it',
    async (moment) => {
      const steps = await interruptEverywhere(
        withAda,
        ({ deps }, interrupt) => disableUser(interrupt(deps))(ADA),
        moment,
        async ({ deps, laptop, read, sessionsOf }) => {
          await disableUser(deps)(ADA);
          expect(read()).toMatchObject({ state: 'DISABLED', securityVersion: 2 });
          expect(sessionsOf(laptop.caller.sub)).toEqual([]);
        },
      );
      expect(steps).toBe(4);
    },
  );
});

describe('users:enable', () => {
  test('the same password works, and the sessions stay revoked', async () => {
    const { deps, phone, read } = await withAda();
    await disableUser(deps)(ADA);
    expect(await enableUser(deps)(ADA)).toBe('Ada');
    expect(read()).toMatchObject({ state: 'ACTIVE', securityVersion: 2, sessionsRevokedThroughVersion: 2 });
    const refreshing = { refreshToken: phone.refresh_token, source: SOURCE };
    await expect(refreshSession(deps)(refreshing)).rejects.toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
    expect((await signInAgain(deps, 'Ada')).caller.sub).toBe(phone.caller.sub);
  });

  test('an active account is unchanged, with its sessions', async () => {
    const { deps, laptop, read, sessionsOf } = await withAda();
    const before = read();
    await enableUser(deps)(ADA);
    expect(read()).toEqual(before);
    expect(sessionsOf(laptop.caller.sub)).toHaveLength(2);
  });

  test.each<Moment>(['before', 'after'])(
    'restores no earlier session, even when the disabling was interrupted %s any step',
    async (moment) => {
      await interruptEverywhere(
        withAda,
        ({ deps }, interrupt) => disableUser(interrupt(deps))(ADA),
        moment,
        async ({ deps, laptop, read, sessionsOf }) => {
          const wasDisabled = read()?.state === 'DISABLED';
          await enableUser(deps)(ADA);
          expect(read()).toMatchObject({ state: 'ACTIVE' });
          expect(sessionsOf(laptop.caller.sub)).toHaveLength(wasDisabled ? 0 : 2);
        },
      );
    },
  );

  test.each<Moment>(['before', 'after'])(
    'when interrupted %s any step, another run completes it',
    async (moment) => {
      const steps = await interruptEverywhere(
        async () => {
          const scene = await withAda();
          await disableUser(scene.deps)(ADA);
          return scene;
        },
        ({ deps }, interrupt) => enableUser(interrupt(deps))(ADA),
        moment,
        async ({ deps }) => {
          await enableUser(deps)(ADA);
          await signInAgain(deps, 'Ada');
          expect(deps.accounts.named('ada')).toMatchObject({ state: 'ACTIVE', securityVersion: 2 });
        },
      );
      expect(steps).toBe(4);
    },
  );
});

describe.each([
  ['users:disable', disableUser],
  ['users:enable', enableUser],
])('%s', (_name, operation) => {
  test('does not change an account that is being deleted', async () => {
    const { deps, read } = await withAda();
    const ada = read();
    if (ada) deps.accounts.set({ ...ada, state: 'DELETING' });
    await expect(operation(deps)(ADA)).rejects.toThrow('is being deleted');
    expect(read()?.state).toBe('DELETING');
    expect(deps.audited).toEqual([]);
  });

  test('reports a concurrent change of the account', async () => {
    const { deps, read } = await withAda();
    const ada = read();
    if (ada && operation === enableUser) deps.accounts.set({ ...ada, state: 'DISABLED' });
    const administration = { disable: async () => false, enable: async () => false };
    await expect(operation({ ...deps, administration })(ADA)).rejects.toThrow(
      /is being deleted|at the same time/,
    );
  });

  test.each([
    [{ username: 'carol' }, 'The user "carol" does not exist: check the username'],
    [{ username: 'no name!' }, 'The user "no name!" does not exist'],
    [{ sub: uuid(99) }, `The account ${uuid(99)} does not exist: check the id`],
    [{ sub: 'ada' }, '"ada" is not an account'],
  ])('rejects the unknown user %j', async (choice, message) => {
    const { deps } = await withAda();
    await expect(operation(deps)(choice)).rejects.toThrow(message);
    expect(deps.audited).toEqual([]);
  });
});
