import { type ConfirmTotpCommand, confirmTotp } from '../../../../lambda/identity/factors/confirm-totp';
import { ENROLMENT_MS } from '../../../../lambda/identity/factors/factor-secrets';
import { digestRecoveryCode } from '../../../../lambda/identity/factors/recovery-code';
import type { Caller } from '../../../../lambda/shared/http/request';
import { SOURCE, uuid } from '../../fakes/auth-dependencies';
import {
  ada,
  beginEnrolment,
  codeOf,
  createFactorDependencies,
  createFactorScene,
  type FactorDependencies,
  STEP_MS,
  wrongCode,
} from '../../fakes/factor-scene';
import { signInAgain, signUp } from '../../fakes/signed-in';
import { outcomeOf } from '../../fakes/throttled';
import { unavailable } from '../../fakes/unavailable';

/** Ada, signed in, with a secret that waits. */
async function createEnrolment() {
  const deps = createFactorDependencies();
  const laptop = await signUp(deps);
  return { deps, laptop, ...(await beginEnrolment(deps, laptop.caller)) };
}

const confirm = (
  { deps, laptop, id }: { deps: FactorDependencies; laptop: { caller: Caller }; id: string },
  code: string,
  change: Partial<ConfirmTotpCommand> = {},
) => confirmTotp(deps)({ caller: laptop.caller, id, code, source: SOURCE, ...change });

test('the first code turns the second factor on, and shows ten recovery codes', async () => {
  const scene = await createEnrolment();
  const { recovery_codes: codes = [] } = await confirm(scene, codeOf(scene));
  const { sub, sid } = scene.laptop.caller;
  expect(codes).toHaveLength(10);
  expect(ada(scene)).toMatchObject({
    factors: { [scene.id]: { kind: 'totp', name: 'My phone', addedAt: scene.deps.now() } },
    secondFactorSince: scene.deps.now(),
    recoveryCodes: codes.map((code) => digestRecoveryCode(sub, code)),
  });
  expect(await scene.deps.factorSecrets.find(sub, scene.id)).not.toHaveProperty('validUntil');
  expect(scene.deps.notices.map(({ notice }) => notice)).toContain('factor-added');
  expect(scene.deps.logged.at(-1)).toEqual({
    ...{ event: 'factor_added', sub, sid, factor: scene.id },
    ...{ sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
  });
  expect(JSON.stringify([scene.deps.logged, ada(scene)])).not.toContain(codes[0]);
});

test('another factor shows no recovery codes, and needs the first one', async () => {
  const scene = await createFactorScene();
  const other = await beginEnrolment(scene.deps, scene.laptop.caller, uuid(902));
  const second = { ...scene, ...other };
  expect(await outcomeOf(confirm(second, codeOf(second)))).toBe('INSUFFICIENT_USER_AUTHENTICATION');
  const caller = { ...scene.laptop.caller, amr: ['pwd', 'otp', 'mfa'] };
  expect(await confirm(second, codeOf(second), { caller })).toEqual({});
  expect(Object.keys(ada(scene).factors ?? {})).toEqual([scene.id, uuid(902)]);
});

test('the first app of an account whose passkeys have turned the second factor on shows no codes', async () => {
  const scene = await createEnrolment();
  const recoveryCodes = ['a digest'];
  const passkeys = { id: { addedAt: 1, verifiesUser: true } };
  scene.deps.accounts.set({ ...ada(scene), passkeys, secondFactorSince: 1, recoveryCodes });
  const caller = { ...scene.laptop.caller, amr: ['pwd', 'pop', 'mfa'] };
  expect(await confirm(scene, codeOf(scene), { caller })).toEqual({});
  expect(ada(scene)).toMatchObject({ factors: { [scene.id]: {} }, secondFactorSince: 1, recoveryCodes });
});

test('needs a recent authentication', async () => {
  const scene = await createEnrolment();
  const caller = { ...scene.laptop.caller, authTime: scene.laptop.caller.authTime - 601 };
  const outcome = await outcomeOf(confirm(scene, codeOf(scene), { caller }));
  expect(outcome).toBe('INSUFFICIENT_USER_AUTHENTICATION');
});

test('a wrong code confirms nothing, and the next one may be right', async () => {
  const scene = await createEnrolment();
  expect(await outcomeOf(confirm(scene, wrongCode(scene)))).toBe('INVALID_CODE');
  expect(ada(scene)).not.toHaveProperty('secondFactorSince');
  expect(scene.deps.logged.at(-1)).toMatchObject({ event: 'factor_code_rejected', kind: 'totp' });
  expect(await outcomeOf(confirm(scene, codeOf(scene)))).toBe('done');
});

test('wrong codes are counted on their source', async () => {
  const scene = await createEnrolment();
  const deps = { ...scene.deps, maxSignInFailuresPerSource: 2 };
  for (let n = 0; n < 2; n++) await outcomeOf(confirm({ ...scene, deps }, wrongCode(scene, n)));
  expect(await outcomeOf(confirm({ ...scene, deps }, codeOf(scene)))).toBeGreaterThan(0);
});

test('an enrolment waits for ten minutes', async () => {
  for (const [after, outcome] of [
    [ENROLMENT_MS - 1, 'done'],
    [ENROLMENT_MS, 'FACTOR_NOT_FOUND'],
  ] as const) {
    const scene = await createEnrolment();
    scene.deps.clock.millis += after;
    const deps = { ...scene.deps, reauthenticationSeconds: 3_600 };
    expect(await outcomeOf(confirm({ ...scene, deps }, codeOf(scene)))).toBe(outcome);
  }
});

test('an enrolment is bound to its session, its account and the security version', async () => {
  const scene = await createEnrolment();
  const phone = await signInAgain(scene.deps);
  const eve = await signUp(scene.deps, 'Eve');
  for (const { caller } of [phone, eve]) {
    expect(await outcomeOf(confirm(scene, codeOf(scene), { caller }))).toBe('FACTOR_NOT_FOUND');
  }
  for (const id of ['', 'x', uuid(999)]) {
    expect(await outcomeOf(confirm({ ...scene, id }, codeOf(scene)))).toBe('FACTOR_NOT_FOUND');
  }
  const { sid, sub } = scene.laptop.caller;
  scene.deps.accounts.set({ ...ada(scene), securityVersion: 2, kept: { sid, fromVersion: 1 } });
  expect(await outcomeOf(confirm(scene, codeOf(scene)))).toBe('FACTOR_NOT_FOUND');
  await scene.deps.sessions.delete({ sub, sid });
  expect(await outcomeOf(confirm(scene, codeOf(scene)))).toBe('UNAUTHORIZED');
});

test('a factor is confirmed once, also in parallel', async () => {
  const scene = await createEnrolment();
  const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(confirm(scene, codeOf(scene)))));
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
  scene.deps.clock.millis += STEP_MS;
  const caller = { ...scene.laptop.caller, amr: ['mfa'] };
  expect(await outcomeOf(confirm(scene, codeOf(scene), { caller }))).toBe('FACTOR_NOT_FOUND');
});

test('an account has at most ten factors', async () => {
  const scene = await createEnrolment();
  const factor = { kind: 'totp' as const, name: 'n', addedAt: 1, lastStep: 1 };
  const factors = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [uuid(n), factor]));
  scene.deps.accounts.set({ ...ada(scene), factors });
  expect(await outcomeOf(confirm(scene, codeOf(scene)))).toBe('TOO_MANY_FACTORS');
});

test('an account that changes before the commit gets no factor', async () => {
  const scene = await createEnrolment();
  const factorSecrets = {
    ...scene.deps.factorSecrets,
    keep: async (sub: string, id: string) => {
      const isKept = await scene.deps.factorSecrets.keep(sub, id);
      await scene.deps.accounts.raiseSecurityVersion(sub);
      return isKept;
    },
  };
  const deps = { ...scene.deps, factorSecrets };
  expect(await outcomeOf(confirm({ ...scene, deps }, codeOf(scene)))).toBe('CONCURRENT_CHANGE');
  expect(ada(scene)).not.toHaveProperty('secondFactorSince');
  expect(scene.deps.notices).toEqual([]);
});

test('when KMS does not answer, the enrolment still waits', async () => {
  const scene = await createEnrolment();
  const deps = { ...scene.deps, cipher: { ...scene.deps.cipher, decrypt: unavailable } };
  expect(await outcomeOf(confirm({ ...scene, deps }, codeOf(scene)))).toBe('DEPENDENCY_UNAVAILABLE');
  expect(await outcomeOf(confirm(scene, codeOf(scene)))).toBe('done');
});
