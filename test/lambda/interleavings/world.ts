/** One account's world in memory: its stores, and the requests and responses of its clients. */
import type { Account } from '../../../lambda/identity/accounts/account';
import type { PasswordHasher } from '../../../lambda/identity/passwords/password-hasher';
import type { AccessTokenClaims } from '../../../lambda/shared/tokens/access-token-claims';
import { createFakeDependencies, uuid } from '../fakes/auth-dependencies';
import type { Asked, HeldSession } from './asked';

/** The stores, and the history that the checks need. */
export interface World {
  readonly deps: ReturnType<typeof createWorldDependencies>;
  /** The requests, in their order. */
  readonly history: Asked[];
  /** The sessions, in the order in which their tokens were issued. */
  readonly held: HeldSession[];
  /** Counts events, so that the checks know their order. */
  ticks: number;
  /** The version of every password that was set, by `<sub>|<password>`. */
  readonly passwordVersions: Map<string, number>;
  /** The ids of the sessions that were counted on the account. */
  readonly committed: Set<string>;
}

/** The numbers of ids and of hashes so far, so that each is unique. */
interface Counters {
  ids: number;
  salts: number;
}

function createWorldDependencies(counters: Counters, maxSessionsPerUser: number) {
  return {
    ...createFakeDependencies(),
    counters,
    passwords: createSaltedHasher(counters),
    maxSessionsPerUser,
    newId: () => uuid(++counters.ids),
  };
}

/**
 * Creates a hasher whose hashes of one password differ, like real ones. A hash is
 * `<parameters>|<password>|<salt>`.
 */
function createSaltedHasher(counters: Counters): PasswordHasher {
  return {
    hash: async (password) => `new|${password}|${++counters.salts}`,
    verify: async (hash, password) => hash !== undefined && passwordOf(hash) === password,
    isOutdated: async (hash) => !hash.startsWith('new|'),
  };
}

/** Returns the password of a hash of this world. */
export function passwordOf(hash: string): string {
  return hash.split('|')[1] ?? '';
}

/** Creates a world without accounts. */
export function createWorld({ maxSessionsPerUser = 9 } = {}): World {
  return {
    deps: createWorldDependencies({ ids: 0, salts: 0 }, maxSessionsPerUser),
    history: [],
    held: [],
    ticks: 0,
    passwordVersions: new Map(),
    committed: new Set(),
  };
}

/** Creates another world that continues from the state of one. */
export function copyWorld(world: World): World {
  const { counters, maxSessionsPerUser, clock, accounts, names, emails, sessions } = world.deps;
  const { data, mailQueue, signed, resetChallenges, openResets, challenges, factorSecrets } = world.deps;
  const { passkeys, credentials, ceremonies } = world.deps;
  const deps = createWorldDependencies({ ...counters }, maxSessionsPerUser);
  deps.clock.millis = clock.millis;
  deps.signed.push(...signed);
  copyInto(deps.accounts.items, accounts.items);
  copyInto(deps.names.items, names.items);
  copyInto(deps.emails.items, emails.items);
  deps.mailQueue.requests.push(...mailQueue.requests);
  copyInto(deps.resetChallenges.items, resetChallenges.items);
  copyInto(deps.openResets.items, openResets.items);
  copyInto(deps.challenges.items, challenges.items);
  copyInto(deps.factorSecrets.items, factorSecrets.items);
  copyInto(deps.passkeys.items, passkeys.items);
  copyInto(deps.credentials.items, credentials.items);
  copyInto(deps.ceremonies.items, ceremonies.items);
  copyInto(deps.sessions.items, sessions.items);
  copyInto(deps.data.items, data.items);
  for (const sub of data.closed) deps.data.closed.add(sub);
  return {
    deps,
    history: [...world.history],
    held: [...world.held],
    ticks: world.ticks,
    passwordVersions: new Map(world.passwordVersions),
    committed: new Set(world.committed),
  };
}

/**
 * Returns the account that has the name of this world: its pointer leads to the account, and the account
 * claims it.
 */
export function findAda({ deps: { names, accounts } }: Pick<World, 'deps'>): Account | undefined {
  const account = accounts.items.get(names.items.get('ada')?.sub ?? '');
  return account?.name === 'ada' ? account : undefined;
}

function copyInto<Value>(target: Map<string, Value>, source: ReadonlyMap<string, Value>): void {
  for (const [key, value] of source) target.set(key, value);
}

/** Returns the claims of an access token of this world. */
export function readClaims({ deps }: World, accessToken: string): AccessTokenClaims {
  const claims = deps.signed[Number(accessToken.replace('token-', '')) - 1];
  if (!claims) throw new Error('No such token was signed');
  return claims;
}
