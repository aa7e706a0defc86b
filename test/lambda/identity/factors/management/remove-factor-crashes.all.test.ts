import { cancelFactorsReset } from '../../../../../lambda/identity/factors/management/cancel-factors-reset';
import { enrolTotp } from '../../../../../lambda/identity/factors/management/enrol-totp';
import { listFactors } from '../../../../../lambda/identity/factors/management/list-factors';
import { removeFactor } from '../../../../../lambda/identity/factors/management/remove-factor';
import { replaceRecoveryCodes } from '../../../../../lambda/identity/factors/management/replace-recovery-codes';
import { resetFactors } from '../../../../../lambda/identity/operator/factors/reset-factors';
import { SOURCE } from '../../../fakes/auth-dependencies';
import {
  accountOf,
  createFactorScene,
  type FactorDependencies,
  type FactorScene,
  plantSecret,
  secretIds,
} from '../../../fakes/factor-management-scene';
import { interruptEverywhere, type Moment } from '../../../fakes/interrupt';

/** Crashes at every step of the operations that manage second factors. */

const moments: readonly Moment[] = ['before', 'after'];
const DAY = 86_400_000;

type Operation = (deps: FactorDependencies, scene: FactorScene) => Promise<unknown>;

const operations: Readonly<Record<string, Operation>> = {
  enrolment: (deps, { ada: { caller } }) => enrolTotp(deps)({ caller, source: SOURCE }),
  removal: (deps, { ada: { caller }, ids }) =>
    removeFactor(deps)({ caller, id: ids[0] ?? '', source: SOURCE }),
  'replacement of the recovery codes': (deps, { ada: { caller } }) =>
    replaceRecoveryCodes(deps)({ caller, source: SOURCE }),
  'cancellation of a reset': (deps, { ada: { caller } }) =>
    cancelFactorsReset(deps)({ caller, source: SOURCE }),
  'reset that waits': (deps) => resetFactors(deps)({ choice: { username: 'ada' }, isAtOnce: false }),
  'reset at once': (deps) => resetFactors(deps)({ choice: { username: 'ada' }, isAtOnce: true }),
};

/** What a repetition may be refused with, since the interrupted operation has already succeeded. */
const DONE = /FACTOR_NOT_FOUND|nothing to reset/;

/** Creates an account whose reset waits, with an enrolment that waits as well. */
async function createScene(count: number): Promise<FactorScene> {
  const scene = await createFactorScene(count);
  scene.deps.accounts.set({ ...accountOf(scene), factorsResetAt: scene.deps.clock.millis + DAY });
  await plantSecret(scene);
  return scene;
}

describe.each([1, 2])('with %i factors', (count) => {
  test.each(
    Object.entries(operations).flatMap(([name, run]) =>
      moments.map((moment) => [name, moment, run] as const),
    ),
  )('an interrupted %s (%s each step) leaves whole factors, and can be repeated', async (_, moment, run) => {
    const steps = await interruptEverywhere(
      () => createScene(count),
      (scene, interrupt) => run({ ...scene.deps, ...interrupt(scene.deps) } as FactorDependencies, scene),
      moment,
      async (scene) => {
        expectWhole(scene);
        await run(scene.deps, scene).catch(({ code, message }) => expect(code ?? message).toMatch(DONE));
        expectWhole(scene);
        // what was left belongs to no factor, and the next list deletes it
        scene.deps.clock.millis += DAY;
        await listFactors(scene.deps)(scene.ada.caller);
        expect(await secretIds(scene)).toEqual(Object.keys(accountOf(scene).factors ?? {}).sort());
      },
    );
    expect(steps).toBeGreaterThan(1);
  });
});

/** Asserts that the second factor is on with its factors, their secrets and ten recovery codes, or off without any. */
function expectWhole(scene: FactorScene): void {
  const { factors, secondFactorSince, recoveryCodes, factorsResetAt } = accountOf(scene);
  if (secondFactorSince === undefined) {
    expect([factors, recoveryCodes, factorsResetAt]).toEqual([undefined, undefined, undefined]);
    return;
  }
  expect(recoveryCodes).toHaveLength(10);
  const stored = [...scene.deps.factorSecrets.items.keys()].join();
  for (const id of Object.keys(factors ?? {})) expect(stored).toContain(id);
  expect(Object.keys(factors ?? {}).length).toBeGreaterThan(0);
}
