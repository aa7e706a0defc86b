import { findByName } from '../../../../lambda/identity/accounts/identifiers/find-by-name';
import { changePassword } from '../../../../lambda/identity/authentication/change-password';
import { NO_SESSION } from '../../../../lambda/identity/email/account-email';
import { cancelEmailChange } from '../../../../lambda/identity/email/cancel-email-change';
import { disableUser } from '../../../../lambda/identity/operator/disable-user';
import { endSession } from '../../../../lambda/identity/sessions/end-session';
import { signOut } from '../../../../lambda/identity/sessions/sign-out';
import { signOutEverywhere } from '../../../../lambda/identity/sessions/sign-out-everywhere';
import { DAY, type FakeDependencies, PASSWORD, SOURCE } from '../../fakes/auth-dependencies';
import {
  ADDRESS,
  type AskedScene,
  askForEmail,
  createAskedScene,
  EMAIL,
  lastCode,
  sendCode,
  storedAccount,
  verifiedEmail,
} from '../../fakes/email-scene';
import { signInAgain, signUp } from '../../fakes/signed-in';

const refused = { code: 'INVALID_CODE' };

describe('bound to account and session', () => {
  test('a code of one account does not work for another that asks for the same address', async () => {
    const { deps, phone, code } = await createAskedScene();
    const bob = await signUp(deps, 'Bob');
    await expect(sendCode(deps, bob, code)).rejects.toMatchObject(refused);
    await askForEmail(deps, bob);
    await expect(sendCode(deps, bob, code)).rejects.toMatchObject(refused);
    expect(storedAccount(deps, bob)).not.toHaveProperty('email');
    await sendCode(deps, phone, code);
  });

  test('the address of a sign-up that started no session waits for the session that adds a second factor', async () => {
    const scene = await createAskedScene();
    const { deps, laptop, phone, code } = scene;
    const account = storedAccount(deps, phone);
    const { pendingEmail } = account;
    if (!pendingEmail) throw new Error('No address is pending');
    deps.accounts.set({ ...account, pendingEmail: { ...pendingEmail, sid: NO_SESSION } });
    await expect(sendCode(deps, laptop, code)).rejects.toMatchObject(refused);
    expect(storedAccount(deps, phone)).not.toHaveProperty('email');
  });

  test.each<[string, (scene: AskedScene) => Promise<unknown>]>([
    ['has signed out', ({ deps, phone }) => signOut(deps)({ caller: phone.caller, source: SOURCE })],
    [
      'was ended by another',
      ({ deps, phone, laptop }) =>
        endSession(deps)({ caller: laptop.caller, sid: phone.caller.sid, source: SOURCE }),
    ],
    [
      'has expired',
      async ({ deps, phone }) => {
        const { sub, sid } = phone.caller;
        const session = await deps.sessions.find({ sub, sid });
        if (session) await deps.sessions.put({ ...session, expiresAt: deps.clock.millis / 1000 });
      },
    ],
    [
      'began before the stage accepts sessions',
      async ({ deps, phone }) => {
        const { sub, sid } = phone.caller;
        const session = await deps.sessions.find({ sub, sid });
        if (session) await deps.sessions.put({ ...session, createdAt: -1 });
      },
    ],
  ])('the request dies with the session that made it, which %s', async (_how, end) => {
    const scene = await createAskedScene();
    await end(scene);
    const { deps, laptop, code } = scene;
    await expect(sendCode(deps, laptop, code)).rejects.toMatchObject(refused);
    expect(storedAccount(deps, laptop)).not.toHaveProperty('email');
  });

  test.each<[string, (scene: AskedScene) => Promise<unknown>]>([
    [
      'a change of the password',
      ({ deps, phone }) =>
        changePassword(deps)({
          caller: phone.caller,
          currentPassword: PASSWORD,
          newPassword: `${PASSWORD} 2`,
          source: SOURCE,
        }),
    ],
    ['a raised security version', ({ deps, phone }) => deps.accounts.raiseSecurityVersion(phone.caller.sub)],
    [
      '24 hours',
      async ({ deps }) => {
        deps.clock.millis += DAY * 1000;
      },
    ],
    [
      'its cancellation',
      ({ deps, phone }) => cancelEmailChange(deps)({ caller: phone.caller, source: SOURCE }),
    ],
  ])('%s voids the request', async (_what, happen) => {
    const scene = await createAskedScene();
    await happen(scene);
    const { deps, code } = scene;
    const later = await signInAgain(deps, 'Ada', `${PASSWORD} 2`).catch(() => signInAgain(deps));
    await expect(sendCode(deps, later, code)).rejects.toMatchObject(refused);
    expect(storedAccount(deps, later)).not.toHaveProperty('email');
  });

  test('a session that has ended verifies nothing, although its token is still accepted', async () => {
    const { deps, phone, laptop, code } = await createAskedScene();
    await signOut(deps)({ caller: laptop.caller, source: SOURCE });
    await expect(sendCode(deps, laptop, code)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await signOutEverywhere(deps)({ caller: phone.caller, source: SOURCE });
    await expect(sendCode(deps, phone, code)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('a disabled account verifies nothing', async () => {
    const { deps, phone, code } = await createAskedScene();
    await disableUser(deps)({ sub: phone.caller.sub });
    await expect(sendCode(deps, phone, code)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('a revoked session that is not deleted yet keeps no request open', async () => {
    const { deps, phone, laptop, code } = await createAskedScene();
    const session = await deps.sessions.find(phone.caller);
    if (session) await deps.sessions.put({ ...session, securityVersion: 0 });
    await expect(sendCode(deps, laptop, code)).rejects.toMatchObject(refused);
  });
});

describe('an address of another account', () => {
  test('cannot be verified, and is no longer pending', async () => {
    const { deps, phone, code } = await createAskedScene();
    const bob = await signUp(deps, 'Bob');
    await verifiedEmail(deps, bob);
    await expect(sendCode(deps, phone, code)).rejects.toMatchObject(refused);
    expect(storedAccount(deps, phone)).not.toHaveProperty('email');
    expect(storedAccount(deps, phone)).not.toHaveProperty('pendingEmail');
    expect(deps.emails.items.get(ADDRESS)).toMatchObject({ sub: bob.caller.sub, state: 'CONFIRMED' });
  });

  test('of two accounts that verify one address at once, one gets it', async () => {
    const { deps, phone, code } = await createAskedScene();
    const bob = await signUp(deps, 'Bob');
    await askForEmail(deps, bob, EMAIL.toUpperCase());
    const bobs = await lastCode(deps);
    const outcomes = await Promise.allSettled([sendCode(deps, phone, code), sendCode(deps, bob, bobs)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const claiming = [phone, bob].filter((user) => storedAccount(deps, user).email);
    expect(claiming).toHaveLength(1);
    expect(deps.emails.items.get(ADDRESS)?.sub).toBe(claiming[0]?.caller.sub);
  });

  test('that was removed, or whose account is gone, can be verified', async () => {
    const { deps, phone, code } = await createAskedScene();
    const bob = await signUp(deps, 'Bob');
    await verifiedEmail(deps, bob);
    const { email: _none, ...without } = storedAccount(deps, bob);
    deps.accounts.set(without);
    await sendCode(deps, phone, code);
    expect(deps.emails.items.get(ADDRESS)?.sub).toBe(phone.caller.sub);
  });

  test('that was taken after the reservation had expired is not put into use', async () => {
    const { deps, phone, code } = await createAskedScene();
    const bob = await signUp(deps, 'Bob');
    const emails: FakeDependencies['emails'] = { ...deps.emails, confirm: async () => false };
    await expect(sendCode({ ...deps, emails }, phone, code)).rejects.toMatchObject(refused);
    expect(storedAccount(deps, phone)).not.toHaveProperty('email');
    expect(bob).toBeDefined();
  });
});

test('a change releases the former address, and no later pointer of the same account', async () => {
  const { deps, phone, code } = await createAskedScene();
  await sendCode(deps, phone, code);
  await verifiedEmail(deps, phone, 'countess@example.com');
  expect([...deps.emails.items.keys()]).toEqual(['countess@example.com']);

  await askForEmail(deps, phone, 'lovelace@example.com');
  const accountEmails: FakeDependencies['accountEmails'] = {
    ...deps.accountEmails,
    verify: async (...values) => {
      const isVerified = await deps.accountEmails.verify(...values);
      deps.clock.millis += 1;
      await verifiedEmail(deps, phone, 'countess@example.com');
      return isVerified;
    },
  };
  await sendCode({ ...deps, accountEmails }, phone, await lastCode(deps)).catch(() => {});
  expect(storedAccount(deps, phone).email?.address).toBe('countess@example.com');
  expect(deps.emails.items.get('countess@example.com')).toMatchObject({ state: 'CONFIRMED' });
});

test('the same address again, in another spelling, stays the account own', async () => {
  const { deps, phone, code } = await createAskedScene();
  await sendCode(deps, phone, code);
  await verifiedEmail(deps, phone, 'ADA@example.com');
  expect(storedAccount(deps, phone).email?.shown).toBe('ADA@example.com');
  expect(deps.emails.items.get(ADDRESS)).toMatchObject({ sub: phone.caller.sub, state: 'CONFIRMED' });
  expect((await findByName(deps, 'ada'))?.account.sub).toBe(phone.caller.sub);
});

test.each(['DELETING', 'DISABLED'] as const)(
  'an account that becomes %s before the commit keeps no reservation',
  async (state) => {
    const { deps, phone, code } = await createAskedScene();
    const accountEmails: FakeDependencies['accountEmails'] = {
      ...deps.accountEmails,
      verify: async (...values) => {
        deps.accounts.set({ ...storedAccount(deps, phone), state });
        return deps.accountEmails.verify(...values);
      },
    };
    await expect(sendCode({ ...deps, accountEmails }, phone, code)).rejects.toMatchObject(refused);
    expect(deps.emails.items.size).toBe(0);
  },
);
