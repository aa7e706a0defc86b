/**
 * Interrupts an operation at one of its steps, with a crash or a failing dependency between any two store
 * calls.
 */
import type { FakeDependencies } from './auth-dependencies';

/** Whether the interruption comes `before` or `after` the effect of the call. */
export type Moment = 'before' | 'after';

/** The error of an interrupted operation. */
class Interruption extends Error {}

type AnyFunction = (...values: readonly unknown[]) => unknown;

/** Returns the same stores, with the nth call failing. Calls are counted from 1. */
function interruptAt(deps: FakeDependencies, nth: number, moment: Moment): FakeDependencies {
  let calls = 0;
  const interrupting =
    (call: AnyFunction): AnyFunction =>
    async (...values) => {
      calls += 1;
      const isInterrupted = calls === nth;
      if (isInterrupted && moment === 'before') throw new Interruption();
      const result = await call(...values);
      if (isInterrupted) throw new Interruption();
      return result;
    };
  const wrap = <Store extends object>(store: Store): Store =>
    Object.fromEntries(
      Object.entries(store).map(([name, member]) => [
        name,
        typeof member === 'function' ? interrupting(member as AnyFunction) : member,
      ]),
    ) as Store;
  return {
    ...deps,
    accounts: wrap(deps.accounts),
    administration: wrap(deps.administration),
    emailAdministration: wrap(deps.emailAdministration),
    names: wrap(deps.names),
    usernames: wrap(deps.usernames),
    emails: wrap(deps.emails),
    accountEmails: wrap(deps.accountEmails),
    resetChallenges: wrap(deps.resetChallenges),
    openResets: wrap(deps.openResets),
    accountResets: wrap(deps.accountResets),
    mailCodes: wrap(deps.mailCodes),
    mailLimits: wrap(deps.mailLimits),
    mailQueue: wrap(deps.mailQueue),
    accountFactors: wrap(deps.accountFactors),
    accountPasskeys: wrap(deps.accountPasskeys),
    ceremonies: wrap(deps.ceremonies),
    credentials: wrap(deps.credentials),
    factorAdministration: wrap(deps.factorAdministration),
    challenges: wrap(deps.challenges),
    cipher: wrap(deps.cipher),
    factorAttempts: wrap(deps.factorAttempts),
    factorSecrets: wrap(deps.factorSecrets),
    passkeys: wrap(deps.passkeys),
    registrationCeremonies: wrap(deps.registrationCeremonies),
    sessionStepUps: wrap(deps.sessionStepUps),
    sessions: wrap(deps.sessions),
    data: wrap(deps.data),
  };
}

/**
 * Runs a scenario for each step at which it can be interrupted, until it completes.
 * @param run returns the interrupted operation
 * @param then asserts the state after each interruption
 * @returns the number of steps
 */
export async function interruptEverywhere<Scene>(
  set: () => Promise<Scene>,
  run: (scene: Scene, interrupt: (deps: FakeDependencies) => FakeDependencies) => Promise<unknown>,
  moment: Moment,
  then: (scene: Scene) => Promise<void>,
): Promise<number> {
  for (let nth = 1; ; nth++) {
    const scene = await set();
    try {
      await run(scene, (deps) => interruptAt(deps, nth, moment));
      return nth - 1;
    } catch (error) {
      if (!(error instanceof Interruption)) throw error;
    }
    await then(scene);
  }
}
