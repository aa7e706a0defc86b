import { confirmPasswordReset } from '../../../../../lambda/identity/email/password-resets/confirm-password-reset';
import { confirmTotp } from '../../../../../lambda/identity/factors/confirm-totp';
import { enrolTotp } from '../../../../../lambda/identity/factors/management/enrol-totp';
import {
  CHALLENGE_MS,
  digestChallenge,
} from '../../../../../lambda/identity/factors/second-factor-challenge';
import { stepUp } from '../../../../../lambda/identity/factors/step-up';
import { refreshSession } from '../../../../../lambda/identity/sessions/refresh-session';
import { PASSWORD, SOURCE } from '../../../fakes/auth-dependencies';
import { ADDRESS, askForEmail, lastCode, sendCode } from '../../../fakes/email-scene';
import {
  askForSecret,
  beginFirst,
  confirmFirst,
  createEnrolmentScene,
  type EnrolmentDependencies,
  signUpRequired,
  toRequired,
} from '../../../fakes/enrolment-scene';
import {
  ada,
  answer,
  beginEnrolment,
  codeOf,
  createFactorDependencies,
  createFactorScene,
  STEP_MS,
  sendPassword,
  wrongCode,
} from '../../../fakes/factor-scene';
import { outcomeOf } from '../../../fakes/throttled';

const sidsOf = ({ sessions }: EnrolmentDependencies) => [...sessions.items.keys()];

describe('an account without a second factor in a stage that requires one', () => {
  test('its password starts no session, and its challenge can only enrol', async () => {
    const { deps } = await createEnrolmentScene();
    const sids = sidsOf(deps);
    const { challenge, kinds } = await sendPassword(deps);
    expect([kinds, sidsOf(deps)]).toEqual([['enrolment'], sids]);
    for (const kind of ['totp', 'recovery_code']) {
      expect(await outcomeOf(answer(deps, challenge, '000000', { kind }))).toBe('INVALID_CHALLENGE');
    }
    const refresh = refreshSession(deps)({ refreshToken: challenge, source: SOURCE });
    expect(await outcomeOf(refresh)).toBe('INVALID_REFRESH_TOKEN');
    const reset = { newPassword: 'a new phrase to remember', source: SOURCE };
    const proof = { resetId: challenge, code: 'AAAA-AAAA' };
    expect(await outcomeOf(confirmPasswordReset(deps)({ proof, ...reset }))).toBe('INVALID_CODE');
    expect(sidsOf(deps)).toEqual(sids);
  });

  test('adds an app and signs in, with ten recovery codes', async () => {
    const scene = await createEnrolmentScene();
    const { deps } = scene;
    const { challenge, id, secret, code } = await beginFirst(deps);
    const signed = await confirmFirst(deps, challenge, code);
    expect(signed.recovery_codes).toHaveLength(10);
    expect(signed).toMatchObject({ token_type: 'Bearer', device_token: expect.any(String) });
    expect(deps.signed.at(-1)?.amr).toEqual(['pwd', 'otp', 'mfa']);
    expect(ada(scene)).toMatchObject({ secondFactorSince: deps.now(), factors: { [id]: { kind: 'totp' } } });
    expect(deps.challenges.items.has(digestChallenge(challenge))).toBe(false);
    const stored = await deps.factorSecrets.find(scene.laptop.caller.sub, id);
    expect(stored).not.toHaveProperty('validUntil');
    expect(deps.notices.map(({ notice }) => notice)).toEqual(['factor-added', 'new-device']);
    expect(deps.logged.map(({ event }) => event)).toEqual([
      'second_factor_required',
      'factor_added',
      'signed_in',
    ]);
    // the code is used up, and the next sign-in takes the next one
    const next = await sendPassword(deps);
    expect(next.kinds).toEqual(['totp', 'recovery_code']);
    expect(await outcomeOf(answer(deps, next.challenge, code))).toBe('INVALID_CODE');
    deps.clock.millis += STEP_MS;
    expect(await outcomeOf(answer(deps, next.challenge, codeOf({ deps, secret })))).toBe('done');
  });

  test('a sign-up gets a challenge in place of tokens, whose enrolment starts the first session', async () => {
    const deps = toRequired(createFactorDependencies());
    const { user, challenge, kinds, ...rest } = await signUpRequired(deps);
    expect([user.username, kinds, rest, sidsOf(deps)]).toEqual(['Ada', ['enrolment'], {}, []]);
    expect(deps.signed).toEqual([]);
    const { secret } = await askForSecret(deps, challenge);
    await confirmFirst(deps, challenge, codeOf({ deps, secret }));
    expect(sidsOf(deps)).toHaveLength(1);
    expect(deps.accounts.named('ada')).toMatchObject({ sessionCount: 1, devices: [expect.anything()] });
  });

  test('the address of a sign-up waits for the first session, which verifies it', async () => {
    const deps = toRequired(createFactorDependencies(), true);
    const email = { faults: [], request: ({ sub, sid }: { sub: string; sid: string }) => ask(sub, sid) };
    const ask = (sub: string, sid: string) => {
      const caller = { sub, sid, username: 'Ada', scopes: [], authTime: deps.now() / 1000, amr: [] };
      return askForEmail(deps, { caller } as never);
    };
    const { challenge } = await signUpRequired(deps, 'Ada', email);
    const mailed = await lastCode(deps);
    const { secret } = await askForSecret(deps, challenge);
    await confirmFirst(deps, challenge, codeOf({ deps, secret }));
    const { sub, sid } = deps.signed.at(-1) ?? { sub: '', sid: '' };
    expect(deps.accounts.items.get(sub)?.pendingEmail?.sid).toBe(sid);
    await sendCode(deps, { caller: { sub, sid } } as never, mailed);
    expect(deps.accounts.items.get(sub)?.email?.address).toBe(ADDRESS);
  });
});

describe('a challenge of an enrolment', () => {
  test('CVE-2026-111949: a pending sign-in of an account with a factor enrols nothing', async () => {
    const scene = await createFactorScene();
    const deps = toRequired(scene.deps);
    const { challenge, kinds } = await sendPassword(deps);
    expect(kinds).toEqual(['totp', 'recovery_code']);
    expect(await outcomeOf(askForSecret(deps, challenge))).toBe('INVALID_CHALLENGE');
    expect(await outcomeOf(confirmFirst(deps, challenge, codeOf(scene)))).toBe('INVALID_CHALLENGE');
    expect(await outcomeOf(answer(deps, challenge, codeOf(scene)))).toBe('done');
  });

  test('CVE-2026-111949: a challenge from before the first factor is void once the account has one', async () => {
    const scene = await createEnrolmentScene();
    const { deps } = scene;
    const attacker = await beginFirst(deps);
    const another = await sendPassword(deps);
    const owner = await beginFirst(deps);
    await confirmFirst(deps, owner.challenge, owner.code);
    const enrolled = ada(scene);
    const sids = sidsOf(deps);
    expect(await outcomeOf(confirmFirst(deps, attacker.challenge, attacker.code))).toBe('INVALID_CHALLENGE');
    expect(await outcomeOf(askForSecret(deps, another.challenge))).toBe('INVALID_CHALLENGE');
    expect([ada(scene), sidsOf(deps)]).toEqual([enrolled, sids]);
  });

  test('of parallel enrolments one wins, and the others start no session', async () => {
    const scene = await createEnrolmentScene();
    const { deps } = scene;
    const before = sidsOf(deps).length;
    const begun = [await beginFirst(deps), await beginFirst(deps), await beginFirst(deps)];
    const first = begun[0] ?? begun[1];
    const outcomes = await Promise.all(
      [...begun, first].map((one) => outcomeOf(confirmFirst(deps, one?.challenge ?? '', one?.code ?? ''))),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['done', 'INVALID_CHALLENGE']));
    expect(Object.keys(ada(scene).factors ?? {})).toHaveLength(1);
    expect(sidsOf(deps)).toHaveLength(before + 1);
  });

  test('no other token is one', async () => {
    const scene = await createFactorScene();
    const { deps: stage, laptop } = scene;
    const deps = toRequired(stage);
    const { challenge } = await sendPassword(deps);
    const refused = [
      challenge,
      laptop.access_token,
      laptop.refresh_token,
      laptop.device_token ?? '',
      '',
      'x',
    ];
    for (const token of refused) {
      expect(await outcomeOf(askForSecret(deps, token))).toBe('INVALID_CHALLENGE');
      expect(await outcomeOf(confirmFirst(deps, token, '000000'))).toBe('INVALID_CHALLENGE');
    }
  });

  test('takes five codes, and lives for ten minutes', async () => {
    const { deps } = await createEnrolmentScene();
    const { challenge, secret } = await beginFirst(deps);
    for (let nth = 0; nth < 5; nth++) {
      const code = wrongCode({ deps, secret }, nth);
      expect(await outcomeOf(confirmFirst(deps, challenge, code))).toBe('INVALID_CODE');
    }
    expect(await outcomeOf(confirmFirst(deps, challenge, codeOf({ deps, secret })))).toBe(
      'INVALID_CHALLENGE',
    );
    const late = await beginFirst(deps);
    deps.clock.millis += CHALLENGE_MS;
    const code = codeOf({ deps, secret: late.secret });
    expect(await outcomeOf(confirmFirst(deps, late.challenge, code))).toBe('INVALID_CHALLENGE');
    expect(await outcomeOf(askForSecret(deps, late.challenge))).toBe('INVALID_CHALLENGE');
  });

  test('confirms the secret that was issued last for it, and no other', async () => {
    const { deps, laptop } = await createEnrolmentScene();
    const former = await beginFirst(deps);
    const { challenge } = former;
    const last = await askForSecret(deps, challenge);
    const other = await beginFirst(deps);
    // a secret of a session
    const session = await beginEnrolment(deps, laptop.caller);
    for (const { secret } of [former, other, session]) {
      expect(await outcomeOf(confirmFirst(deps, challenge, codeOf({ deps, secret })))).toBe('INVALID_CODE');
    }
    // nor does a session confirm a secret of a challenge
    const confirmed = confirmTotp({ ...deps, secondFactor: 'optional' })({
      ...{ caller: laptop.caller, id: last.id, code: codeOf({ deps, secret: last.secret }), source: SOURCE },
    });
    expect(await outcomeOf(confirmed)).toBe('FACTOR_NOT_FOUND');
    expect(await outcomeOf(confirmFirst(deps, challenge, codeOf({ deps, secret: last.secret })))).toBe(
      'done',
    );
  });

  test('needs a secret first, and is void after a change of the account', async () => {
    const scene = await createEnrolmentScene();
    const { deps } = scene;
    const { challenge } = await sendPassword(deps);
    expect(await outcomeOf(confirmFirst(deps, challenge, '000000'))).toBe('INVALID_CODE');
    const { challenge: open, code } = await beginFirst(deps);
    for (const change of [
      { passwordHash: 'm=1|x' },
      { securityVersion: 9 },
      { scopes: ['a'] },
      { state: 'DISABLED' },
    ]) {
      const account = ada(scene);
      deps.accounts.set({ ...account, ...change } as typeof account);
      expect(await outcomeOf(confirmFirst(deps, open, code))).toBe('INVALID_CHALLENGE');
      expect(await outcomeOf(askForSecret(deps, open))).toBe('INVALID_CHALLENGE');
      deps.accounts.set(account);
    }
  });
});

describe('an account with a verified address', () => {
  test('also needs the code that was mailed to it', async () => {
    const { deps, laptop } = await createEnrolmentScene(true);
    const begun = await beginFirst(deps);
    const { challenge, code } = begun;
    const digest = digestChallenge(challenge);
    expect(deps.mailQueue.requests).toMatchObject([
      { kind: 'confirm-enrolment', sub: laptop.caller.sub, challenge: digest, generation: 1, language: 'en' },
    ]);
    expect(JSON.stringify(deps.mailQueue.requests)).not.toContain(challenge);
    expect(await outcomeOf(confirmFirst(deps, challenge, code))).toBe('VALIDATION_FAILED');
    expect(deps.challenges.items.get(digest)?.attempts).toBe(0);
    for (const wrong of ['AAAA-AAAA', '']) {
      expect(await outcomeOf(confirmFirst(deps, challenge, code, wrong))).toBe('INVALID_CODE');
    }
    expect(deps.notices.map(({ notice }) => notice)).toEqual(['password-known', 'password-known']);
    const mailed = await lastCode(deps);
    const typed = mailed.toLowerCase().replace('-', ' ');
    expect(
      await outcomeOf(confirmFirst(deps, challenge, wrongCode(begun && { deps, ...begun }), mailed)),
    ).toBe('INVALID_CODE');
    expect(await outcomeOf(confirmFirst(deps, challenge, code, typed))).toBe('done');
  });

  test('a code of another challenge or purpose is wrong, and another address voids the challenge', async () => {
    const scene = await createEnrolmentScene(true);
    const { deps } = scene;
    const first = await beginFirst(deps);
    const ofFirst = await lastCode(deps);
    const { challenge, code } = await beginFirst(deps);
    const reset = {
      purpose: 'reset-password',
      challenge: digestChallenge(challenge),
      generation: 1,
    } as const;
    for (const wrong of [ofFirst, (await deps.mailCodes.derive(reset)).code]) {
      expect(await outcomeOf(confirmFirst(deps, challenge, code, wrong))).toBe('INVALID_CODE');
    }
    const { email, ...account } = ada(scene);
    deps.accounts.set({ ...account, email: email && { ...email, address: 'mallory@example.com' } });
    expect(await outcomeOf(confirmFirst(deps, first.challenge, first.code, ofFirst))).toBe(
      'INVALID_CHALLENGE',
    );
    deps.accounts.set(account);
    expect(await outcomeOf(confirmFirst(deps, first.challenge, first.code, ofFirst))).toBe(
      'INVALID_CHALLENGE',
    );
  });
});

test('a session from before the stage required a second factor neither steps up nor changes factors', async () => {
  const { deps, laptop } = await createEnrolmentScene();
  const { caller } = laptop;
  const stepped = (stage: typeof deps) =>
    outcomeOf(stepUp(stage)({ caller, proof: { password: PASSWORD }, source: SOURCE }));
  const enrolled = (stage: typeof deps) => outcomeOf(enrolTotp(stage)({ caller, source: SOURCE }));
  expect([await stepped(deps), await enrolled(deps)]).toEqual(['UNAUTHORIZED', 'UNAUTHORIZED']);
  const optional = { ...deps, secondFactor: 'optional' };
  expect([await stepped(optional), await enrolled(optional)]).toEqual(['done', 'done']);
});
