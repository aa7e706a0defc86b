import { signIn } from '../../../../../lambda/identity/authentication/sign-in';
import { enrolAfterReset } from '../../../../../lambda/identity/factors/enrolment/enrol-after-reset';
import { requireSecondFactor } from '../../../../../lambda/identity/factors/proofs/require-second-factor';
import { signInAfterReset } from '../../../../../lambda/identity/factors/proofs/sign-in-after-reset';
import { resetFactors } from '../../../../../lambda/identity/operator/factors/reset-factors';
import { startSession } from '../../../../../lambda/identity/sessions/start-session';
import { PASSWORD, SOURCE } from '../../../fakes/auth-dependencies';
import { toRequired } from '../../../fakes/enrolment-scene';
import {
  ada,
  createFactorScene,
  type FactorDependencies,
  type FactorScene,
} from '../../../fakes/factor-scene';
import { interruptEverywhere, type Moment } from '../../../fakes/interrupt';
import { outcomeOf } from '../../../fakes/throttled';

/** Crashes at every step of the sign-in that applies a reset of the factors. */

const DAY = 86_400_000;
const moments: readonly Moment[] = ['before', 'after'];

/** How a sign-in ends whose reset is due, by the setting of the stage. */
const policies = {
  optional: (deps: FactorDependencies) =>
    signInAfterReset({ ...deps, startSession: startSession(deps) }, requireSecondFactor(deps)),
  required: (deps: FactorDependencies) => {
    const required = toRequired(deps);
    return enrolAfterReset(required, requireSecondFactor(required));
  },
};
type Policy = keyof typeof policies;

const OUTCOMES = { optional: 'done', required: 'SECOND_FACTOR_REQUIRED' } as const;

async function withDueReset(): Promise<FactorScene> {
  const scene = await createFactorScene();
  await resetFactors(scene.deps)({ choice: { username: 'ada' }, isAtOnce: false });
  scene.deps.clock.millis += DAY;
  return scene;
}

/** Signs in by the password. The steps of the guard are those of any sign-in, and never interrupted. */
function signInByPassword(policy: Policy, deps: FactorDependencies, { guard } = deps) {
  const command = { username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true };
  const settings = policy === 'required' ? toRequired(deps) : deps;
  return signIn({ ...settings, guard, requireSecondFactor: policies[policy](deps) })(command);
}

test.each(
  (['optional', 'required'] as const).flatMap((policy) => moments.map((moment) => [policy, moment] as const)),
)('%s: a sign-in that is interrupted %s any step has applied the reset or not', async (policy, moment) => {
  const steps = await interruptEverywhere(
    withDueReset,
    ({ deps }, interrupt) =>
      signInByPassword(policy, interrupt(deps), deps).catch((error) => {
        // the challenge is the end of a sign-in that was not interrupted
        if (error.code !== 'SECOND_FACTOR_REQUIRED') throw error;
      }),
    moment,
    async (scene) => {
      const { factors, secondFactorSince, recoveryCodes, factorsResetAt, lastSid } = ada(scene);
      const isApplied = secondFactorSince === undefined;
      if (isApplied) expect([factors, recoveryCodes, factorsResetAt]).toEqual(Array(3).fill(undefined));
      else expect([Object.keys(factors ?? {}), recoveryCodes?.length]).toEqual([[scene.id], 10]);
      // the password alone starts a session in the write that removes the factors, or not at all
      const isCommitted = lastSid !== scene.laptop.caller.sid;
      expect(isCommitted).toBe(policy === 'optional' && isApplied);
      // the user sends the password again
      expect(await outcomeOf(signInByPassword(policy, scene.deps))).toBe(OUTCOMES[policy]);
      expect(ada(scene).secondFactorSince).toBeUndefined();
    },
  );
  expect(steps).toBeGreaterThan(2);
});
