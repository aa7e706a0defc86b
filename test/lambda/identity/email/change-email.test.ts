import { verifyEmail } from '../../../../lambda/identity/email/verify-email';
import { disableUser } from '../../../../lambda/identity/operator/disable-user';
import { createFakeDependencies, DAY, SOURCE } from '../../fakes/auth-dependencies';
import {
  ADDRESS,
  askForEmail,
  lastCode,
  sendCode,
  storedAccount,
  verifiedEmail,
} from '../../fakes/email-scene';
import { signInAgain, signUp } from '../../fakes/signed-in';
import { unavailable } from '../../fakes/unavailable';

async function setUp() {
  const deps = createFakeDependencies();
  const ada = await signUp(deps);
  deps.logged.length = 0;
  return { deps, ada };
}

test('sets the pending address and requests one mail, without address or code', async () => {
  const { deps, ada } = await setUp();
  await askForEmail(deps, ada);
  const { sub, sid } = ada.caller;
  const { pendingEmail, email } = storedAccount(deps, ada);
  expect(email).toBeUndefined();
  expect(pendingEmail).toEqual({
    address: ADDRESS,
    shown: 'Ada@example.com',
    challenge: expect.any(String),
    generation: 1,
    attempts: 0,
    requestedAt: deps.clock.millis,
    expiresAt: deps.clock.millis + DAY * 1000,
    securityVersion: 1,
    sid,
  });
  expect(deps.mailQueue.requests).toEqual([
    {
      kind: 'verify-email',
      sub,
      challenge: pendingEmail?.challenge,
      generation: 1,
      language: 'en',
      expiresAt: pendingEmail?.expiresAt,
    },
  ]);
  expect(JSON.stringify(deps.mailQueue.requests)).not.toMatch(/example\.com/i);
  expect(deps.logged).toEqual([
    { event: 'email_change_requested', sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
  ]);
});

test('a pending address identifies no account and reserves nothing', async () => {
  const { deps, ada } = await setUp();
  await askForEmail(deps, ada);
  expect(deps.emails.items.size).toBe(0);
});

test('the address in use stays until the pending one is verified', async () => {
  const { deps, ada } = await setUp();
  await verifiedEmail(deps, ada);
  await askForEmail(deps, ada, 'countess@example.com');
  expect(storedAccount(deps, ada)).toMatchObject({
    email: { address: ADDRESS },
    pendingEmail: { address: 'countess@example.com' },
  });
});

test('another request replaces the pending address, and voids its code', async () => {
  const { deps, ada } = await setUp();
  await askForEmail(deps, ada);
  const first = await lastCode(deps);
  await askForEmail(deps, ada);
  await expect(sendCode(deps, ada, first)).rejects.toMatchObject({ code: 'INVALID_CODE' });
  await sendCode(deps, ada, await lastCode(deps));
});

test('equal work: the same calls and no sign of it whether another account has the address', async () => {
  const record = async (isTaken: boolean) => {
    const { deps, ada } = await setUp();
    await verifiedEmail(deps, ada, 'countess@example.com');
    const bob = await signUp(deps, 'Bob');
    if (isTaken) await verifiedEmail(deps, bob);
    deps.notices.length = 0;
    deps.emails.lookups.length = 0;
    deps.accounts.lookups.length = 0;
    deps.mailQueue.requests.length = 0;
    const counts = deps.sourceRateLimits.items.size;
    const answer = await askForEmail(deps, ada);
    return {
      answer,
      pointers: deps.emails.lookups.length,
      accounts: deps.accounts.lookups.length,
      mails: deps.mailQueue.requests.length,
      notices: deps.notices.map(({ notice }) => notice),
      counts: deps.sourceRateLimits.items.size - counts - (isTaken ? 0 : 2),
    };
  };
  const [free, taken] = [await record(false), await record(true)];
  expect({ ...taken, counts: 0 }).toEqual({ ...free, counts: 0 });
  expect(free).toMatchObject({ pointers: 0, accounts: 1, mails: 1, notices: ['email-change-requested'] });
});

test.each(['', 'ada', 'ada@localhost', 'ada@example.com\r\nBcc: eve@example.com', 'adà@example.com'])(
  'rejects %j, and asks for nothing',
  async (email) => {
    const { deps, ada } = await setUp();
    await expect(askForEmail(deps, ada, email)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [{ pointer: '#/email' }],
    });
    expect(storedAccount(deps, ada)).not.toHaveProperty('pendingEmail');
    expect(deps.mailQueue.requests).toEqual([]);
  },
);

test('requires a recent sign-in', async () => {
  const { deps, ada } = await setUp();
  deps.clock.millis += 601_000;
  await expect(askForEmail(deps, ada)).rejects.toMatchObject({ code: 'INSUFFICIENT_USER_AUTHENTICATION' });
  expect(storedAccount(deps, ada)).not.toHaveProperty('pendingEmail');
});

test('rejects an account that is disabled, being deleted or gone', async () => {
  const { deps, ada } = await setUp();
  await disableUser(deps)({ sub: ada.caller.sub });
  await expect(askForEmail(deps, ada)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  deps.accounts.set({ ...storedAccount(deps, ada), state: 'DELETING' });
  await expect(askForEmail(deps, ada)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  deps.accounts.items.clear();
  await expect(askForEmail(deps, ada)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(deps.mailQueue.requests).toEqual([]);
});

test('carries the security version that is valid when the address is stored', async () => {
  const { deps, ada } = await setUp();
  let raises = 1;
  const accounts: typeof deps.accounts = {
    ...deps.accounts,
    find: async (sub) => {
      const found = await deps.accounts.find(sub);
      if (raises-- > 0) await deps.accounts.raiseSecurityVersion(sub);
      return found;
    },
  };
  await askForEmail({ ...deps, accounts }, ada);
  expect(storedAccount(deps, ada).pendingEmail?.securityVersion).toBe(2);
  raises = 9;
  await expect(askForEmail({ ...deps, accounts }, ada)).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
});

test('when the queue does not answer: unavailable, no open challenge, and no mail counted', async () => {
  const { deps, ada } = await setUp();
  const mailQueue = { ...deps.mailQueue, enqueue: unavailable };
  for (let n = 0; n < 9; n++) {
    await expect(askForEmail({ ...deps, mailQueue }, ada)).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
    });
    expect(storedAccount(deps, ada)).not.toHaveProperty('pendingEmail');
  }
  await askForEmail(deps, ada);
  expect(deps.mailQueue.requests).toHaveLength(1);
});

test('reports the fault of the queue when the pending address cannot be dropped either', async () => {
  const { deps, ada } = await setUp();
  const failing = {
    ...deps,
    mailQueue: { ...deps.mailQueue, enqueue: unavailable },
    accountEmails: { ...deps.accountEmails, dropPending: () => Promise.reject(new Error('another fault')) },
  };
  await expect(askForEmail(failing, ada)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
});

test('drops no pending address of a later request when its own mail cannot be requested', async () => {
  const { deps, ada } = await setUp();
  const mailQueue: typeof deps.mailQueue = {
    ...deps.mailQueue,
    enqueue: async () => {
      await askForEmail(deps, ada, 'later@example.com');
      return unavailable();
    },
  };
  await expect(askForEmail({ ...deps, mailQueue }, ada)).rejects.toMatchObject({
    code: 'DEPENDENCY_UNAVAILABLE',
  });
  expect(storedAccount(deps, ada).pendingEmail?.address).toBe('later@example.com');
});

test('above the limit of an account: the same answer, the pending address, and no mail', async () => {
  const { deps, ada } = await setUp();
  for (let n = 0; n < 7; n++) await askForEmail(deps, ada, `ada-${n}@example.com`);
  expect(deps.mailQueue.requests).toHaveLength(5);
  expect(storedAccount(deps, ada).pendingEmail?.address).toBe('ada-6@example.com');
  expect(deps.logged.filter(({ event }) => event === 'mail_throttled')).toHaveLength(2);
});

test('above the limit no code proves the address, so repeated requests give no further attempts', async () => {
  const { deps, ada } = await setUp();
  for (let n = 0; n < 6; n++) await askForEmail(deps, ada, `ada-${n}@example.com`);
  const { challenge = '', generation = 1 } = storedAccount(deps, ada).pendingEmail ?? {};
  const { code, linkSecret } = await deps.mailCodes.derive({
    purpose: 'verify-email',
    challenge,
    generation,
  });
  for (const proof of [{ code }, { token: `${challenge}.${linkSecret}` }]) {
    await expect(verifyEmail(deps)({ ...ada, ...proof, source: SOURCE })).rejects.toMatchObject({
      code: 'INVALID_CODE',
    });
  }
  expect(storedAccount(deps, ada)).not.toHaveProperty('email');
});

test('a request above the limit for the address that is pending leaves its mailed code valid', async () => {
  const { deps, ada } = await setUp();
  for (let n = 0; n < 5; n++) await askForEmail(deps, ada);
  const code = await lastCode(deps);
  await askForEmail(deps, ada);
  expect(deps.mailQueue.requests).toHaveLength(5);
  await sendCode(deps, ada, code);
  expect(storedAccount(deps, ada).email?.address).toBe(ADDRESS);
});

test('a flood of one address from many accounts sends it five mails a day', async () => {
  const { deps } = await setUp();
  for (let n = 0; n < 8; n++) await askForEmail(deps, await signUp(deps, `flood-${n}`));
  expect(deps.mailQueue.requests).toHaveLength(5);
  deps.clock.millis += DAY * 1000;
  await askForEmail(deps, await signInAgain(deps));
  expect(deps.mailQueue.requests).toHaveLength(6);
});
