/** One account whose password is reset while other requests change it, with the invariants. */
import { createHash } from 'node:crypto';
import { deleteAccount } from '../../../lambda/identity/accounts/delete-account';
import { changePassword } from '../../../lambda/identity/authentication/change-password';
import { register } from '../../../lambda/identity/authentication/register';
import { signIn } from '../../../lambda/identity/authentication/sign-in';
import { changeEmail } from '../../../lambda/identity/email/change-email';
import { confirmPasswordReset } from '../../../lambda/identity/email/password-resets/confirm-password-reset';
import { requestPasswordReset } from '../../../lambda/identity/email/password-resets/request-password-reset';
import { removeEmail } from '../../../lambda/identity/email/remove-email';
import { verifyEmail } from '../../../lambda/identity/email/verify-email';
import { LatchkeyError } from '../../../lambda/shared/errors';
import type { Caller } from '../../../lambda/shared/http/request';
import { DAY, PASSWORD, SOURCE } from '../fakes/auth-dependencies';
import { type Fault, takeWithFault } from './faults';
import { type Actor, type Choose, runActors, startActor, type TakeStep } from './scheduler';
import { createSteppedDependencies } from './stepped-dependencies';
import { copyWorld, createWorld, findAda, passwordOf, readClaims, type World } from './world';

/** A request. `reset` sends the code of the nth reset that was requested, from 0. */
export type ResetAct =
  | { readonly does: 'reset'; readonly nth: number }
  | { readonly does: 'ask' | 'sign in' | 'change the password' | 'change the address' }
  | { readonly does: 'remove the address' | 'delete the account' };

/** A script. */
export interface ResetScript {
  readonly name: string;
  readonly acts: readonly ResetAct[];
  /** The fault of the first act. @default - none */
  readonly fault?: Fault;
}

/** The account, which has asked for two resets and for another address. */
export interface ResetWorld {
  readonly world: World;
  readonly caller: Caller;
}

/** A scenario. */
export interface ResetScenario {
  readonly start: ResetWorld;
  readonly scripts: readonly ResetScript[];
  /** Plants a defect. @default - none */
  readonly plant?: (deps: World['deps']) => void;
}

const ADDRESS = 'ada@example.com';
const source = SOURCE;
const straight: TakeStep = (_step, act) => act();
const EXPECTED = ['INVALID_CODE', 'INVALID_CREDENTIALS', 'INVALID_CURRENT_PASSWORD', 'UNAUTHORIZED'];

/** Creates the world. */
export async function createResetWorld(): Promise<ResetWorld> {
  const world = createWorld();
  const deps = toDependencies(createSteppedDependencies(world, straight));
  const answer = await register(deps)({ username: 'Ada', password: PASSWORD, source });
  const { sub, sid, auth_time: authTime, amr } = readClaims(world, answer.access_token);
  const caller = { sub, sid, username: 'Ada', scopes: [], authTime, amr };
  await changeEmail(deps)({ caller, email: ADDRESS, language: 'en', source });
  await perform(deps, caller, { does: 'change the address' });
  await perform(deps, caller, { does: 'ask' });
  await perform(deps, caller, { does: 'ask' });
  await changeEmail(deps)({ caller, email: 'other@example.com', language: 'en', source });
  await perform(deps, caller, { does: 'sign in' });
  return { world, caller };
}

/** Different names have different hashes, and neither a recent sign-in nor the limits depend on the order. */
function toDependencies(
  stepped: World['deps'],
): World['deps'] & { readonly reauthenticationSeconds: number } {
  return {
    ...stepped,
    hashName: async (name: string) => createHash('sha256').update(name).digest('base64url').slice(0, 22),
    sourceRateLimits: { ...stepped.sourceRateLimits, reserve: async () => true, refund: async () => {} },
    mailLimits: { ...stepped.mailLimits, claim: async () => [] },
    reauthenticationSeconds: 365 * DAY,
  };
}

/** Performs a request. Returns the id of a reset that it has completed. */
async function perform(stepped: World['deps'], caller: Caller, act: ResetAct): Promise<string | undefined> {
  const deps = toDependencies(stepped);
  const mails = deps.mailQueue.requests;
  const codeOf = async (purpose: 'verify-email' | 'reset-password', nth: number) => {
    const mail = mails.filter(({ kind }) => kind === purpose).at(nth);
    const challenge = mail && 'challenge' in mail ? mail.challenge : 'none';
    return { challenge, ...(await deps.mailCodes.derive({ purpose, challenge, generation: 1 })) };
  };
  switch (act.does) {
    case 'reset': {
      const { challenge: resetId, code } = await codeOf('reset-password', act.nth);
      const newPassword = `the phrase of reset ${act.nth}`;
      await confirmPasswordReset(deps)({ proof: { resetId, code }, newPassword, source });
      return resetId;
    }
    case 'ask':
      await requestPasswordReset(deps)({ username: 'Ada', language: 'en', source });
      return undefined;
    case 'sign in':
      await signIn(deps)({ username: 'Ada', password: PASSWORD, source, hasTime: () => true });
      return undefined;
    case 'change the password': {
      const newPassword = 'the phrase of a change';
      await changePassword(deps)({ caller, currentPassword: PASSWORD, newPassword, source });
      return undefined;
    }
    case 'change the address':
      await verifyEmail(deps)({ caller, code: (await codeOf('verify-email', -1)).code, source });
      return undefined;
    case 'remove the address':
      await removeEmail(deps)({ caller, source });
      return undefined;
    case 'delete the account':
      await deleteAccount(deps)({ caller, source, hasTime: () => true });
      return undefined;
  }
}

/** Returns the number of steps of a request that runs alone. */
export async function countResetSteps({ world, caller }: ResetWorld, act: ResetAct): Promise<number> {
  let steps = 0;
  const counting: TakeStep = (_step, go) => {
    steps++;
    return go();
  };
  await perform(createSteppedDependencies(copyWorld(world), counting), caller, act);
  return steps;
}

/**
 * Runs a scenario under one schedule.
 * @returns whether the schedule completed
 * @throws Error with the steps, in their order, when a check fails
 */
export async function runResets({ start, scripts, plant }: ResetScenario, choose: Choose): Promise<boolean> {
  const { caller } = start;
  const world = copyWorld(start.world);
  const failures = new Set<string>();
  const told: string[] = [];
  const isFaulty = scripts.some(({ fault }) => fault);
  plant?.(world.deps);
  const commits = watchCommits(world, failures);

  let completed = 0;
  const actors: Actor[] = [];
  for (const { name, acts, fault } of scripts) {
    const actor = await startActor(name, async (take) => {
      let next = fault;
      for (const act of acts) {
        let crash = () => {};
        const crashed = new Promise<'crashed'>((resolve) => {
          crash = () => resolve('crashed');
        });
        const deps = createSteppedDependencies(world, next ? takeWithFault(take, next, crash) : take);
        next = undefined;
        const answer = await Promise.race([perform(deps, caller, act).catch(toExpected), crashed]);
        const code = answer instanceof LatchkeyError ? answer.code : answer;
        const isCompleted = typeof answer === 'string' && answer !== 'crashed';
        // the first two were requested under one version
        if (act.does === 'reset' && act.nth < 2 && isCompleted) completed += 1;
        told.push(`${name}: ${act.does} ${code ?? 'done'}`);
        const expected = isFaulty ? [...EXPECTED, 'DEPENDENCY_UNAVAILABLE'] : EXPECTED;
        if (answer instanceof LatchkeyError && !expected.includes(answer.code)) {
          failures.add(`${name} was told ${code}`);
        }
      }
    });
    actors.push(actor);
  }
  const { isComplete, steps } = await runActors(actors, choose);
  if (!isComplete) return false;
  if (completed > 1) failures.add('two resets of one version succeeded');
  for (const found of await inspectAtRest(world, commits)) failures.add(found);
  if (failures.size > 0) throw new Error([...failures, 'after', ...steps, ...told].join('\n  '));
  return true;
}

/** Records every password that is set, and whether a reset sets one after its address has gone. */
function watchCommits({ deps }: World, failures: Set<string>): string[] {
  const commits: string[] = [];
  const { accounts, accountResets } = deps;
  const { changePassword: change } = accounts;
  const { replacePassword } = accountResets;
  accounts.changePassword = async (account, hash, sid) => {
    const isChanged = await change(account, hash, sid);
    if (isChanged) commits.push(passwordOf(hash));
    return isChanged;
  };
  accountResets.replacePassword = async (account, hash) => {
    const { email, state, passwordHash } = accounts.items.get(account.sub) ?? {};
    const isReplaced = await replacePassword(account, hash);
    if (isReplaced && passwordHash !== hash) {
      commits.push(passwordOf(hash));
      if (email?.address !== ADDRESS) failures.add('a reset by a mail to a former address');
      if (state !== 'ACTIVE') failures.add('a reset of an account that is not active');
    }
    return isReplaced;
  };
  return commits;
}

function toExpected(error: unknown): LatchkeyError {
  if (error instanceof LatchkeyError) return error;
  throw error;
}

/** Checks a world after all requests have ended: its one password, and the sessions that are left of others. */
async function inspectAtRest(world: World, commits: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  const account = findAda(world);
  if (account?.state !== 'ACTIVE') return found;
  const password = commits.at(-1) ?? PASSWORD;
  if (passwordOf(account.passwordHash) !== password) found.push('a password is lost');
  // the next sign-in ends what an interrupted request has left
  const deps = toDependencies(createSteppedDependencies(world, straight));
  await signIn(deps)({ username: 'Ada', password, source, hasTime: () => true });
  const { securityVersion = 0, kept } = findAda(world) ?? {};
  for (const session of world.deps.sessions.items.values()) {
    if (session.securityVersion < securityVersion && session.sid !== kept?.sid) {
      found.push('a session survives a change of the password');
    }
  }
  return found;
}
