/** One account without a second factor in a stage that requires one, whose enrolments run at the same time. */
import { register } from '../../../lambda/identity/authentication/register';
import { signIn } from '../../../lambda/identity/authentication/sign-in';
import { answerEnrolment } from '../../../lambda/identity/factors/enrolment/answer-enrolment';
import { enrolByChallenge } from '../../../lambda/identity/factors/enrolment/enrol-by-challenge';
import { requireSecondFactor } from '../../../lambda/identity/factors/proofs/require-second-factor';
import { digestRecoveryCode } from '../../../lambda/identity/factors/recovery-code';
import { signOutEverywhere } from '../../../lambda/identity/sessions/sign-out-everywhere';
import { startSession } from '../../../lambda/identity/sessions/start-session';
import { isLatchkeyError } from '../../../lambda/shared/errors';
import { PASSWORD, SOURCE } from '../fakes/auth-dependencies';
import { codeOf } from '../fakes/factor-scene';
import { createMemoryEnrolmentChallenges } from '../fakes/memory-enrolment-challenges';
import { type Choose, runActors, startActor, type TakeStep } from './scheduler';
import { createSteppedDependencies } from './stepped-dependencies';
import { copyWorld, createWorld, findAda, readClaims, type World } from './world';

/** A request. Each challenge has a secret that waits for its code. */
export type EnrolmentAct =
  | 'enrol'
  | 'enrol by the other challenge'
  | 'ask for another secret'
  | 'sign out everywhere';

/** The account, with two challenges. */
export interface EnrolmentWorld {
  readonly world: World;
  readonly sub: string;
  readonly sid: string;
  readonly begun: readonly { readonly challenge: string; readonly secret: Uint8Array }[];
}

/** Requests that run at the same time. */
export interface EnrolmentScenario {
  readonly start: EnrolmentWorld;
  readonly acts: readonly EnrolmentAct[];
  /** Plants a defect. @default - none */
  readonly plant?: (deps: World['deps']) => void;
}

const source = SOURCE;
const straight: TakeStep = (_step, act) => act();
const EXPECTED = ['INVALID_CODE', 'INVALID_CHALLENGE', 'CONCURRENT_CHANGE'];

/** The limits do not depend on the order. */
function toDependencies(world: World, take: TakeStep) {
  const stepped = createSteppedDependencies(world, take);
  const store = createMemoryEnrolmentChallenges(world.deps.challenges);
  const touches = (digest: string) => ({ place: `challenge/${digest}`, writes: true });
  const deps = {
    ...stepped,
    requireSecondFactor: requireSecondFactor({ ...stepped, secondFactor: 'required' }),
    ...{ secondFactor: 'required', serviceName: 'Latchkey', maxSignInFailuresPerSource: 1_000 },
    sourceRateLimits: { ...stepped.sourceRateLimits, reserve: async () => true, refund: async () => {} },
    enrolmentChallenges: {
      find: (digest: string) =>
        take({ name: 'challenge: read', touches: { ...touches(digest), writes: false } }, () =>
          store.find(digest),
        ),
      nameFactor: (digest: string, id: string, now: number) =>
        take({ name: 'challenge: name', touches: touches(digest) }, () => store.nameFactor(digest, id, now)),
    },
  };
  return { ...deps, startSession: startSession(deps) };
}

/** Creates the world. */
export async function createEnrolmentWorld(): Promise<EnrolmentWorld> {
  const world = createWorld();
  const deps = toDependencies(world, straight);
  const { access_token: token } = await register(deps)({ username: 'Ada', password: PASSWORD, source });
  const { sub, sid } = readClaims(world, token);
  const begun = [];
  for (let n = 0; n < 2; n++) {
    const command = { username: 'Ada', password: PASSWORD, source, hasTime: () => true };
    const { members } = await signIn(deps)(command).catch((error) => error);
    const { id } = await enrolByChallenge(deps)(members.challenge);
    const { ciphertext = '' } = (await deps.factorSecrets.find(sub, id)) ?? {};
    begun.push({ challenge: members.challenge, secret: await deps.cipher.decrypt({ sub, id, ciphertext }) });
  }
  return { world, sub, sid, begun };
}

/** Performs a request. Returns the recovery codes that it has shown. */
async function perform(
  { world, sub, sid, begun }: EnrolmentWorld,
  take: TakeStep,
  act: EnrolmentAct,
): Promise<readonly string[] | undefined> {
  const deps = toDependencies(world, take);
  const { challenge, secret } = begun[
    act.includes('other challenge') ? 1 : 0
  ] as EnrolmentWorld['begun'][number];
  if (act === 'sign out everywhere') {
    const caller = { sub, sid, username: 'Ada', scopes: [], authTime: 0, amr: ['pwd'] };
    await signOutEverywhere(deps)({ caller, source });
    return undefined;
  }
  if (act === 'ask for another secret') {
    await enrolByChallenge(deps)(challenge);
    return undefined;
  }
  const code = codeOf({ deps: world.deps, secret });
  return (await answerEnrolment(deps)({ challenge, code, source })).recovery_codes;
}

/**
 * Runs a scenario under one schedule.
 * @returns whether the schedule completed
 * @throws Error with the steps, in their order, when a check fails
 */
export async function runEnrolments(
  { start, acts, plant }: EnrolmentScenario,
  choose: Choose,
): Promise<boolean> {
  const world = copyWorld(start.world);
  plant?.(world.deps);
  const shown: (readonly string[])[] = [];
  const actors = [];
  for (const [index, act] of acts.entries()) {
    const actor = await startActor(`${act} ${index}`, async (take) => {
      try {
        const codes = await perform({ ...start, world }, take, act);
        if (codes) shown.push(codes);
      } catch (error) {
        if (!isLatchkeyError(error) || !EXPECTED.includes(error.code)) throw error;
      }
    });
    actors.push(actor);
  }
  const { isComplete, steps } = await runActors(actors, choose);
  if (!isComplete) return false;
  const failures = inspectAtRest(world, start, shown);
  if (failures.length > 0) throw new Error([...failures, 'after', ...steps].join('\n  '));
  return true;
}

function inspectAtRest(
  world: World,
  { sub, sid }: EnrolmentWorld,
  shown: readonly (readonly string[])[],
): readonly string[] {
  const found: string[] = [];
  const { factors = {}, secondFactorSince, recoveryCodes = [], securityVersion = 0 } = findAda(world) ?? {};
  const ids = Object.keys(factors);
  if (shown.length > 1) found.push('two enrolments have won');
  if (ids.length !== shown.length) found.push('an account has not the factor that was confirmed');
  if (ids.length > 0 !== (secondFactorSince !== undefined))
    found.push('the second factor is on without a factor');
  for (const code of shown.flat()) {
    if (!recoveryCodes.includes(digestRecoveryCode(sub, code)))
      found.push('a recovery code that was shown is void');
  }
  for (const id of ids) {
    const secret = world.deps.factorSecrets.items.get(`${sub}/${id}`);
    if (!secret || secret.validUntil !== undefined)
      found.push('the secret of the factor is missing, or expires');
  }
  const others = [...world.deps.sessions.items.values()].filter((session) => session.sid !== sid);
  if (others.length > ids.length) found.push('a session without its factor');
  if (
    others.some((session) => session.securityVersion < securityVersion && world.committed.has(session.sid))
  ) {
    found.push('a session survives "sign out everywhere"');
  }
  return found;
}
