import { findByEmail } from '../../../../../lambda/identity/accounts/identifiers/find-by-email';
import type { FakeDependencies } from '../../../fakes/auth-dependencies';
import {
  ADDRESS,
  askForEmail,
  EMAIL,
  lastCode,
  sendCode,
  storedAccount,
  verifiedEmail,
} from '../../../fakes/email-scene';
import { signInAgain, signUp } from '../../../fakes/signed-in';
import {
  countSessions,
  remove,
  restore,
  run,
  set,
  setUp,
  THIEF,
  takenOver,
  verify,
  WEEK,
} from './user-email-scene';

describe('set', () => {
  test('puts an address into use, ends all sessions and drops the pending address', async () => {
    const { deps, ada, read } = await setUp();
    await signInAgain(deps);
    await askForEmail(deps, ada, THIEF);
    expect(await run(deps, set('Ada@Example.com'))).toEqual({
      username: 'Ada',
      email: 'Ada@Example.com',
      endedSessions: true,
    });
    expect(read()).toMatchObject({
      email: { address: ADDRESS, shown: 'Ada@Example.com', verifiedAt: deps.clock.millis },
      securityVersion: 2,
      sessionsRevokedThroughVersion: 2,
    });
    expect(read()).not.toHaveProperty('pendingEmail');
    expect(countSessions(deps, ada)).toBe(0);
    expect((await findByEmail(deps, ADDRESS))?.pointer).toMatchObject({ state: 'CONFIRMED' });
    expect(deps.audited).toEqual([{ event: 'operator_email_change', sub: ada.caller.sub, kind: 'set' }]);
  });

  test('refuses an address that another account has, and changes nothing', async () => {
    const { deps, ada, read } = await setUp();
    const bob = await signUp(deps, 'Bob');
    await verifiedEmail(deps, bob);
    const before = [read(), storedAccount(deps, bob), countSessions(deps, ada)];
    await expect(run(deps, set(EMAIL))).rejects.toThrow('Another account has the address');
    expect([read(), storedAccount(deps, bob), countSessions(deps, ada)]).toEqual(before);
    expect((await findByEmail(deps, ADDRESS))?.account.sub).toBe(bob.caller.sub);
  });

  test('releases the address before', async () => {
    const { deps, ada } = await setUp();
    await verifiedEmail(deps, ada, THIEF);
    await run(deps, set(EMAIL));
    expect([...deps.emails.items.keys()]).toEqual([ADDRESS]);
  });

  test('keeps the former address: it is the owner’s, not that of the attacker in between', async () => {
    const { deps, read } = await takenOver();
    await run(deps, set('other@example.com'));
    expect(read().formerEmail?.address).toBe(ADDRESS);
  });

  test('ends the sessions of an account that has the address, and of a disabled one', async () => {
    const { deps, ada, read } = await setUp();
    await verifiedEmail(deps, ada);
    deps.accounts.set({ ...read(), state: 'DISABLED' });
    await run(deps, set(EMAIL));
    expect(countSessions(deps, ada)).toBe(0);
    expect(deps.emails.items.get(ADDRESS)).toMatchObject({ state: 'CONFIRMED' });
  });

  test('puts the address before back when another account takes the new one before it is confirmed', async () => {
    const { deps, ada, read } = await setUp();
    await verifiedEmail(deps, ada);
    const before = read().email;
    const emails = { ...deps.emails, confirm: async () => false };
    await expect(run({ ...deps, emails }, set(THIEF))).rejects.toThrow('Another account has the address');
    expect(read().email).toEqual(before);
    expect((await findByEmail(deps, ADDRESS))?.account.sub).toBe(ada.caller.sub);
  });
});

describe('verify', () => {
  test('puts the pending address into use, and ends all sessions at the first address', async () => {
    const { deps, ada, read } = await setUp();
    await askForEmail(deps, ada);
    expect(await run(deps, verify)).toEqual({
      username: 'Ada',
      email: 'Ada@example.com',
      endedSessions: true,
    });
    expect(read()).toMatchObject({ email: { address: ADDRESS }, securityVersion: 2 });
    expect(read()).not.toHaveProperty('pendingEmail');
    expect(countSessions(deps, ada)).toBe(0);
  });

  test('ends none at a change of address, and keeps the former one', async () => {
    const { deps, ada, read } = await setUp();
    await verifiedEmail(deps, ada, 'Lady@example.com');
    await askForEmail(deps, ada);
    expect(await run(deps, verify)).toMatchObject({ endedSessions: false });
    expect(countSessions(deps, ada)).toBe(1);
    expect(read()).toMatchObject({
      email: { address: ADDRESS },
      formerEmail: {
        address: 'lady@example.com',
        shown: 'Lady@example.com',
        until: deps.clock.millis + WEEK,
      },
    });
    expect([...deps.emails.items.keys()]).toEqual([ADDRESS]);
  });

  test.each<[string, (deps: FakeDependencies) => void]>([
    [
      'has expired',
      ({ clock }) => {
        clock.millis += 86_400_000;
      },
    ],
    [
      'was requested before the account was signed out everywhere',
      ({ accounts }) => void accounts.raiseSecurityVersion([...accounts.items.keys()][0] ?? ''),
    ],
  ])('refuses an address that %s', async (_what, change) => {
    const { deps, ada } = await setUp();
    await askForEmail(deps, ada);
    change(deps);
    await expect(run(deps, verify)).rejects.toThrow('use --set ADDRESS');
    expect(deps.audited).toEqual([]);
  });

  test('does not verify another address that the user requests at the same time', async () => {
    const { deps, ada, read } = await setUp();
    await askForEmail(deps, ada);
    let calls = 0;
    const recordAudit: FakeDependencies['recordAudit'] = async () => {
      if (calls++ === 0) await askForEmail(deps, ada, THIEF);
    };
    await run({ ...deps, recordAudit }, verify);
    expect(calls).toBe(2);
    expect(read().email?.address).toBe(THIEF);
    expect((await findByEmail(deps, THIEF))?.account.sub).toBe(ada.caller.sub);
  });
});

describe('restore', () => {
  test('puts the former address back, ends all sessions, and releases the other', async () => {
    const { deps, ada, read } = await takenOver();
    expect(await run(deps, restore)).toEqual({ username: 'Ada', email: EMAIL, endedSessions: true });
    expect(read()).toMatchObject({ email: { address: ADDRESS, shown: EMAIL }, securityVersion: 3 });
    expect(countSessions(deps, ada)).toBe(0);
    expect([...deps.emails.items.keys()]).toEqual([ADDRESS]);
  });

  test('works until the last millisecond of seven days, and not after them', async () => {
    const { deps, read } = await takenOver();
    deps.clock.millis += WEEK;
    await expect(run(deps, restore)).rejects.toThrow('no former address of the last 7 days');
    expect(read().email?.address).toBe(THIEF);
    deps.clock.millis -= 1;
    await run(deps, restore);
    expect(read().email?.address).toBe(ADDRESS);
  });

  test('refuses an address that another account has verified by now', async () => {
    const { deps, ada, read } = await takenOver();
    const bob = await signUp(deps, 'Bob');
    await verifiedEmail(deps, bob);
    const before = read();
    await expect(run(deps, restore)).rejects.toThrow('Another account has the address');
    expect(read()).toEqual(before);
    expect(countSessions(deps, ada)).toBe(1);
    expect((await findByEmail(deps, ADDRESS))?.account.sub).toBe(bob.caller.sub);
  });

  test('works after the attacker has removed the address', async () => {
    const { deps, read } = await takenOver();
    await run(deps, remove);
    await run(deps, restore);
    expect(read().email?.address).toBe(ADDRESS);
  });

  test('refuses an account without a former address', async () => {
    const { deps } = await setUp();
    await expect(run(deps, restore)).rejects.toThrow('no former address');
  });
});

describe('remove', () => {
  test('removes the address in use and the pending one, and ends all sessions', async () => {
    const { deps, ada, read } = await setUp();
    await verifiedEmail(deps, ada);
    await askForEmail(deps, ada, THIEF);
    expect(await run(deps, remove)).toEqual({ username: 'Ada', email: undefined, endedSessions: true });
    expect(read()).not.toHaveProperty('email');
    expect(read()).not.toHaveProperty('pendingEmail');
    expect([countSessions(deps, ada), deps.emails.items.size]).toEqual([0, 0]);
  });

  test('refuses an account without an address', async () => {
    const { deps, ada } = await setUp();
    await expect(run(deps, remove)).rejects.toThrow('"Ada" has no address');
    expect(countSessions(deps, ada)).toBe(1);
  });
});

test.each([set(EMAIL), verify, restore, remove])(
  '%j refuses an account that is being deleted',
  async (change) => {
    const { deps, read } = await takenOver();
    await deps.accounts.markDeleting(read(), 'owner');
    await expect(run(deps, change)).rejects.toThrow('is being deleted');
    expect(deps.audited).toEqual([]);
  },
);

test('gives up when other requests keep changing the account', async () => {
  const { deps } = await setUp();
  const emailAdministration = { replaceEmail: async () => false };
  await expect(run({ ...deps, emailAdministration }, set(EMAIL))).rejects.toThrow('run the command again');
});

test('leaves no reservation when the account is deleted at the same time', async () => {
  const { deps, read } = await setUp();
  const emailAdministration: FakeDependencies['emailAdministration'] = {
    replaceEmail: async (account, replacement) => {
      await deps.accounts.markDeleting(read(), 'owner');
      return deps.emailAdministration.replaceEmail(account, replacement);
    },
  };
  await expect(run({ ...deps, emailAdministration }, set(EMAIL))).rejects.toThrow('is being deleted');
  expect(deps.emails.items.size).toBe(0);
});

test('a code that was mailed before a change by an operator is void', async () => {
  const { deps, ada } = await setUp();
  await askForEmail(deps, ada);
  const code = await lastCode(deps);
  await run(deps, set(THIEF));
  await expect(sendCode(deps, ada, code)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  const again = await signInAgain(deps);
  await expect(sendCode(deps, again, code)).rejects.toMatchObject({ code: 'INVALID_CODE' });
});
