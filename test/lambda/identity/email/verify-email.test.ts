import { type FakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import {
  ADDRESS,
  askForEmail,
  createAskedScene,
  sendCode,
  storedAccount,
  verifiedEmail,
} from '../../fakes/email-scene';
import { countAdmitted } from '../../fakes/outcomes';
import { type SignedIn, signInAgain } from '../../fakes/signed-in';
import { unavailable } from '../../fakes/unavailable';

const WRONG = 'WWWW-WWWW';
const refused = { code: 'INVALID_CODE' };

const sidsOf = ({ sessions }: FakeDependencies, { caller }: SignedIn) =>
  [...sessions.items.values()].filter(({ sub }) => sub === caller.sub).map(({ sid }) => sid);

test('puts the address into use, and logs neither it nor the code', async () => {
  const { deps, phone, code } = await createAskedScene();
  await sendCode(deps, phone, code);
  const { sub, sid } = phone.caller;
  const account = storedAccount(deps, phone);
  expect(account.email).toEqual({
    address: ADDRESS,
    shown: 'Ada@example.com',
    verifiedAt: deps.clock.millis,
    verifiedBy: expect.any(String),
  });
  expect(account).not.toHaveProperty('pendingEmail');
  expect(deps.emails.items.get(ADDRESS)).toMatchObject({ sub, state: 'CONFIRMED' });
  expect(deps.logged).toEqual([
    { event: 'email_verified', sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
  ]);
});

test('takes the code in any case, with blanks and hyphens anywhere', async () => {
  const { deps, phone, code } = await createAskedScene();
  await sendCode(deps, phone, ` ${code.toLowerCase().replace('-', ' ')}-`);
  expect(storedAccount(deps, phone).email?.address).toBe(ADDRESS);
});

describe('account pre-hijacking', () => {
  test('the first verification ends every other session, and keeps the one that sends the code', async () => {
    const { deps, phone, laptop, code } = await createAskedScene();
    await sendCode(deps, laptop, code);
    expect(sidsOf(deps, phone)).toEqual([laptop.caller.sid]);
    expect(storedAccount(deps, phone)).toMatchObject({
      securityVersion: 2,
      sessionsRevokedThroughVersion: 2,
    });
    // the session that was kept is not outdated at the next sign-in
    const tablet = await signInAgain(deps);
    expect(sidsOf(deps, phone)).toEqual([laptop.caller.sid, tablet.caller.sid]);
  });

  test('a sign-in that was under way at the first verification starts no session', async () => {
    const { deps, phone, code } = await createAskedScene();
    const sessions: FakeDependencies['sessions'] = {
      ...deps.sessions,
      put: async (session) => {
        await deps.sessions.put(session);
        if (session.securityVersion === 1) await sendCode(deps, phone, code);
      },
    };
    await signInAgain({ ...deps, sessions });
    const versions = [...deps.sessions.items.values()].map(({ securityVersion }) => securityVersion);
    expect(versions).toEqual([2, 2]);
  });

  test('a verification after the address was removed ends them again', async () => {
    const { deps, phone, code } = await createAskedScene();
    await sendCode(deps, phone, code);
    const { email: _none, ...without } = storedAccount(deps, phone);
    deps.accounts.set(without);
    await signInAgain(deps);
    await verifiedEmail(deps, phone);
    expect(sidsOf(deps, phone)).toEqual([phone.caller.sid]);
  });

  test('a change of an address that is in use ends none', async () => {
    const { deps, phone, code } = await createAskedScene();
    await sendCode(deps, phone, code);
    const tablet = await signInAgain(deps);
    await verifiedEmail(deps, phone, 'countess@example.com');
    expect(sidsOf(deps, phone)).toEqual([phone.caller.sid, tablet.caller.sid]);
  });
});

describe('single use', () => {
  test('a code does not work twice', async () => {
    const { deps, phone, code } = await createAskedScene();
    await sendCode(deps, phone, code);
    await expect(sendCode(deps, phone, code)).rejects.toMatchObject(refused);
    // nor for another request, although the address is the same
    await askForEmail(deps, phone);
    await expect(sendCode(deps, phone, code)).rejects.toMatchObject(refused);
  });

  test('of parallel uses of one code, one wins', async () => {
    const { deps, phone, code } = await createAskedScene();
    const uses = await countAdmitted(5, () =>
      sendCode(deps, phone, code).then(
        () => true,
        () => false,
      ),
    );
    expect(uses).toBe(1);
    expect(deps.logged.filter(({ event }) => event === 'email_verified')).toHaveLength(1);
    expect(deps.emails.items.get(ADDRESS)).toMatchObject({ state: 'CONFIRMED' });
  });
});

describe('guesses', () => {
  test('a wrong code is refused and logged, and five of them end the request', async () => {
    const { deps, phone, code } = await createAskedScene();
    for (let n = 0; n < 4; n++) await expect(sendCode(deps, phone, WRONG)).rejects.toMatchObject(refused);
    expect(storedAccount(deps, phone).pendingEmail?.attempts).toBe(4);
    await expect(sendCode(deps, phone, WRONG)).rejects.toMatchObject(refused);
    await expect(sendCode(deps, phone, code)).rejects.toMatchObject(refused);
    expect(deps.logged.map(({ event }) => event)).toEqual(Array(6).fill('email_verification_failed'));
    expect(JSON.stringify(deps.logged)).not.toMatch(/WWWW|example/);
  });

  test('the right code works as the fifth', async () => {
    const { deps, phone, code } = await createAskedScene();
    for (let n = 0; n < 4; n++) await expect(sendCode(deps, phone, WRONG)).rejects.toMatchObject(refused);
    await sendCode(deps, phone, code);
  });

  test('parallel guesses do not exceed the limit', async () => {
    const { deps, phone } = await createAskedScene();
    let compared = 0;
    const accountEmails: FakeDependencies['accountEmails'] = {
      ...deps.accountEmails,
      countAttempt: async (account, pending) => {
        const isAdmitted = await deps.accountEmails.countAttempt(account, pending);
        if (isAdmitted) compared += 1;
        return isAdmitted;
      },
    };
    await Promise.allSettled(
      Array.from({ length: 20 }, () => sendCode({ ...deps, accountEmails }, phone, WRONG)),
    );
    expect(compared).toBe(5);
  });

  test('a right code beyond the limit is refused, although the read came before the others', async () => {
    const { deps, phone, code } = await createAskedScene();
    const mailCodes: FakeDependencies['mailCodes'] = {
      derive: async (source) => {
        for (let n = 0; n < 5; n++) await sendCode(deps, phone, WRONG).catch(() => {});
        return deps.mailCodes.derive(source);
      },
    };
    await expect(sendCode({ ...deps, mailCodes }, phone, code)).rejects.toMatchObject(refused);
  });

  test.each(['', 'ABCD', 'ABCD-EFGHI', '{"code":1}', 'UUUU-UUUU'])(
    'text that is no code, such as %j, is refused and uses no attempt',
    async (text) => {
      const { deps, phone } = await createAskedScene();
      await expect(sendCode(deps, phone, text)).rejects.toMatchObject(refused);
      expect(storedAccount(deps, phone).pendingEmail?.attempts).toBe(0);
    },
  );

  test('when KMS does not answer, no attempt is used', async () => {
    const { deps, phone, code } = await createAskedScene();
    await expect(
      sendCode({ ...deps, mailCodes: { derive: unavailable } }, phone, code),
    ).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    await sendCode(deps, phone, code);
  });

  test('a code of another purpose or generation is refused', async () => {
    const { deps, phone } = await createAskedScene();
    const { challenge = '' } = storedAccount(deps, phone).pendingEmail ?? {};
    const other = await deps.mailCodes.derive({ purpose: 'verify-email', challenge, generation: 2 });
    await expect(sendCode(deps, phone, other.code)).rejects.toMatchObject(refused);
  });
});
