/** Makes every call of an operation a step, as small as the calls to AWS are. */

import { createAttemptGuard } from '../../../lambda/identity/authentication/attempt-guard';
import type { Sessions } from '../../../lambda/identity/sessions/sessions';
import type { OwnedItems } from '../../../lambda/shared/table/owned-data';
import type { Step, TakeStep } from './scheduler';
import { passwordOf, type World } from './world';

const UNLIMITED = {
  freeLoginFailures: 1_000,
  maxLoginFailures: 1_000,
  maxLoginFailuresPerSource: 1_000,
  maxSignUpsPerSource: 1_000,
};

/** The dependencies of one client's requests. */
export function createSteppedDependencies(world: World, take: TakeStep): World['deps'] {
  const { deps } = world;
  // attempts without a limit: their counts decide nothing
  const throttles = {
    sourceWindows: withSteps(deps.sourceWindows, take, (method) => ({ name: `source: ${method}` })),
    loginAttempts: withSteps(deps.loginAttempts, take, (method) => ({ name: `attempts: ${method}` })),
    hashName: (name: string) => take({ name: 'hash the name' }, () => deps.hashName(name)),
  };
  return {
    ...deps,
    ...throttles,
    guard: createAttemptGuard({ ...deps, ...throttles, limits: UNLIMITED }),
    logins: stepLogins(world, take),
    sessions: stepSessions(world, take),
    data: withSteps(deps.data, take, (method, [sub, kind]) => {
      const part = method === 'deleteSome' ? (kind as OwnedItems).type : method;
      return { name: `data: ${method}`, touches: { place: `data/${sub}/${part}`, writes: true } };
    }),
    passwords: {
      ...deps.passwords,
      hash: (password) => take({ name: 'hash' }, () => deps.passwords.hash(password)),
      verify: (hash, password) => take({ name: 'verify' }, () => deps.passwords.verify(hash, password)),
    },
    // the passwords of these tests are good
    judgeNewPassword: () => take({ name: 'judge the password' }, async () => []),
    signToken: (claims) => take({ name: 'sign' }, () => deps.signToken(claims)),
  };
}

function stepLogins(world: World, take: TakeStep): World['deps']['logins'] {
  const { deps, passwordVersions, committed } = world;
  const noting: typeof deps.logins = {
    ...deps.logins,
    async create(login) {
      await deps.logins.create(login);
      passwordVersions.set(`${login.sub}|${passwordOf(login.passwordHash)}`, login.passwordVersion);
      committed.add(login.lastSid);
    },
    async commitSignIn(signIn) {
      const counted = await deps.logins.commitSignIn(signIn);
      if (counted !== undefined) committed.add(signIn.sid);
      return counted;
    },
    async changePassword(login, newHash, sid) {
      const isChanged = await deps.logins.changePassword(login, newHash, sid);
      if (isChanged) passwordVersions.set(`${login.sub}|${passwordOf(newHash)}`, login.passwordVersion + 1);
      return isChanged;
    },
  };
  return withSteps(noting, take, (method) => ({
    name: `login: ${method}`,
    touches: { place: 'login', writes: method !== 'find' },
  }));
}

function stepSessions({ deps }: World, take: TakeStep): World['deps']['sessions'] {
  const stepped = withSteps(deps.sessions, take, (method, args) => {
    const [key] = args as Parameters<Sessions['find']> | Parameters<Sessions['list']>;
    const place = typeof key === 'string' ? `sessions/${key}` : `sessions/${key.sub}/${key.sid}`;
    return { name: `session: ${method}`, touches: { place, writes: method !== 'find' && method !== 'list' } };
  });
  const deleteAll: Sessions['deleteAll'] = async (sub, exceptSid) => {
    const all = await stepped.list(sub);
    for (const session of all) if (session.sid !== exceptSid) await stepped.delete(session);
  };
  const deleteOutdated: Sessions['deleteOutdated'] = async (sub, passwordVersion) => {
    const all = await stepped.list(sub);
    for (const session of all) if (session.passwordVersion < passwordVersion) await stepped.delete(session);
  };
  // in the table, too, they are a query and deletions
  return { ...stepped, items: deps.sessions.items, deleteAll, deleteOutdated };
}

/** A store whose every method is a step. */
function withSteps<Store extends object>(
  store: Store,
  take: TakeStep,
  describe: (method: string, args: readonly unknown[]) => Step,
): Store {
  const methods = Object.entries(store).map(([name, method]) => [
    name,
    typeof method === 'function'
      ? (...args: readonly unknown[]) => take(describe(name, args), () => method(...args))
      : method,
  ]);
  return Object.fromEntries(methods);
}
