import { findByEmail } from '../../../../lambda/identity/accounts/identifiers/find-by-email';
import { cancelEmailChange } from '../../../../lambda/identity/email/cancel-email-change';
import { removeEmail } from '../../../../lambda/identity/email/remove-email';
import { signOutEverywhere } from '../../../../lambda/identity/sessions/sign-out-everywhere';
import { createFakeDependencies, type FakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import {
  ADDRESS,
  askForEmail,
  lastCode,
  sendCode,
  storedAccount,
  verifiedEmail,
} from '../../fakes/email-scene';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { type SignedIn, signUp } from '../../fakes/signed-in';

/** Ada with an address in use and a pending one. */
async function setUp() {
  const deps = createFakeDependencies();
  const ada = await signUp(deps);
  await verifiedEmail(deps, ada);
  await askForEmail(deps, ada, 'countess@example.com');
  deps.logged.length = 0;
  return { deps, ada };
}

const remove = (deps: FakeDependencies, { caller }: SignedIn) =>
  removeEmail(deps)({ caller, source: SOURCE });

test('removes both addresses and releases the one in use', async () => {
  const { deps, ada } = await setUp();
  await remove(deps, ada);
  const { sub, sid } = ada.caller;
  expect(storedAccount(deps, ada)).not.toHaveProperty('email');
  expect(storedAccount(deps, ada)).not.toHaveProperty('pendingEmail');
  expect([...deps.emails.items.keys()]).toEqual([]);
  expect(deps.logged).toEqual([
    { event: 'email_removed', sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
  ]);
  // once more, and of an account without any
  await remove(deps, ada);
  expect(deps.logged).toHaveLength(1);
});

test('removes a pending address of an account without one in use', async () => {
  const deps = createFakeDependencies();
  const ada = await signUp(deps);
  await askForEmail(deps, ada);
  await remove(deps, ada);
  expect(storedAccount(deps, ada)).not.toHaveProperty('pendingEmail');
});

test('requires a recent sign-in', async () => {
  const { deps, ada } = await setUp();
  deps.clock.millis += 601_000;
  await expect(remove(deps, ada)).rejects.toMatchObject({ code: 'INSUFFICIENT_USER_AUTHENTICATION' });
  expect(storedAccount(deps, ada).email?.address).toBe(ADDRESS);
});

test('rejects the token of a session that has ended, whose account stays as it is', async () => {
  const { deps, ada } = await setUp();
  await signOutEverywhere(deps)({ caller: ada.caller, source: SOURCE });
  await expect(remove(deps, ada)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  await expect(cancelEmailChange(deps)({ caller: ada.caller, source: SOURCE })).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
  expect(storedAccount(deps, ada)).toMatchObject({ email: { address: ADDRESS }, pendingEmail: {} });
});

test('rejects an account that is not active', async () => {
  const { deps, ada } = await setUp();
  deps.accounts.set({ ...storedAccount(deps, ada), state: 'DELETING' });
  await expect(remove(deps, ada)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('a verification that comes in between is removed as well', async () => {
  const { deps, ada } = await setUp();
  let isFirst = true;
  const emails: FakeDependencies['emails'] = {
    ...deps.emails,
    find: async (name) => {
      if (isFirst) {
        isFirst = false;
        await sendCode(deps, ada, await lastCode(deps));
      }
      return deps.emails.find(name);
    },
  };
  await remove({ ...deps, emails }, ada);
  expect(storedAccount(deps, ada)).not.toHaveProperty('email');
  expect([...deps.emails.items.keys()]).toEqual([]);
});

test('gives up when verifications keep coming in between', async () => {
  const { deps, ada } = await setUp();
  const accountEmails = { ...deps.accountEmails, remove: async () => false };
  await expect(remove({ ...deps, accountEmails }, ada)).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
});

test('does not release an address that the account has verified again meanwhile', async () => {
  const { deps, ada } = await setUp();
  const accountEmails: FakeDependencies['accountEmails'] = {
    ...deps.accountEmails,
    remove: async (account, at) => {
      const isRemoved = await deps.accountEmails.remove(account, at);
      deps.clock.millis += 1;
      await verifiedEmail(deps, ada);
      return isRemoved;
    },
  };
  await remove({ ...deps, accountEmails }, ada);
  expect((await findByEmail(deps, ADDRESS))?.account.sub).toBe(ada.caller.sub);
});

test.each<Moment>(['before', 'after'])(
  'interrupted %s any step: the same request completes it, and another account may get the address',
  async (moment) => {
    const steps = await interruptEverywhere(
      setUp,
      ({ deps, ada }, interrupt) => remove(interrupt(deps), ada),
      moment,
      async ({ deps, ada }) => {
        await remove(deps, ada);
        expect(await findByEmail(deps, ADDRESS)).toBeUndefined();
        await verifiedEmail(deps, await signUp(deps, 'Bob'));
        expect((await findByEmail(deps, ADDRESS))?.account.username).toBe('Bob');
      },
    );
    expect(steps).toBeGreaterThan(3);
  },
);
