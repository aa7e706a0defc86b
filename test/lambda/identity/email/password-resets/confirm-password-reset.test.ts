import type { Account } from '../../../../../lambda/identity/accounts/account';
import { signIn } from '../../../../../lambda/identity/authentication/sign-in';
import { digestResetId } from '../../../../../lambda/identity/email/password-resets/reset-challenge';
import { type FakeDependencies, PASSWORD, SOURCE } from '../../../fakes/auth-dependencies';
import { ADDRESS, storedAccount, verifiedEmail } from '../../../fakes/email-scene';
import {
  askForReset,
  codeOf,
  confirmReset,
  createAskedResetScene,
  createResetScene,
  mailedSecrets,
  NEW_PASSWORD,
} from '../../../fakes/reset-scene';
import { signUp } from '../../../fakes/signed-in';
import { outcomeOf } from '../../../fakes/throttled';
import { unavailable } from '../../../fakes/unavailable';

const MINUTES = 60_000;
const WRONG = '0000-0000';
const INVALID = 'INVALID_CODE';

const signInOutcome = (deps: FakeDependencies, password: string) =>
  outcomeOf(signIn(deps)({ username: 'Ada', password, source: SOURCE, hasTime: () => true }));

const attemptsOf = ({ deps, resetId }: { deps: FakeDependencies; resetId: string }) =>
  deps.resetChallenges.items.get(digestResetId(resetId))?.attempts;

test.each(['code', 'token'] as const)(
  'a %s replaces the password, ends all sessions and starts none',
  async (kind) => {
    const { deps, phone, resetId, code, token } = await createAskedResetScene();
    const signed = deps.signed.length;
    await confirmReset(deps, kind === 'code' ? { resetId, code } : { token });
    expect(deps.sessions.items.size).toBe(0);
    expect(deps.signed).toHaveLength(signed);
    const { securityVersion, sessionsRevokedThroughVersion, kept } = storedAccount(deps, phone);
    expect([securityVersion, sessionsRevokedThroughVersion, kept]).toEqual([3, 3, undefined]);
    expect(deps.logged).toEqual([
      {
        event: 'password_reset',
        sub: phone.caller.sub,
        sourceIp: SOURCE.ip,
        requestId: SOURCE.requestId,
      },
    ]);
    expect(await signInOutcome(deps, PASSWORD)).toBe('INVALID_CREDENTIALS');
    expect(await signInOutcome(deps, NEW_PASSWORD)).toBe('done');
  },
);

test.each([
  (code: string) => code.toLowerCase(),
  (code: string) => code.replace('-', ' '),
  (code: string) => ` ${[...code].join(' ')} `,
])('reads a code as users type it', async (typed) => {
  const { deps, resetId, code } = await createAskedResetScene();
  expect(await outcomeOf(confirmReset(deps, { resetId, code: typed(code) }))).toBe('done');
});

test('a code and a token work once, one after another and in parallel', async () => {
  const { deps, resetId, code, token } = await createAskedResetScene();
  const outcomes = await Promise.all([
    outcomeOf(confirmReset(deps, { resetId, code }, 'a phrase of the first tab')),
    outcomeOf(confirmReset(deps, { resetId, code }, 'a phrase of the second tab')),
    outcomeOf(confirmReset(deps, { token }, 'a phrase of the third tab')),
  ]);
  expect(outcomes.sort()).toEqual([INVALID, INVALID, 'done']);
  for (const proof of [{ resetId, code }, { token }]) {
    expect(await outcomeOf(confirmReset(deps, proof))).toBe(INVALID);
  }
});

test('five wrong codes void a reset, also its link', async () => {
  const { deps, resetId, code, token } = await createAskedResetScene();
  for (let n = 0; n < 5; n++)
    expect(await outcomeOf(confirmReset(deps, { resetId, code: WRONG }))).toBe(INVALID);
  expect(await outcomeOf(confirmReset(deps, { resetId, code }))).toBe(INVALID);
  expect(await outcomeOf(confirmReset(deps, { token }))).toBe(INVALID);
  expect(await signInOutcome(deps, PASSWORD)).toBe('done');
});

test('parallel guesses count as well', async () => {
  const { deps, resetId, code } = await createAskedResetScene();
  const guesses = [WRONG, WRONG, WRONG, WRONG, WRONG, WRONG, code];
  const outcomes = await Promise.all(
    guesses.map((guess) => outcomeOf(confirmReset(deps, { resetId, code: guess }))),
  );
  expect(new Set(outcomes)).toEqual(new Set([INVALID]));
});

test('guesses at one reset void no other', async () => {
  const { deps, resetId } = await createAskedResetScene();
  const other = await askForReset(deps);
  for (let n = 0; n < 6; n++) await outcomeOf(confirmReset(deps, { resetId, code: WRONG }));
  expect(await outcomeOf(confirmReset(deps, await codeOf(deps, other)))).toBe('done');
});

test('expires after ten minutes', async () => {
  const { deps, resetId, code, token } = await createAskedResetScene();
  deps.clock.millis += 10 * MINUTES;
  expect(await outcomeOf(confirmReset(deps, { resetId, code }))).toBe(INVALID);
  expect(await outcomeOf(confirmReset(deps, { token }))).toBe(INVALID);
  deps.clock.millis -= 1;
  expect(await outcomeOf(confirmReset(deps, { token }))).toBe('done');
});

test('replaces a temporary password with one that is not', async () => {
  const { deps, phone } = await createResetScene();
  const temporary = { hash: 'm=1|temporary', until: 9e15 };
  await deps.administration.setTemporaryPassword(storedAccount(deps, phone), temporary);
  await confirmReset(deps, await codeOf(deps, await askForReset(deps)));
  expect(storedAccount(deps, phone)).not.toHaveProperty('passwordTemporaryUntil');
  expect(await signInOutcome(deps, NEW_PASSWORD)).toBe('done');
});

test('clears the failures of passwords and nothing else', async () => {
  const { deps, phone, resetId, code } = await createAskedResetScene();
  const before: Account = {
    ...storedAccount(deps, phone),
    attempts: { failures: 99, lastAttemptAt: 1 },
    changeAttempts: { failures: 98, lastAttemptAt: 2 },
  };
  deps.accounts.set(before);
  const counts = [...deps.sourceRateLimits.items];
  await confirmReset(deps, { resetId, code });
  const { passwordHash, securityVersion, sessionsRevokedThroughVersion, kept: _kept, ...rest } = before;
  expect(storedAccount(deps, phone)).toEqual({
    ...rest,
    passwordHash: `m=1|${NEW_PASSWORD}`,
    securityVersion: securityVersion + 1,
    sessionsRevokedThroughVersion: sessionsRevokedThroughVersion + 1,
    attempts: { failures: 0, lastAttemptAt: 1 },
    changeAttempts: { failures: 0, lastAttemptAt: 2 },
  });
  expect([...deps.sourceRateLimits.items]).toEqual(expect.arrayContaining(counts));
});

describe('a new password that breaks a rule', () => {
  test.each(['too short', 'password password', 'latchkey latchkey!'])(
    '%j is refused before the code, and nothing is read or counted',
    async (newPassword) => {
      const scene = await createAskedResetScene();
      const { deps, resetId } = scene;
      const counts = JSON.stringify([...deps.sourceRateLimits.items]);
      for (const code of [scene.code, WRONG]) {
        await expect(confirmReset(deps, { resetId, code }, newPassword)).rejects.toMatchObject({
          code: 'VALIDATION_FAILED',
          errors: [{ pointer: '#/new_password' }],
        });
      }
      expect(attemptsOf(scene)).toBe(0);
      expect(JSON.stringify([...deps.sourceRateLimits.items])).toBe(counts);
    },
  );

  test('one from a breach is refused before the code, and uses no attempt', async () => {
    const scene = await createAskedResetScene();
    const rejectBreachedPassword = jest.fn(() => Promise.reject(new Error('breached')));
    const proof = { resetId: scene.resetId, code: WRONG };
    await expect(confirmReset({ ...scene.deps, rejectBreachedPassword }, proof)).rejects.toThrow('breached');
    expect(rejectBreachedPassword).toHaveBeenCalledWith(NEW_PASSWORD, '#/new_password');
    expect(attemptsOf(scene)).toBe(0);
  });

  test('one that is derived from the username is refused once the code is right, as often as it is sent', async () => {
    const deps = (await createResetScene()).deps;
    const username = 'countess-lovelace';
    const user = await signUp(deps, username);
    await verifiedEmail(deps, user, 'countess@example.com');
    const resetId = await askForReset(deps, username);
    const { code } = await mailedSecrets(deps, resetId);
    const derived = `${username}1`;
    // neither the account nor its name shows without the code
    expect(await outcomeOf(confirmReset(deps, { resetId, code: WRONG }, derived))).toBe(INVALID);
    for (let n = 0; n < 6; n++) {
      expect(await outcomeOf(confirmReset(deps, { resetId, code }, derived))).toBe('VALIDATION_FAILED');
    }
    expect(attemptsOf({ deps, resetId })).toBe(1);
    expect(await outcomeOf(confirmReset(deps, { resetId, code }))).toBe('done');
  });
});

test('a source with too many wrong codes must wait; right codes do not count', async () => {
  const { deps } = await createResetScene();
  const strict = { ...deps, maxSignInFailuresPerSource: 3 };
  for (let n = 0; n < 4; n++) {
    expect(await outcomeOf(confirmReset(strict, await codeOf(deps, await askForReset(deps))))).toBe('done');
  }
  const resetId = await askForReset(deps);
  for (let n = 0; n < 3; n++) {
    expect(await outcomeOf(confirmReset(strict, { resetId: 'unknown', code: WRONG }))).toBe(INVALID);
  }
  const lookups = deps.accounts.lookups.length;
  const proof = await codeOf(deps, resetId);
  expect(await outcomeOf(confirmReset(strict, proof))).toEqual(expect.any(Number));
  expect(deps.accounts.lookups).toHaveLength(lookups);
  expect(deps.logged.at(-1)).toMatchObject({
    event: 'attempt_throttled',
    by: 'source',
    kind: 'password-reset',
  });
  const elsewhere = { ...SOURCE, ip: '198.51.100.7' };
  expect(await outcomeOf(confirmReset(strict, proof, NEW_PASSWORD, elsewhere))).toBe('done');
});

test('uses no attempt when the code cannot be derived', async () => {
  const scene = await createAskedResetScene();
  const { deps, resetId, code } = scene;
  const down = { ...deps, mailCodes: { derive: unavailable } };
  expect(await outcomeOf(confirmReset(down, { resetId, code }))).toBe('DEPENDENCY_UNAVAILABLE');
  expect(attemptsOf(scene)).toBe(0);
});

test('a failure is logged with its account, and without one for an unknown name', async () => {
  const { deps, phone, resetId } = await createAskedResetScene();
  await outcomeOf(confirmReset(deps, { resetId, code: WRONG }));
  await outcomeOf(confirmReset(deps, { resetId: await askForReset(deps, 'nobody'), code: WRONG }));
  const failed = deps.logged.filter(({ event }) => event === 'password_reset_failed');
  expect(failed.map(({ sub }) => sub)).toEqual([phone.caller.sub, undefined]);
  expect(JSON.stringify(deps.logged)).not.toMatch(new RegExp(`${ADDRESS}|${resetId}|nobody`, 'i'));
});
