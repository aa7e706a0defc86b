/** Two accounts that ask for, verify and remove the same e-mail addresses, with the invariants. */
import { deleteAccount } from '../../../lambda/identity/accounts/delete-account';
import { findByEmail } from '../../../lambda/identity/accounts/identifiers/find-by-email';
import { RESERVATION_MS } from '../../../lambda/identity/accounts/identifiers/reserve-identifier';
import { register } from '../../../lambda/identity/authentication/register';
import { cancelEmailChange } from '../../../lambda/identity/email/cancel-email-change';
import { changeEmail } from '../../../lambda/identity/email/change-email';
import { removeEmail } from '../../../lambda/identity/email/remove-email';
import { verifyEmail } from '../../../lambda/identity/email/verify-email';
import {
  changeUserEmail,
  type UserEmailChange,
} from '../../../lambda/identity/operator/email/change-user-email';
import { signOutEverywhere } from '../../../lambda/identity/sessions/sign-out-everywhere';
import { LatchkeyError } from '../../../lambda/shared/errors';
import type { Caller } from '../../../lambda/shared/http/request';
import { DAY, PASSWORD, SOURCE } from '../fakes/auth-dependencies';
import { type Fault, takeWithFault } from './faults';
import { type Actor, type Choose, runActors, startActor, type TakeStep } from './scheduler';
import { createSteppedDependencies } from './stepped-dependencies';
import { copyWorld, createWorld, readClaims, type World } from './world';

/** A request of one of the two. A verification sends the code of the last mail to its account. */
export type EmailAct =
  | { readonly does: 'ask'; readonly email: string }
  | { readonly does: 'verify' | 'cancel' | 'remove' | 'delete' | 'sign out everywhere' }
  | { readonly does: 'operator'; readonly change: UserEmailChange };

/** A script. */
export interface EmailScript {
  readonly name: string;
  readonly who: 'ada' | 'bob';
  readonly acts: readonly EmailAct[];
  /** The fault of the first act. @default - none */
  readonly fault?: Fault;
}

/** The two accounts. */
export interface EmailWorld {
  readonly world: World;
  readonly callers: Readonly<Record<EmailScript['who'], Caller>>;
}

/** A scenario. */
export interface EmailScenario {
  readonly start: EmailWorld;
  readonly scripts: readonly EmailScript[];
  /** Whether at some point the time of a reservation passes. */
  readonly timePasses: boolean;
  /** Plants a defect. @default - none */
  readonly plant?: (deps: World['deps']) => void;
}

/** The addresses of these tests. */
export const X = 'x@example.com';
export const Y = 'y@example.com';

const straight: TakeStep = (_step, act) => act();

async function createCaller(world: World, username: string): Promise<Caller> {
  const deps = createSteppedDependencies(world, straight);
  const answer = await register(deps)({ username, password: PASSWORD, source: SOURCE });
  const { sub, sid, auth_time: authTime, amr } = readClaims(world, answer.access_token);
  return { sub, sid, username, scopes: [], authTime, amr };
}

/** Creates a world in which both have made the given requests. */
export async function createEmailWorld(before: readonly Omit<EmailScript, 'name'>[]): Promise<EmailWorld> {
  const world = createWorld();
  const callers = { ada: await createCaller(world, 'Ada'), bob: await createCaller(world, 'Bob') };
  const deps = createSteppedDependencies(world, straight);
  for (const { who, acts } of before) for (const act of acts) await perform(deps, callers[who], act);
  return { world, callers };
}

/** Returns the number of steps of a request that runs alone. */
export async function countEmailSteps(
  { world, callers }: EmailWorld,
  who: EmailScript['who'],
  act: EmailAct,
) {
  let steps = 0;
  const counting: TakeStep = (_step, go) => {
    steps++;
    return go();
  };
  await perform(createSteppedDependencies(copyWorld(world), counting), callers[who], act);
  return steps;
}

/** Performs a request. Returns the code that a verification has used. */
async function perform(stepped: World['deps'], caller: Caller, act: EmailAct): Promise<string | undefined> {
  const source = SOURCE;
  // neither the recent sign-in nor the limits of mails depend on the order
  const mailLimits = { ...stepped.mailLimits, claim: async () => [] };
  // every reading of the clock differs: two reservations of one account are never of one millisecond
  const now = () => {
    stepped.clock.millis += 1;
    return stepped.clock.millis;
  };
  const deps = { ...stepped, now, mailLimits, reauthenticationSeconds: 365 * DAY };
  switch (act.does) {
    case 'ask':
      await changeEmail(deps)({ caller, email: act.email, language: 'en', source });
      return undefined;
    case 'verify': {
      const code = await mailedCode(deps, caller);
      await verifyEmail(deps)({ caller, code, source });
      return code;
    }
    case 'cancel':
      await cancelEmailChange(deps)({ caller, source });
      return undefined;
    case 'remove':
      await removeEmail(deps)({ caller, source });
      return undefined;
    case 'delete':
      await deleteAccount(deps)({ caller, source, hasTime: () => true });
      return undefined;
    case 'sign out everywhere':
      await signOutEverywhere(deps)({ caller, source });
      return undefined;
    case 'operator':
      await changeUserEmail(deps)({ choice: { sub: caller.sub }, change: act.change }).catch(ignoreAdvice);
      return undefined;
  }
}

/** Ignores an operator's refusal, which is an error with advice. Others are faults. */
function ignoreAdvice(error: unknown): void {
  if (!(error instanceof Error) || error.constructor !== Error) throw error;
}

/** Returns the code of the last mail to an account. */
async function mailedCode({ mailQueue, mailCodes }: World['deps'], { sub }: Caller): Promise<string> {
  const request = mailQueue.requests.filter((mail) => mail.sub === sub).at(-1);
  if (request?.kind !== 'verify-email') return 'no mail';
  const { kind: purpose, challenge, generation } = request;
  return (await mailCodes.derive({ purpose, challenge, generation })).code;
}

const EXPECTED = ['INVALID_CODE', 'UNAUTHORIZED', 'CONCURRENT_CHANGE'];

/**
 * Runs a scenario under one schedule.
 * @returns whether the schedule completed
 * @throws Error with the steps, in their order, when a check fails
 */
export async function runEmails(scenario: EmailScenario, choose: Choose): Promise<boolean> {
  const { callers } = scenario.start;
  const world = copyWorld(scenario.start.world);
  scenario.plant?.(world.deps);
  const failures = new Set<string>();
  const told: string[] = [];
  const used = new Set<string>();
  const isFaulty = scenario.scripts.some(({ fault }) => fault);

  const actors: Actor[] = [];
  for (const { name, who, acts, fault } of scenario.scripts) {
    const actor = await startActor(name, async (take) => {
      let next = fault;
      for (const act of acts) {
        let crash = () => {};
        const crashed = new Promise<'crashed'>((resolve) => {
          crash = () => resolve('crashed');
        });
        const deps = createSteppedDependencies(world, next ? takeWithFault(take, next, crash) : take);
        next = undefined;
        const answer = await Promise.race([perform(deps, callers[who], act).catch(toExpected), crashed]);
        const code = answer instanceof LatchkeyError ? answer.code : answer;
        if (act.does === 'verify' && typeof answer === 'string' && answer !== 'crashed') {
          if (used.has(answer)) failures.add('a code worked twice');
          used.add(answer);
        }
        told.push(`${name}: ${act.does} ${code ?? 'done'}`);
        const isExpected =
          !(answer instanceof LatchkeyError) ||
          EXPECTED.includes(answer.code) ||
          (isFaulty && answer.code === 'DEPENDENCY_UNAVAILABLE');
        if (!isExpected) failures.add(`${name} was told ${code}`);
      }
    });
    actors.push(actor);
  }
  if (scenario.timePasses) actors.push(await startClock(world));
  const { isComplete, steps } = await runActors(actors, choose);
  if (!isComplete) return false;
  for (const found of await inspectAtRest(world, isFaulty && scenario.timePasses)) failures.add(found);
  if (failures.size > 0) throw new Error([...failures, 'after', ...steps, ...told].join('\n  '));
  return true;
}

function startClock({ deps }: World): Promise<Actor> {
  return startActor('the clock', (take) =>
    take({ name: 'advances', touches: { place: '', writes: true } }, async () => {
      deps.clock.millis += RESERVATION_MS;
    }),
  );
}

function toExpected(error: unknown): LatchkeyError {
  if (error instanceof LatchkeyError) return error;
  throw error;
}

/**
 * Checks a world after all requests have ended: every account is found by its address, and no other account can
 * get that address. Every other address can be verified by a new account.
 * @param isLost whether a fault may have ended a verification after its reservation had expired. Its address may
 * then be another account's
 */
async function inspectAtRest(world: World, isLost: boolean): Promise<readonly string[]> {
  const { deps } = world;
  const found: string[] = [];
  const live = [...deps.accounts.items.values()].filter(({ state }) => state === 'ACTIVE');
  for (const { sub, email } of live) {
    if (!email) continue;
    const owner = (await findByEmail(deps, email.address))?.account.sub;
    if (owner !== sub && !isLost) found.push(`${sub} is not found by ${email.address}`);
  }
  const claimed = live.flatMap(({ email }) => (email ? [email.address] : []));
  if (new Set(claimed).size < claimed.length && !isLost) found.push('two accounts claim one address');

  deps.clock.millis += RESERVATION_MS;
  for (const email of [X, Y]) {
    const heir = await createCaller(world, `heir-of-${email.slice(0, 1)}`);
    await perform(createSteppedDependencies(world, straight), heir, { does: 'ask', email });
    const answer = await perform(createSteppedDependencies(world, straight), heir, { does: 'verify' }).catch(
      toExpected,
    );
    const isTaken = answer instanceof LatchkeyError;
    if (isTaken && !claimed.includes(email)) found.push(`${email} is lost`);
    if (!isTaken && claimed.includes(email) && !isLost) found.push(`${email} is given twice`);
  }
  return found;
}
