/** One account with second factors, whose requests run at the same time, with the invariants. */
import { register } from '../../../lambda/identity/authentication/register';
import { signIn } from '../../../lambda/identity/authentication/sign-in';
import { confirmTotp } from '../../../lambda/identity/factors/confirm-totp';
import { answerChallenge } from '../../../lambda/identity/factors/proofs/answer-challenge';
import { digestRecoveryCode } from '../../../lambda/identity/factors/recovery-code';
import { stepUp } from '../../../lambda/identity/factors/step-up';
import type { Session, SessionKey } from '../../../lambda/identity/sessions/session';
import { signOut } from '../../../lambda/identity/sessions/sign-out';
import { signOutEverywhere } from '../../../lambda/identity/sessions/sign-out-everywhere';
import { startSession } from '../../../lambda/identity/sessions/start-session';
import { isLatchkeyError } from '../../../lambda/shared/errors';
import type { Caller } from '../../../lambda/shared/http/request';
import { DAY, PASSWORD, SOURCE, uuid } from '../fakes/auth-dependencies';
import { beginEnrolment, codeOf, STEP_MS } from '../fakes/factor-scene';
import { type Choose, runActors, startActor, type TakeStep } from './scheduler';
import { createSteppedDependencies } from './stepped-dependencies';
import { copyWorld, createWorld, findAda, readClaims, type World } from './world';

/** A request. Codes are of the present step, and recovery codes are the first one. */
export type FactorAct =
  | 'answer by app'
  | 'answer by app, other challenge'
  | 'answer by recovery code'
  | 'answer by recovery code, other challenge'
  | 'step up by app'
  | 'step up by recovery code'
  | 'confirm another app'
  | 'remove the app'
  | 'send the password'
  | 'sign out'
  | 'sign out everywhere';

/** The account, with two challenges and an enrolment that waits. */
export interface FactorWorld {
  readonly world: World;
  readonly caller: Caller;
  readonly secret: Uint8Array;
  readonly recoveryCode: string;
  readonly challenges: readonly string[];
}

/** Requests that run at the same time. */
export interface FactorScenario {
  readonly start: FactorWorld;
  readonly acts: readonly FactorAct[];
  /** Plants a defect. @default - none */
  readonly plant?: (deps: World['deps']) => void;
}

const source = SOURCE;
const straight: TakeStep = (_step, act) => act();
const [FIRST, OTHER] = [uuid(901), uuid(902)];

/** Neither a recent sign-in nor the limits depend on the order. */
function toDependencies(stepped: World['deps']) {
  const deps = {
    ...stepped,
    maxSignInFailuresPerSource: 1_000,
    reauthenticationSeconds: 365 * DAY,
    sourceRateLimits: { ...stepped.sourceRateLimits, reserve: async () => true, refund: async () => {} },
  };
  return { ...deps, startSession: startSession(deps) };
}

/** Creates the world. @param isEnrolled whether the second factor is on */
export async function createFactorWorld(isEnrolled = true): Promise<FactorWorld> {
  const world = createWorld();
  const deps = toDependencies(createSteppedDependencies(world, straight));
  const { access_token: token } = await register(deps)({ username: 'Ada', password: PASSWORD, source });
  const { sub, sid, auth_time: authTime } = readClaims(world, token);
  const caller = { sub, sid, username: 'Ada', scopes: [], authTime, amr: ['pwd', 'otp', 'mfa'] };
  const { id, secret } = await beginEnrolment(world.deps, caller, FIRST);
  const start = { world, caller, secret, recoveryCode: '', challenges: [] };
  await beginEnrolment(world.deps, caller, OTHER);
  if (!isEnrolled) return start;
  const code = codeOf({ deps: world.deps, secret });
  const { recovery_codes: codes = [] } = await confirmTotp(deps)({ caller, id, code, source });
  world.deps.clock.millis += STEP_MS;
  const challenges = [];
  for (let n = 0; n < 2; n++) challenges.push(await sendPassword(deps));
  return { ...start, recoveryCode: codes[0] ?? '', challenges };
}

/** Sends the password. Returns the challenge; undefined when it has signed in. */
async function sendPassword(deps: World['deps']): Promise<string> {
  const command = { username: 'Ada', password: PASSWORD, source, hasTime: () => true };
  return signIn(deps)(command).then(
    () => '',
    (error) => error.members.challenge,
  );
}

/** Performs a request. Returns the recovery codes that it has shown. */
async function perform(
  { caller, secret, recoveryCode, challenges }: FactorWorld,
  stepped: World['deps'],
  act: FactorAct,
): Promise<readonly string[] | undefined> {
  const deps = toDependencies(stepped);
  const isRecovery = act.includes('recovery');
  const code = isRecovery ? recoveryCode : codeOf({ deps: stepped, secret });
  const proof = { kind: isRecovery ? 'recovery_code' : 'totp', code };
  if (act.startsWith('answer')) {
    const challenge = challenges[act.includes('other') ? 1 : 0] ?? '';
    await answerChallenge(deps)({ challenge, ...proof, source });
  } else if (act.startsWith('step up')) {
    await stepUp(deps)({ caller, proof, source });
  } else if (act === 'confirm another app') {
    const secretOfOther = await deps.factorSecrets.find(caller.sub, OTHER);
    const { ciphertext = '' } = secretOfOther ?? {};
    const other = ciphertext && (await deps.cipher.decrypt({ sub: caller.sub, id: OTHER, ciphertext }));
    const shown = codeOf({ deps: stepped, secret: other || secret });
    return (await confirmTotp(deps)({ caller, id: OTHER, code: shown, source })).recovery_codes;
  } else if (act === 'remove the app') {
    const account = await deps.accounts.find(caller.sub);
    if (account) await deps.accountFactors.remove(account, FIRST);
  } else if (act === 'sign out') {
    await signOut(deps)({ caller, source });
  } else if (act === 'sign out everywhere') {
    await signOutEverywhere(deps)({ caller, source });
  } else {
    await sendPassword(deps);
  }
  return undefined;
}

const EXPECTED = [
  'INVALID_CODE',
  'INVALID_CHALLENGE',
  'CONCURRENT_CHANGE',
  'FACTOR_NOT_FOUND',
  'UNAUTHORIZED',
];

/**
 * Runs a scenario under one schedule.
 * @returns whether the schedule completed
 * @throws Error with the steps, in their order, when a check fails
 */
export async function runFactors({ start, acts, plant }: FactorScenario, choose: Choose): Promise<boolean> {
  const world = copyWorld(start.world);
  const failures = new Set<string>();
  plant?.(world.deps);
  watchCommits(world, failures);
  watchStepUps(world, failures);
  const done: FactorAct[] = [];
  const shown: (readonly string[])[] = [];
  const actors = [];
  for (const [index, act] of acts.entries()) {
    const actor = await startActor(`${act} ${index}`, async (take) => {
      const deps = createSteppedDependencies(world, take);
      try {
        const codes = await perform({ ...start, world }, deps, act);
        done.push(act);
        if (codes) shown.push(codes);
      } catch (error) {
        if (!isLatchkeyError(error) || !EXPECTED.includes(error.code)) throw error;
      }
    });
    actors.push(actor);
  }
  const { isComplete, steps } = await runActors(actors, choose);
  if (!isComplete) return false;
  const uses = (kind: string) => done.filter((act) => /^(answer|step up)/.test(act) && act.includes(kind));
  if (uses('app').length > 1) failures.add('one code of an app was accepted twice');
  if (uses('recovery').length > 1) failures.add('one recovery code was accepted twice');
  if (done.filter((act) => act.startsWith('confirm')).length > 1) failures.add('one app was confirmed twice');
  for (const found of inspectAtRest(world, start, shown)) failures.add(found);
  if (done.some((act) => act.startsWith('sign out')) && findSession(world, start.caller)) {
    failures.add('a session that was signed out is stored');
  }
  if (failures.size > 0) throw new Error([...failures, 'after', ...steps, ...done].join('\n  '));
  return true;
}

/** Records a session that starts by a password alone, while the second factor is on. */
function watchCommits({ deps: { accounts } }: World, failures: Set<string>): void {
  const { commitSignIn } = accounts;
  accounts.commitSignIn = async (signedIn) => {
    const before = accounts.items.get(signedIn.account.sub);
    const counted = await commitSignIn(signedIn);
    if (counted !== undefined && before?.secondFactorSince !== undefined && !signedIn.secondFactor) {
      failures.add('a session without the second factor');
    }
    if (counted !== undefined && before?.secondFactorSince === undefined && signedIn.secondFactor) {
      failures.add('a factor that was removed has signed in');
    }
    return counted;
  };
}

/**
 * Records a step-up of a session that has ended. With `revocation: 'on-expiry'`, its token would be accepted for an hour
 * more. With `immediate`, it is rejected as long as nothing restores the session: see the check of sign-outs above.
 */
function watchStepUps(world: World, failures: Set<string>): void {
  const { sessions } = world.deps;
  const { stepUp: store } = sessions;
  sessions.stepUp = async (session, change) => {
    const before = findSession(world, session);
    const isStored = await store(session, change);
    if (isStored && before?.securityVersion !== session.securityVersion) {
      failures.add('a session that had ended was stepped up');
    }
    return isStored;
  };
}

function findSession({ deps: { sessions } }: World, { sub, sid }: SessionKey): Session | undefined {
  return sessions.items.get(`${sub}/${sid}`);
}

function inspectAtRest(
  world: World,
  { caller }: FactorWorld,
  shown: readonly (readonly string[])[],
): readonly string[] {
  const found: string[] = [];
  const account = findAda(world);
  if (!account) return found;
  const { factors = {}, secondFactorSince, recoveryCodes = [], securityVersion } = account;
  if (Object.keys(factors).length > 0 !== (secondFactorSince !== undefined)) {
    found.push('the second factor is on without a factor, or off with one');
  }
  for (const codes of shown) {
    const stored = codes.every((code) => recoveryCodes.includes(digestRecoveryCode(caller.sub, code)));
    if (secondFactorSince !== undefined && !stored) found.push('recovery codes that were shown are void');
  }
  for (const id of Object.keys(factors)) {
    const secret = world.deps.factorSecrets.items.get(`${caller.sub}/${id}`);
    if (!secret || secret.validUntil !== undefined) found.push('the secret of a factor expires');
  }
  for (const session of world.deps.sessions.items.values()) {
    if (session.securityVersion < securityVersion) found.push('a session survives "sign out everywhere"');
  }
  return found;
}
