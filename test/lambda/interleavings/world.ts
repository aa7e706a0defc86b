/** One account's world in memory: its stores, and what its clients have asked and been told. */
import type { Account } from '../../../lambda/identity/accounts/account';
import type { PasswordHasher } from '../../../lambda/identity/passwords/password-hasher';
import type { AccessTokenClaims } from '../../../lambda/shared/tokens/access-token-claims';
import { createFakeDependencies, uuid } from '../fakes/auth-dependencies';
import type { Asked, HeldSession } from './asked';

/** The stores, and what the checks need to know of the past. */
export interface World {
  readonly deps: ReturnType<typeof createWorldDependencies>;
  /** In the order in which it was asked. */
  readonly history: Asked[];
  /** In the order in which they were handed out. */
  readonly held: HeldSession[];
  /** Counts what happens, so that the checks can tell what was before what. */
  ticks: number;
  /** The version of every password that was set, by `<sub>|<password>`. */
  readonly passwordVersions: Map<string, number>;
  /** Ids of the sessions that were counted on the account. */
  readonly committed: Set<string>;
}

/** How many ids, hashes and tokens there have been, so that each differs from those before. */
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

/** As real ones, two hashes of one password differ. A hash is `<parameters>|<password>|<salt>`. */
function createSaltedHasher(counters: Counters): PasswordHasher {
  return {
    hash: async (password) => `new|${password}|${++counters.salts}`,
    verify: async (hash, password) => hash !== undefined && passwordOf(hash) === password,
    isOutdated: async (hash) => !hash.startsWith('new|'),
  };
}

/** The password behind a hash of this world. */
export function passwordOf(hash: string): string {
  return hash.split('|')[1] ?? '';
}

/** Makes a world without accounts. */
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

/** Makes another world that goes on from where one is. */
export function copyWorld(world: World): World {
  const { counters, maxSessionsPerUser, clock, accounts, names, sessions, data, signed } = world.deps;
  const deps = createWorldDependencies({ ...counters }, maxSessionsPerUser);
  deps.clock.millis = clock.millis;
  deps.signed.push(...signed);
  copyInto(deps.accounts.items, accounts.items);
  copyInto(deps.names.items, names.items);
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

/** The account that has the name of this world: the one that its pointer leads to and that claims it. */
export function findAda({ deps: { names, accounts } }: Pick<World, 'deps'>): Account | undefined {
  const account = accounts.items.get(names.items.get('ada')?.sub ?? '');
  return account?.name === 'ada' ? account : undefined;
}

function copyInto<Value>(target: Map<string, Value>, source: ReadonlyMap<string, Value>): void {
  for (const [key, value] of source) target.set(key, value);
}

/** The claims of an access token of this world. */
export function readClaims({ deps }: World, accessToken: string): AccessTokenClaims {
  const claims = deps.signed[Number(accessToken.replace('token-', '')) - 1];
  if (!claims) throw new Error('No such token was signed');
  return claims;
}
