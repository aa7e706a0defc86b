import { signIn } from '../../../../../lambda/identity/authentication/sign-in';
import { confirmPasswordReset } from '../../../../../lambda/identity/email/password-resets/confirm-password-reset';
import { createDynamoFactorAttempts } from '../../../../../lambda/identity/factors/factor-attempts';
import { digestChallenge } from '../../../../../lambda/identity/factors/second-factor-challenge';
import { refreshSession } from '../../../../../lambda/identity/sessions/refresh-session';
import { PASSWORD, SOURCE } from '../../../fakes/auth-dependencies';
import { verifiedEmail } from '../../../fakes/email-scene';
import {
  ada,
  answer,
  codeOf,
  createFactorScene,
  sendPassword,
  sessionsOf,
} from '../../../fakes/factor-scene';
import { askForReset, codeOf as codeOfReset, NEW_PASSWORD } from '../../../fakes/reset-scene';
import { attempt, createThrottled, outcomeOf, registerAda } from '../../../fakes/throttled';
import { unavailable } from '../../../fakes/unavailable';

test('a right password of an account with a second factor starts no session and makes no device known', async () => {
  const scene = await createFactorScene();
  const [before, signed] = [ada(scene), scene.deps.signed.length];
  const members = await sendPassword(scene.deps);
  expect(Object.keys(members).sort()).toEqual(['challenge', 'kinds']);
  expect(sessionsOf(scene)).toHaveLength(1);
  expect(scene.deps.signed).toHaveLength(signed);
  const { attempts, ...account } = ada(scene);
  expect({ ...account, attempts: { ...attempts, lastAttemptAt: 0 } }).toEqual(before);
  expect(scene.deps.logged).toEqual([
    {
      event: 'second_factor_required',
      sub: before.sub,
      sourceIp: SOURCE.ip,
      requestId: SOURCE.requestId,
    },
  ]);
});

test('a pending sign-in is not a session: its challenge refreshes nothing and names no session', async () => {
  const scene = await createFactorScene();
  const { challenge } = await sendPassword(scene.deps);
  for (const refreshToken of [challenge, `r1.${ada(scene).sub}.${challenge}.${challenge}`]) {
    const refreshed = refreshSession(scene.deps)({ refreshToken, source: SOURCE });
    expect(await outcomeOf(refreshed)).toBe('INVALID_REFRESH_TOKEN');
  }
  const reset = confirmPasswordReset(scene.deps)({
    proof: { resetId: challenge, code: '0000-0000' },
    newPassword: NEW_PASSWORD,
    source: SOURCE,
  });
  expect(await outcomeOf(reset)).toBe('INVALID_CODE');
  expect(scene.deps.challenges.items.get(digestChallenge(challenge))?.attempts).toBe(0);
  expect(sessionsOf(scene).map(({ sid }) => sid)).toEqual([scene.laptop.caller.sid]);
});

test('a reset of the password yields no session without the second factor', async () => {
  const scene = await createFactorScene();
  const caller = { ...scene.laptop.caller, amr: ['pwd', 'otp', 'mfa'] };
  await verifiedEmail(scene.deps, { ...scene.laptop, caller });
  const resetId = await askForReset(scene.deps);
  const proof = await codeOfReset(scene.deps, resetId);
  const before = await sendPassword(scene.deps);
  await confirmPasswordReset(scene.deps)({ proof, newPassword: NEW_PASSWORD, source: SOURCE });
  expect(sessionsOf(scene)).toEqual([]);
  // the challenge of the former password is void
  expect(await outcomeOf(answer(scene.deps, before.challenge, codeOf(scene)))).toBe('INVALID_CHALLENGE');
  const { challenge } = await sendPassword(scene.deps, { password: NEW_PASSWORD });
  expect(sessionsOf(scene)).toEqual([]);
  expect(await outcomeOf(answer(scene.deps, challenge, codeOf(scene)))).toBe('done');
});

test('a wrong password gets the response of an account without a second factor, after the same calls', async () => {
  const calls = [];
  for (const secondFactorSince of [undefined, 1]) {
    const deps = createThrottled();
    await registerAda(deps);
    const account = deps.accounts.named('ada');
    if (account) deps.accounts.set({ ...account, secondFactorSince });
    expect(await outcomeOf(attempt(deps, { password: 'a wrong password' }))).toBe('INVALID_CREDENTIALS');
    calls.push([
      deps.calls.filter((call) => call !== 'accounts.set' && call !== 'accounts.named'),
      deps.passwords.work,
    ]);
  }
  expect(calls[0]).toEqual(calls[1]);
});

test('an account without a second factor makes exactly the calls of before', async () => {
  const deps = createThrottled();
  await registerAda(deps);
  await attempt(deps);
  expect(deps.calls).toEqual([
    'names.find',
    'unknownUsernameAttempts.find',
    'accounts.find',
    'sourceRateLimits.reserve',
    'accountAttempts.reserve',
    'sourceRateLimits.refund',
    'sessions.put',
    'accounts.commitSignIn',
  ]);
});

test('when the challenge cannot be stored, no session starts', async () => {
  const scene = await createFactorScene();
  const deps = { ...scene.deps, challenges: { ...scene.deps.challenges, create: unavailable } };
  expect(await outcomeOf(sendPassword(deps))).toBe('DEPENDENCY_UNAVAILABLE');
  expect(sessionsOf(scene)).toHaveLength(1);
});

test('when the attempt cannot be taken back, the challenge is the same', async () => {
  const scene = await createFactorScene();
  const factorAttempts = {
    ...createDynamoFactorAttempts(unavailable),
    reserve: scene.deps.factorAttempts.reserve,
  };
  const { challenge } = await sendPassword({ ...scene.deps, factorAttempts });
  expect(scene.deps.logged.map(({ event }) => event)).toContain('attempt_not_refunded');
  expect(await outcomeOf(answer(scene.deps, challenge, codeOf(scene)))).toBe('done');
});

test('a sign-in that was in progress when the second factor was turned on needs it', async () => {
  const scene = await createFactorScene();
  const enrolled = ada(scene);
  const { factors: _f, secondFactorSince: _s, recoveryCodes: _r, ...before } = enrolled;
  scene.deps.accounts.set(before);
  const sessions = {
    ...scene.deps.sessions,
    put: async (...input: Parameters<typeof scene.deps.sessions.put>) => {
      await scene.deps.sessions.put(...input);
      scene.deps.accounts.set(enrolled);
    },
  };
  const command = { username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true };
  expect(await outcomeOf(signIn({ ...scene.deps, sessions })(command))).toBe('SECOND_FACTOR_REQUIRED');
  expect(sessionsOf(scene)).toHaveLength(1);
});
