/** Makes every call of an operation a step, as small as an AWS call. */

import type { IdentifierPointer } from '../../../lambda/identity/accounts/identifiers/identifier-pointers';
import { createAttemptGuard } from '../../../lambda/identity/authentication/attempt-guard';
import { requireSecondFactor } from '../../../lambda/identity/factors/proofs/require-second-factor';
import type { Sessions } from '../../../lambda/identity/sessions/sessions';
import type { OwnedItems } from '../../../lambda/shared/table/owned-data';
import type { Step, TakeStep } from './scheduler';
import { passwordOf, type World } from './world';

const UNLIMITED = {
  freeSignInFailures: 1_000,
  maxSignInFailures: 1_000,
  failureDecaySeconds: 3 * 86_400,
  maxSignInFailuresPerSource: 1_000,
  maxSignUpsPerSource: 1_000,
};

/** Creates the dependencies of one client's requests. */
export function createSteppedDependencies(world: World, take: TakeStep): World['deps'] {
  const { deps } = world;
  // Attempts without a limit, whose counts decide nothing.
  const throttles = {
    sourceRateLimits: withSteps(deps.sourceRateLimits, take, (method) => ({ name: `source: ${method}` })),
    accountAttempts: withSteps(deps.accountAttempts, take, (method) => ({ name: `attempts: ${method}` })),
    hashName: (name: string) => take({ name: 'hash the name' }, () => deps.hashName(name)),
  };
  return {
    ...deps,
    ...throttles,
    guard: createAttemptGuard({ ...deps, ...throttles, limits: UNLIMITED }),
    accounts: stepAccounts(world, take),
    administration: stepAdministration(world, take),
    usernames: withSteps(deps.usernames, take, (method, [account]) => ({
      name: `username: ${method}`,
      touches: { place: `account/${subOf(account)}`, writes: true },
    })),
    names: withSteps(deps.names, take, (method, [subject]) => ({
      name: `name: ${method}`,
      touches: { place: `name/${nameOf(subject)}`, writes: method !== 'find' },
    })),
    emails: withSteps(deps.emails, take, (method, [subject]) => ({
      name: `address: ${method}`,
      touches: { place: `email/${nameOf(subject)}`, writes: method !== 'find' },
    })),
    accountEmails: withSteps(deps.accountEmails, take, (method, [account]) => ({
      name: `account's address: ${method}`,
      touches: { place: `account/${subOf(account)}`, writes: true },
    })),
    accountEnds: withSteps(deps.accountEnds, take, (method, [account]) => ({
      name: `account's end: ${method}`,
      touches: { place: `account/${subOf(account)}`, writes: true },
    })),
    emailAdministration: withSteps(deps.emailAdministration, take, (method, [account]) => ({
      name: `account's address: ${method}`,
      touches: { place: `account/${subOf(account)}`, writes: true },
    })),
    resetChallenges: withSteps(deps.resetChallenges, take, (method, [digest]) => ({
      name: `reset: ${method}`,
      touches: { place: `reset/${digest}`, writes: method !== 'find' },
    })),
    openResets: withSteps(deps.openResets, take, (method, [owner]) => ({
      name: `open resets: ${method}`,
      touches: { place: `open/${owner}`, writes: method !== 'list' },
    })),
    accountResets: withSteps(deps.accountResets, take, (method, [account]) => ({
      name: `account: ${method}`,
      touches: { place: `account/${subOf(account)}`, writes: true },
    })),
    ...stepFactors(world, take),
    ...stepPasskeys(world, take),
    mailQueue: {
      ...deps.mailQueue,
      enqueue: (request) => take({ name: 'request a mail' }, () => deps.mailQueue.enqueue(request)),
    },
    mailCodes: { derive: (source) => take({ name: 'derive' }, () => deps.mailCodes.derive(source)) },
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
    // The passwords of these tests are valid.
    checkNewPassword: () => take({ name: 'judge the password' }, async () => []),
    signToken: (claims) => take({ name: 'sign' }, () => deps.signToken(claims)),
  };
}

function stepAccounts(world: World, take: TakeStep): World['deps']['accounts'] {
  const { deps, passwordVersions, committed } = world;
  const noting: typeof deps.accounts = {
    ...deps.accounts,
    async create(account) {
      const isCreated = await deps.accounts.create(account);
      passwordVersions.set(`${account.sub}|${passwordOf(account.passwordHash)}`, account.securityVersion);
      committed.add(account.lastSid);
      return isCreated;
    },
    async commitSignIn(signIn) {
      const counted = await deps.accounts.commitSignIn(signIn);
      if (counted !== undefined) committed.add(signIn.sid);
      const { account, newPasswordHash, replacesPassword } = signIn;
      if (counted !== undefined && replacesPassword && newPasswordHash !== undefined) {
        passwordVersions.set(`${account.sub}|${passwordOf(newPasswordHash)}`, account.securityVersion + 1);
      }
      return counted;
    },
    async changePassword(account, newHash, sid) {
      const isChanged = await deps.accounts.changePassword(account, newHash, sid);
      if (isChanged)
        passwordVersions.set(`${account.sub}|${passwordOf(newHash)}`, account.securityVersion + 1);
      return isChanged;
    },
  };
  return withSteps(noting, take, (method, [subject]) => {
    const sub = typeof subject === 'string' ? subject : subOf(subject);
    return { name: `account: ${method}`, touches: { place: `account/${sub}`, writes: method !== 'find' } };
  });
}

/** Returns the name in an argument, which is the name itself or a pointer. */
function nameOf(subject: unknown): string {
  return typeof subject === 'string' ? subject : (subject as IdentifierPointer).name;
}

/** The stores of second factors, of which those on the account share a place with it. */
function stepFactors({ deps }: World, take: TakeStep) {
  const onAccount = (method: string, [account]: readonly unknown[]): Step => ({
    name: `factors: ${method}`,
    touches: { place: `account/${subOf(account)}`, writes: true },
  });
  const challenges = withSteps(deps.challenges, take, (method, [digest]) => ({
    name: `challenge: ${method}`,
    touches: { place: `challenge/${digest}`, writes: method !== 'find' },
  }));
  const factorAttempts = withSteps(deps.factorAttempts, take, onAccount);
  const stepUp: World['deps']['sessions']['stepUp'] = (session, change) =>
    take(
      { name: 'session: stepUp', touches: { place: `sessions/${session.sub}/${session.sid}`, writes: true } },
      () => deps.sessions.stepUp(session, change),
    );
  return {
    challenges,
    factorAttempts,
    accountFactors: withSteps(deps.accountFactors, take, onAccount),
    factorSecrets: withSteps(deps.factorSecrets, take, (method, [sub]) => ({
      name: `secret: ${method}`,
      touches: { place: `secrets/${sub}`, writes: method !== 'find' && method !== 'list' },
    })),
    sessionStepUps: { ...deps.sessions, stepUp },
    requireSecondFactor: requireSecondFactor({ ...deps, challenges, factorAttempts }),
  };
}

/** The stores of passkeys, of which one shares a place with the account. */
function stepPasskeys({ deps }: World, take: TakeStep) {
  return {
    accountPasskeys: withSteps(deps.accountPasskeys, take, (method, [account]) => ({
      name: `account's passkeys: ${method}`,
      touches: { place: `account/${subOf(account)}`, writes: true },
    })),
    passkeys: withSteps(deps.passkeys, take, (method, [subject]) => ({
      name: `passkeys: ${method}`,
      touches: {
        place: `passkeys/${typeof subject === 'string' ? subject : subOf(subject)}`,
        writes: method !== 'find' && method !== 'list',
      },
    })),
    credentials: withSteps(deps.credentials, take, (method, [subject]) => ({
      name: `credential: ${method}`,
      touches: { place: `credential/${nameOf(subject)}`, writes: method !== 'find' },
    })),
    ceremonies: withSteps(deps.ceremonies, take, (method, [digest]) => ({
      name: `ceremony: ${method}`,
      touches: { place: `ceremony/${digest}`, writes: true },
    })),
  };
}

function stepAdministration(
  { deps, passwordVersions }: World,
  take: TakeStep,
): World['deps']['administration'] {
  const noting: typeof deps.administration = {
    ...deps.administration,
    async setTemporaryPassword(account, password) {
      const isSet = await deps.administration.setTemporaryPassword(account, password);
      if (isSet) {
        passwordVersions.set(`${account.sub}|${passwordOf(password.hash)}`, account.securityVersion + 1);
      }
      return isSet;
    },
  };
  return withSteps(noting, take, (method, [account]) => ({
    name: `account: ${method}`,
    touches: { place: `account/${subOf(account)}`, writes: true },
  }));
}

/** Returns the account id in an argument, which is the account itself or a sign-in to it. */
function subOf(subject: unknown): string {
  const { sub, account } = subject as { readonly sub?: string; readonly account?: { readonly sub: string } };
  return sub ?? account?.sub ?? '';
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
  const deleteOutdated: Sessions['deleteOutdated'] = async (sub, securityVersion, exceptSid) => {
    const outdated = (await stepped.list(sub)).filter((session) => session.securityVersion < securityVersion);
    for (const session of outdated) if (session.sid !== exceptSid) await stepped.delete(session);
  };
  // In the table, too, these are a query and deletions.
  return { ...stepped, items: deps.sessions.items, deleteAll, deleteOutdated };
}

/** Returns a store in which every method is a step. */
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
