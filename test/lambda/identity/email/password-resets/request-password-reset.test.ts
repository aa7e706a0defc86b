import type { Account } from '../../../../../lambda/identity/accounts/account';
import { digestResetId } from '../../../../../lambda/identity/email/password-resets/reset-challenge';
import { COGNITO_HASH } from '../../../../../lambda/identity/passwords/migration-hook';
import { NO_PASSWORD } from '../../../../../lambda/identity/passwords/no-password';
import { type FakeDependencies, SOURCE } from '../../../fakes/auth-dependencies';
import { ADDRESS, EMAIL, storedAccount, verifiedEmail } from '../../../fakes/email-scene';
import { askForReset, codeOf, confirmReset, createResetScene } from '../../../fakes/reset-scene';
import { signUp } from '../../../fakes/signed-in';
import { unavailable } from '../../../fakes/unavailable';

const MINUTES = 60_000;
const HOURS = 60 * MINUTES;

const isReset = (deps: FakeDependencies, resetId: string) =>
  codeOf(deps, resetId)
    .then((proof) => confirmReset(deps, proof))
    .then(
      () => true,
      (error) => {
        expect(error).toMatchObject({ code: 'INVALID_CODE' });
        return false;
      },
    );

test.each(['Ada', 'ADA', EMAIL, ADDRESS])(
  'requests a mail for the account of %s, without address, code or token',
  async (username) => {
    const { deps, phone } = await createResetScene();
    const { sub } = phone.caller;
    const resetId = await askForReset(deps, username);
    const expiresAt = deps.clock.millis + 10 * MINUTES;
    expect(resetId).toMatch(/^[\w-]{22}$/);
    expect(deps.mailQueue.requests).toEqual([
      { kind: 'reset-password', sub, challenge: resetId, generation: 1, language: 'en', expiresAt },
    ]);
    expect([...deps.resetChallenges.items]).toEqual([
      [
        digestResetId(resetId),
        {
          sub,
          addressDigest: expect.stringMatching(/^[\w-]{43}$/),
          securityVersion: storedAccount(deps, phone).securityVersion,
          generation: 1,
          validUntil: expiresAt,
          attempts: 0,
        },
      ],
    ]);
    const stored = JSON.stringify([deps.mailQueue.requests, [...deps.resetChallenges.items]]);
    expect(stored).not.toContain('example.com');
    expect(JSON.stringify([...deps.resetChallenges.items])).not.toContain(resetId);
    expect(deps.logged).toEqual([
      {
        event: 'password_reset_requested',
        sub,
        usernameHash: expect.any(String),
        sourceIp: SOURCE.ip,
        requestId: SOURCE.requestId,
      },
    ]);
  },
);

test('two requests of one account have nothing in common that the table or the answer shows', async () => {
  const { deps } = await createResetScene();
  const ids = [await askForReset(deps), await askForReset(deps)];
  expect(new Set(ids).size).toBe(2);
  const digests = [...deps.resetChallenges.items.values()].map(({ addressDigest }) => addressDigest);
  expect(new Set(digests).size).toBe(2);
});

test.each<[string, Partial<Account>]>([
  ['has no verified address', { email: undefined }],
  ['is disabled', { state: 'DISABLED' }],
  ['is being deleted', { state: 'DELETING' }],
  ['has no password yet: a reset never creates one', { passwordHash: COGNITO_HASH }],
  ['signs in by passkeys only', { passwordHash: NO_PASSWORD }],
])('a request for an account that %s names no account to the mail function', async (_what, change) => {
  const { deps, phone } = await createResetScene();
  const before = { ...storedAccount(deps, phone), ...change };
  deps.accounts.set(before);
  const resetId = await askForReset(deps);
  expect(deps.mailQueue.requests).toHaveLength(1);
  const [request] = deps.mailQueue.requests;
  expect(request?.sub).not.toBe(phone.caller.sub);
  expect(request?.sub).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(await isReset(deps, resetId)).toBe(false);
  expect(storedAccount(deps, phone)).toEqual(before);
});

test('the event of an unknown name holds its keyed hash and no account', async () => {
  const { deps } = await createResetScene();
  await askForReset(deps, 'nobody@example.com');
  expect(deps.logged).toHaveLength(1);
  expect(deps.logged[0]?.sub).toBeUndefined();
  expect(JSON.stringify(deps.logged)).not.toContain('nobody');
});

test('three resets are open at once; a fourth sends no mail, and the earlier ones still work', async () => {
  const { deps } = await createResetScene();
  const ids: string[] = [];
  for (const username of ['Ada', EMAIL, 'ADA', ADDRESS]) ids.push(await askForReset(deps, username));
  const [first = '', , , fourth = ''] = ids;
  expect(deps.logged.filter(({ event }) => event === 'mail_throttled')).toMatchObject([{ by: 'account' }]);
  // the message is queued, and its challenge leads to no address
  expect(deps.mailQueue.requests).toHaveLength(4);
  expect(await isReset(deps, fourth)).toBe(false);
  expect(await isReset(deps, first)).toBe(true);
});

test('parallel requests open no more than three', async () => {
  const { deps } = await createResetScene();
  const ids = await Promise.all(Array.from({ length: 8 }, () => askForReset(deps)));
  expect(deps.logged.filter(({ event }) => event === 'mail_throttled')).toHaveLength(5);
  const works: boolean[] = [];
  for (const resetId of ids) {
    const copy = { ...deps, accountResets: { replacePassword: async () => false } };
    const tried = jest.spyOn(copy.accountResets, 'replacePassword');
    await isReset(copy, resetId);
    works.push(tried.mock.calls.length > 0);
  }
  expect(works.filter(Boolean)).toHaveLength(3);
});

test('an expired reset makes room for another', async () => {
  const { deps } = await createResetScene();
  for (let n = 0; n < 3; n++) await askForReset(deps);
  deps.clock.millis += 10 * MINUTES;
  expect(await isReset(deps, await askForReset(deps))).toBe(true);
});

test('completing one voids the others, and makes room', async () => {
  const { deps } = await createResetScene();
  const [first = '', second = ''] = [await askForReset(deps), await askForReset(deps)];
  expect(await isReset(deps, second)).toBe(true);
  expect(await isReset(deps, first)).toBe(false);
  expect(deps.resetChallenges.items.size).toBe(0);
  expect([...deps.openResets.items.values()].flat()).toEqual([]);
  expect(await isReset(deps, await askForReset(deps))).toBe(true);
});

test('a flood of one account sends it five mails a day', async () => {
  const { deps } = await createResetScene();
  const mailed: boolean[] = [];
  for (let n = 0; n < 8; n++) {
    const source = { ...SOURCE, ip: `198.51.100.${n}` };
    const before = deps.logged.length;
    await askForReset(deps, 'Ada', source);
    mailed.push(!deps.logged.slice(before).some(({ event }) => event === 'mail_throttled'));
    deps.clock.millis += 11 * MINUTES;
  }
  expect(mailed.filter(Boolean)).toHaveLength(5);
  deps.clock.millis += 24 * HOURS;
  expect(await isReset(deps, await askForReset(deps))).toBe(true);
});

test('a flood of an account leaves the mails that its owner causes', async () => {
  const { deps, phone } = await createResetScene();
  for (let n = 0; n < 9; n++) {
    await askForReset(deps, 'Ada', { ...SOURCE, ip: `198.51.100.${n}` });
    deps.clock.millis += 11 * MINUTES;
  }
  deps.mailQueue.requests.length = 0;
  await verifiedEmail({ ...deps, reauthenticationSeconds: 1e6 }, phone, 'countess@example.com');
  expect(deps.mailQueue.requests).toHaveLength(1);
});

test('a source above its limit gets the same answer, and causes nothing', async () => {
  const { deps } = await createResetScene();
  deps.sourceRateLimits.items.clear();
  for (let n = 0; n < 20; n++) await askForReset(deps, `user-${n}`);
  deps.mailQueue.requests.length = 0;
  deps.logged.length = 0;
  const lookups = deps.accounts.lookups.length;
  const resetId = await askForReset(deps);
  expect(resetId).toMatch(/^[\w-]{22}$/);
  expect(deps.mailQueue.requests).toEqual([]);
  expect(deps.accounts.lookups).toHaveLength(lookups);
  expect(deps.logged).toMatchObject([{ event: 'mail_throttled', by: 'source' }]);
  expect(await isReset(deps, resetId)).toBe(false);
});

describe.each(['Ada', 'nobody'])('when the queue does not answer to a request for %s', (username) => {
  test('the service is unavailable, and no reset is open and no mail counted', async () => {
    const { deps } = await createResetScene();
    const counted = () => [...deps.sourceRateLimits.items].filter(([, attempts]) => attempts > 0);
    const before = counted();
    const down = { ...deps, mailQueue: { ...deps.mailQueue, enqueue: unavailable } };
    for (let n = 0; n < 25; n++) {
      await expect(askForReset(down, username)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
      expect(deps.resetChallenges.items.size).toBe(0);
      expect([...deps.openResets.items.values()].flat()).toEqual([]);
    }
    expect(counted()).toEqual(before);
    expect(deps.logged).toEqual([]);
    const resetId = await askForReset(deps, username);
    expect(await isReset(deps, resetId)).toBe(username === 'Ada');
  });

  test('the fault of the queue is reported when the reset cannot be dropped either', async () => {
    const { deps } = await createResetScene();
    const down = {
      ...deps,
      mailQueue: { ...deps.mailQueue, enqueue: unavailable },
      resetChallenges: { ...deps.resetChallenges, delete: () => Promise.reject(new Error('another')) },
    };
    await expect(askForReset(down, username)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  });
});

test('the mail goes to the account that the look-up finds, whatever else the text resembles', async () => {
  const { deps, phone } = await createResetScene();
  await signUp(deps, 'example.com');
  for (const typed of [
    'ada@example.com.',
    'ada@example.com\u0000',
    'ada@example.com,eve@example.com',
    'ada@example.com eve@example.com',
    '"ada"@example.com',
    'ada@EXAMPLE\uFF0Ecom',
    'аda@example.com',
    'ada%40example.com',
    'eve@example.com@example.com',
    'ada@example.com\r\nBcc: eve@example.com',
  ]) {
    await askForReset(deps, typed, { ...SOURCE, ip: `198.51.100.${typed.length}` });
    expect(deps.mailQueue.requests.at(-1)?.sub).not.toBe(phone.caller.sub);
  }
});
