import { beginRegistration } from '../../../../../lambda/identity/passkeys/management/begin-registration';
import { listPasskeys } from '../../../../../lambda/identity/passkeys/management/list-passkeys';
import { registerPasskey } from '../../../../../lambda/identity/passkeys/management/register-passkey';
import { removePasskey } from '../../../../../lambda/identity/passkeys/management/remove-passkey';
import {
  turnOffSecondFactor,
  turnOnSecondFactor,
} from '../../../../../lambda/identity/passkeys/management/second-factor-switch';
import { reserveCredential } from '../../../../../lambda/identity/passkeys/reserve-credential';
import { type FakeDependencies, SOURCE } from '../../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../../fakes/interrupt';
import {
  accountOf,
  createPasskeyScene,
  credentialOf,
  type PasskeyDependencies,
  type PasskeyScene,
} from '../../../fakes/passkey-management-scene';

/** Crashes at every step of the operations that manage passkeys. */

const moments: readonly Moment[] = ['before', 'after'];

type Operation = (deps: PasskeyDependencies, scene: PasskeyScene) => Promise<unknown>;

const operations: Readonly<Record<string, Operation>> = {
  registration: async (deps, { ada: { caller } }) => {
    const { ceremony_id: ceremonyId } = await beginRegistration(deps)({ caller });
    const credential = { credentialId: credentialOf(9), challenge: ceremonyId };
    return registerPasskey(deps)({ caller, ceremonyId, credential, source: SOURCE });
  },
  removal: (deps, { ada: { caller }, ids }) =>
    removePasskey(deps)({ caller, id: ids[0] ?? '', source: SOURCE }),
  'turning on': (deps, { ada: { caller } }) => turnOnSecondFactor(deps)({ caller, source: SOURCE }),
  'turning off': (deps, { ada: { caller } }) => turnOffSecondFactor(deps)({ caller, source: SOURCE }),
};

/**
 * What a repetition may be refused with, since the interrupted operation has already succeeded. Once the second factor is
 * on, a session must have used it.
 */
const DONE = /PASSKEY_NOT_FOUND|PASSKEY_TAKEN|INSUFFICIENT_USER_AUTHENTICATION/;

describe.each([true, false])('with the second factor on: %p', (isOn) => {
  test.each(
    Object.entries(operations)
      .filter(([name]) => name !== 'turning off' || isOn)
      .filter(([name]) => name !== 'turning on' || !isOn)
      .flatMap(([name, run]) => moments.map((moment) => [name, moment, run] as const)),
  )('an interrupted %s (%s each step) leaves whole passkeys, and can be repeated', async (_, moment, run) => {
    const steps = await interruptEverywhere(
      () => createPasskeyScene({ passkeys: [true, true], isOn }),
      (scene, interrupt) => run(withSteps(scene.deps, interrupt(scene.deps)), scene),
      moment,
      async (scene) => {
        await expectWhole(scene);
        scene.deps.clock.millis += 1;
        await run(scene.deps, scene).catch(({ code }) => expect(code).toMatch(DONE));
        await expectWhole(scene);
        // what was left belongs to no account, and the next list deletes it
        scene.deps.clock.millis += 16 * 60_000;
        const { items } = await listPasskeys(scene.deps)(scene.ada.caller);
        const held = Object.keys(accountOf(scene).passkeys ?? {}).sort();
        expect(items.map(({ id }) => id).sort()).toEqual(held);
        expect([...scene.deps.passkeys.items.values()].map(({ id }) => id).sort()).toEqual(held);
        expect([...scene.deps.credentials.items.keys()].sort()).toEqual(held);
      },
    );
    expect(steps).toBeGreaterThan(1);
  });
});

/** Returns the dependencies with stores whose calls are interrupted. */
function withSteps(deps: PasskeyDependencies, interrupted: FakeDependencies): PasskeyDependencies {
  return {
    ...deps,
    ...interrupted,
    reserveCredential: reserveCredential(interrupted),
  } as PasskeyDependencies;
}

/** Asserts that each passkey of the account is stored, and that its pointer leads to the account. */
async function expectWhole(scene: PasskeyScene): Promise<void> {
  const { sub, passkeys = {}, secondFactorSince, recoveryCodes } = accountOf(scene);
  for (const id of Object.keys(passkeys)) {
    expect(await scene.deps.passkeys.find(sub, id)).toBeDefined();
    expect(await scene.deps.credentials.find(id)).toMatchObject({ sub });
  }
  expect(secondFactorSince === undefined).toBe(recoveryCodes === undefined);
}
