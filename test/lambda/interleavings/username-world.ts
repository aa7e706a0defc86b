/**
 * Accounts that change their usernames while others claim the same names, with the responses and the
 * invariants.
 */

import { deleteAccount } from '../../../lambda/identity/accounts/delete-account';
import { RESERVATION_MS } from '../../../lambda/identity/accounts/identifiers/reserve-identifier';
import { normaliseUsername } from '../../../lambda/identity/accounts/username';
import { changeUsername } from '../../../lambda/identity/accounts/usernames/change-username';
import { register } from '../../../lambda/identity/authentication/register';
import { signIn } from '../../../lambda/identity/authentication/sign-in';
import { refreshSession } from '../../../lambda/identity/sessions/refresh-session';
import type { TokenResponse } from '../../../lambda/identity/tokens/token-response';
import { LatchkeyError } from '../../../lambda/shared/errors';
import type { Caller } from '../../../lambda/shared/http/request';
import type { AccessTokenClaims } from '../../../lambda/shared/tokens/access-token-claims';
import { DAY, SOURCE } from '../fakes/auth-dependencies';
import { type Fault, takeWithFault } from './faults';
import { type Actor, type Choose, runActors, startActor, type TakeStep } from './scheduler';
import { createSteppedDependencies } from './stepped-dependencies';
import { copyWorld, createWorld, readClaims, type World } from './world';

/** An actor's request. The password of an account follows from its first username. */
export type Act =
  | { readonly does: 'rename'; readonly to: string }
  | { readonly does: 'delete' }
  | { readonly does: 'refresh' }
  | { readonly does: 'register'; readonly name: string; readonly password: string }
  | { readonly does: 'sign in'; readonly name: string; readonly password: string };

/** A script. One of Ada's sessions performs her acts, another one her refreshes. */
export interface Script {
  readonly name: string;
  readonly acts: readonly Act[];
  /** The fault of the first act. @default - none */
  readonly fault?: Fault;
}

/** Ada's world. */
export interface UsernameWorld {
  readonly world: World;
  readonly ada: Caller;
  /** The refresh token of another session of hers. */
  readonly refreshToken: string;
  /** The issued access tokens. */
  readonly given: readonly AccessTokenClaims[];
}

/** A scenario. */
export interface UsernameScenario {
  readonly start: UsernameWorld;
  readonly scripts: readonly Script[];
  /** Whether at some point the time of a reservation passes. */
  readonly timePasses: boolean;
  /** Plants a defect. @default - none */
  readonly plant?: (deps: World['deps']) => void;
}

/** All usernames of these tests. */
const NAMES = ['ada', 'countess', 'lovelace'];

/** Ada's password. */
export const ADAS = 'the phrase of ada';

const straight: TakeStep = (_step, act) => act();

/** Creates a world in which Ada has two sessions. */
export async function createUsernameWorld(): Promise<UsernameWorld> {
  const world = createWorld();
  const deps = createSteppedDependencies(world, straight);
  const given: AccessTokenClaims[] = [];
  const first = await register(deps)({ username: 'Ada', password: ADAS, source: SOURCE });
  const second = await signIn(deps)({ username: 'Ada', password: ADAS, source: SOURCE, hasTime: () => true });
  given.push(readClaims(world, first.access_token), readClaims(world, second.access_token));
  const { sub, sid, username, auth_time: authTime, amr } = readClaims(world, first.access_token);
  return {
    world,
    ada: { sub, sid, username, scopes: [], authTime, amr },
    refreshToken: second.refresh_token,
    given,
  };
}

/** Returns the number of steps of an act of Ada's that runs alone. */
export async function countSteps(start: UsernameWorld, act: Act): Promise<number> {
  let steps = 0;
  const counting: TakeStep = (_step, go) => {
    steps++;
    return go();
  };
  const world = copyWorld(start.world);
  await perform({ ...start, world }, createSteppedDependencies(world, counting), act);
  return steps;
}

function perform(
  { ada, refreshToken }: UsernameWorld,
  stepped: World['deps'],
  act: Act,
): Promise<TokenResponse | undefined> {
  const source = SOURCE;
  // The requirement of a recent sign-in does not depend on the order.
  const deps = { ...stepped, reauthenticationSeconds: 365 * DAY };
  switch (act.does) {
    case 'rename':
      return changeUsername(deps)({ caller: ada, username: act.to, source }).then(() => undefined);
    case 'delete':
      return deleteAccount(deps)({ caller: ada, source, hasTime: () => true }).then(() => undefined);
    case 'refresh':
      return refreshSession(deps)({ refreshToken, source });
    case 'register':
      return register(deps)({ username: act.name, password: act.password, source });
    case 'sign in':
      return signIn(deps)({ username: act.name, password: act.password, source, hasTime: () => true });
  }
}

const EXPECTED = [
  'USERNAME_TAKEN',
  'UNAUTHORIZED',
  'INVALID_CREDENTIALS',
  'INVALID_REFRESH_TOKEN',
  'CONCURRENT_CHANGE',
  'TOO_MANY_USERNAME_CHANGES',
  // An attempt cannot be counted on a deleted account.
  'TOO_MANY_ATTEMPTS',
];

/**
 * Runs a scenario under one schedule.
 * @returns whether the schedule completed
 * @throws Error with the steps, in their order, when a check fails
 */
export async function runUsernames(scenario: UsernameScenario, choose: Choose): Promise<boolean> {
  const world = copyWorld(scenario.start.world);
  scenario.plant?.(world.deps);
  const given = [...scenario.start.given];
  const start: UsernameWorld = { ...scenario.start, world, given };
  const failures = new Set<string>();
  const told: string[] = [];
  const isFaulty = scenario.scripts.some(({ fault }) => fault);

  const receive = (name: string, act: Act, answer: TokenResponse | LatchkeyError | undefined) => {
    told.push(`${name}: ${act.does} ${answer instanceof LatchkeyError ? answer.code : 'done'}`);
    if (answer instanceof LatchkeyError) {
      if (!EXPECTED.includes(answer.code) && !(isFaulty && answer.code === 'DEPENDENCY_UNAVAILABLE'))
        failures.add(`${name} was told ${answer.code}`);
    } else if (answer) {
      const claims = readClaims(world, answer.access_token);
      given.push(claims);
      if (act.does === 'sign in' && claims.sub !== ownerOf(world, act.password)) {
        failures.add(`${name} is signed in to another account`);
      }
    }
    for (const found of findShared(world, given)) failures.add(found);
  };

  const actors: Actor[] = [];
  for (const script of scenario.scripts) actors.push(await startScript(start, script, receive));
  if (scenario.timePasses) actors.push(await startClock(world));
  const { isComplete, steps } = await runActors(actors, choose);
  if (!isComplete) return false;
  for (const found of await inspectAtRest(scenario, start)) failures.add(found);
  if (failures.size > 0) throw new Error([...failures, 'after', ...steps, ...told].join('\n  '));
  return true;
}

function startScript(
  start: UsernameWorld,
  { name, acts, fault }: Script,
  receive: (name: string, act: Act, answer: TokenResponse | LatchkeyError | undefined) => void,
): Promise<Actor> {
  return startActor(name, async (take) => {
    let next = fault;
    for (const act of acts) {
      let crash = () => {};
      const crashed = new Promise<'crashed'>((resolve) => {
        crash = () => resolve('crashed');
      });
      const deps = createSteppedDependencies(start.world, next ? takeWithFault(take, next, crash) : take);
      next = undefined;
      const answer = await Promise.race([perform(start, deps, act).catch(toExpected), crashed]);
      if (answer === 'crashed') continue;
      await take({ name: 'is answered', touches: { place: '', writes: true } }, async () =>
        receive(name, act, answer),
      );
    }
  });
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

function ownerOf({ passwordVersions }: World, password: string): string | undefined {
  return [...passwordVersions.keys()].find((key) => key.endsWith(`|${password}`))?.split('|')[0];
}

const liveAccounts = ({ deps }: World) =>
  [...deps.accounts.items.values()].filter(({ state }) => state === 'ACTIVE');

/** Returns pairs of live accounts whose valid tokens carry the same username. */
function findShared(world: World, given: readonly AccessTokenClaims[]): readonly string[] {
  const { clock, sessions } = world.deps;
  const subs = new Set(liveAccounts(world).map(({ sub }) => sub));
  const owners = new Map<string, string>();
  return given
    .filter(({ sub, sid, exp }) => {
      return subs.has(sub) && exp * 1000 > clock.millis && sessions.items.has(`${sub}/${sid}`);
    })
    .flatMap(({ sub, username }) => {
      const name = normaliseUsername(username);
      const owner = owners.get(name) ?? sub;
      owners.set(name, owner);
      return owner === sub ? [] : [`two accounts present ${name}`];
    });
}

/**
 * Checks a world after all requests have ended: every account works under its own name, and every other name
 * becomes available.
 */
async function inspectAtRest(scenario: UsernameScenario, start: UsernameWorld): Promise<readonly string[]> {
  const { world } = start;
  const { deps } = world;
  const found: string[] = [];
  const alone = createSteppedDependencies(world, straight);
  const ask = (act: Act) => perform(start, alone, act).catch(toExpected);
  const enter = async (name: string, password: string) => {
    const answer = await ask({ does: 'sign in', name, password });
    return answer && 'access_token' in answer ? readClaims(world, answer.access_token) : undefined;
  };
  const passwordFor = (sub: string) =>
    [...world.passwordVersions.keys()].find((key) => key.startsWith(`${sub}|`))?.split('|')[1] ?? '';

  // A change outlived its reservation and failed right after the commit. Its own user repeats it.
  const isLeft = scenario.timePasses && scenario.scripts.some(({ fault }) => fault);
  const ada = deps.accounts.items.get(start.ada.sub);
  const hasName = ada && deps.names.items.get(ada.name)?.sub === ada.sub;
  if (isLeft && ada?.state === 'ACTIVE' && !hasName) await ask({ does: 'rename', to: ada.username });

  for (const { sub, name, username } of liveAccounts(world)) {
    const claims = await enter(name, passwordFor(sub));
    if (claims?.sub !== sub) found.push(`${name} cannot sign in`);
    else if (claims.username !== username) found.push(`${name} is called ${claims.username}`);
    for (const session of deps.sessions.items.values()) {
      const isStored = session.sub === sub && session.username !== username;
      if (isStored && given(start, session.sid))
        found.push(`a session of ${username} is called ${session.username}`);
    }
  }
  const claimed = liveAccounts(world).map(({ name }) => name);
  if (new Set(claimed).size < claimed.length) found.push('two accounts claim one name');

  // Longer than any session lasts, and than any name stays reserved.
  deps.clock.millis += 40 * DAY * 1000;
  for (const name of NAMES) {
    const answer = await ask({ does: 'register', name, password: `the phrase of a later ${name}` });
    const isTaken = answer instanceof LatchkeyError && answer.code === 'USERNAME_TAKEN';
    if (isTaken !== claimed.includes(name)) found.push(`${name} is ${isTaken ? 'taken' : 'given twice'}`);
  }
  return found;
}

/** Whether a client holds tokens of a session. */
function given(start: UsernameWorld, sid: string): boolean {
  return start.given.some((claims) => claims.sid === sid);
}
