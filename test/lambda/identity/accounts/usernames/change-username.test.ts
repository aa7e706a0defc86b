import type { Account } from '../../../../../lambda/identity/accounts/account';
import { deleteAccount } from '../../../../../lambda/identity/accounts/delete-account';
import { changeUsername } from '../../../../../lambda/identity/accounts/usernames/change-username';
import { refreshSession } from '../../../../../lambda/identity/sessions/refresh-session';
import { createFakeDependencies, DAY, type FakeDependencies, SOURCE } from '../../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../../fakes/interrupt';
import { type SignedIn, signInAgain, signUp } from '../../../fakes/signed-in';

const HOUR_MS = 3_600_000;
/** The longest run of a request, the lifetime of access tokens, and the gateway's longest cache. */
const HOLD_MS = HOUR_MS / 4 + HOUR_MS + HOUR_MS;

/** Ada, signed in twice, and Bob. */
async function setUp() {
  const deps = createFakeDependencies();
  const phone = await signUp(deps);
  const laptop = await signInAgain(deps);
  const bob = await signUp(deps, 'Bob');
  deps.logged.length = 0;
  return { deps, phone, laptop, bob };
}
type Scene = Awaited<ReturnType<typeof setUp>>;

const changeTo = (deps: FakeDependencies, { caller }: SignedIn, username: string) =>
  changeUsername(deps)({ caller, username, source: SOURCE });
const accountOf = ({ accounts }: FakeDependencies, { caller }: SignedIn) =>
  accounts.items.get(caller.sub) as Account;
/** Returns the username in the next token of a session. */
async function refreshedName(deps: FakeDependencies, { refresh_token: refreshToken }: SignedIn) {
  await refreshSession(deps)({ refreshToken, source: SOURCE });
  return deps.signed.at(-1)?.username;
}

async function expectChanged({ deps, phone, laptop, bob }: Scene, username = 'Countess'): Promise<void> {
  const name = username.toLowerCase();
  const { sub } = laptop.caller;
  expect(accountOf(deps, laptop)).toMatchObject({ name, username });
  expect(deps.names.items.get(name)).toMatchObject({ sub, state: 'CONFIRMED' });
  expect(await refreshedName(deps, phone)).toBe(username);
  expect(await refreshedName(deps, laptop)).toBe(username);
  expect(await refreshedName(deps, bob)).toBe('Bob');
  expect((await signInAgain(deps, username)).caller).toMatchObject({ sub, username });
  await expect(signInAgain(deps, 'Ada')).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
}

test('returns the account under its new name, which new tokens of every session carry, and logs no name', async () => {
  const scene = await setUp();
  const { deps, laptop } = scene;
  const { sub, sid } = laptop.caller;
  expect(await changeTo(deps, laptop, 'Countess')).toEqual({
    id: sub,
    username: 'Countess',
    scopes: [],
    createdAt: expect.any(String),
  });
  expect(deps.logged).toEqual([
    { event: 'username_changed', sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
  ]);
  await expectChanged(scene);
});

test.each(['ab', 'ada@example.com', 'no spaces', 'x'.repeat(65)])(
  'rejects "%s", as a sign-up does',
  async (bad) => {
    const { deps, laptop } = await setUp();
    await expect(changeTo(deps, laptop, bad)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [{ pointer: '#/username' }],
    });
  },
);

test('requires a recent sign-in', async () => {
  const { deps, laptop } = await setUp();
  deps.clock.millis += 601_000;
  await expect(changeTo(deps, laptop, 'Countess')).rejects.toMatchObject({
    code: 'INSUFFICIENT_USER_AUTHENTICATION',
  });
  expect(accountOf(deps, laptop).username).toBe('Ada');
});

test.each(['Bob', 'BOB', 'ｂｏｂ'])('rejects "%s" while Bob has the name', async (taken) => {
  const { deps, laptop } = await setUp();
  await expect(changeTo(deps, laptop, taken)).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  expect(accountOf(deps, laptop)).not.toHaveProperty('usernameChanges');
});

test('reports taken names to a source no more often than sign-ups do', async () => {
  const { deps, laptop } = await setUp();
  const kinds: string[] = [];
  const guard: FakeDependencies['guard'] = {
    ...deps.guard,
    reserveSource: (kind, source) => {
      kinds.push(kind);
      return deps.guard.reserveSource(kind, source);
    },
  };
  await expect(changeTo({ ...deps, guard }, laptop, 'Bob')).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  expect(kinds).toEqual(['sign-up']);
});

test.each<Account['state']>(['DELETING'])('rejects an account that is %s', async (state) => {
  const { deps, laptop } = await setUp();
  deps.accounts.set({ ...accountOf(deps, laptop), state });
  await expect(changeTo(deps, laptop, 'Countess')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('a deletion before the commit wins, and the new name is free', async () => {
  const { deps, laptop } = await setUp();
  const usernames: FakeDependencies['usernames'] = {
    ...deps.usernames,
    replace: async (account, next) => {
      await deleteAccount(deps)({ caller: laptop.caller, source: SOURCE, hasTime: () => true });
      return deps.usernames.replace(account, next);
    },
  };
  await expect(changeTo({ ...deps, usernames }, laptop, 'Countess')).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
  expect([...deps.names.items.keys()]).toEqual(['bob']);
});

test('allows three changes in 30 days, including spellings; then it returns how long to wait', async () => {
  const { deps, laptop } = await setUp();
  await changeTo(deps, laptop, 'ADA');
  deps.clock.millis += 60_000;
  await changeTo(deps, laptop, 'Countess');
  await changeTo(deps, laptop, 'Ada');
  await expect(changeTo(deps, laptop, 'Lovelace')).rejects.toMatchObject({
    code: 'TOO_MANY_USERNAME_CHANGES',
    retryAfter: 30 * DAY - 60,
  });
  // its current username is not a change
  await expect(changeTo(deps, laptop, 'Ada')).resolves.toMatchObject({ username: 'Ada' });
  deps.clock.millis += (30 * DAY - 60) * 1000;
  const again = await signInAgain(deps);
  await expect(changeTo(deps, again, 'Lovelace')).resolves.toMatchObject({ username: 'Lovelace' });
});

test('another spelling reserves nothing', async () => {
  const scene = await setUp();
  const before = scene.deps.names.items.get('ada');
  await changeTo(scene.deps, scene.laptop, 'ADA');
  expect(scene.deps.names.items.get('ada')).toEqual({ ...before, state: 'CONFIRMED' });
  expect(await refreshedName(scene.deps, scene.phone)).toBe('ADA');
  expect((await signInAgain(scene.deps, 'ada')).caller.username).toBe('ADA');
});

test('the former name is held until the last token with it has expired, and is then free', async () => {
  const { deps, laptop, bob } = await setUp();
  await changeTo(deps, laptop, 'Countess');
  deps.clock.millis += HOLD_MS - 1;
  await expect(signUp(deps)).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  const again = await signInAgain(deps, 'Bob');
  await expect(changeTo(deps, again, 'Ada')).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  deps.clock.millis += 1;
  const other = await signUp(deps);
  expect(other.caller.sub).not.toBe(laptop.caller.sub);
  expect(other.caller.sub).not.toBe(bob.caller.sub);
});

test('a refresh that read its session before the change gives a token that expires before the former name is free', async () => {
  const { deps, laptop, phone } = await setUp();
  const read = await deps.sessions.find(phone.caller);
  await changeTo(deps, laptop, 'Countess');
  deps.clock.millis += HOUR_MS / 4 - 1000;
  const sessions = { ...deps.sessions, find: async () => read };
  await refreshSession({ ...deps, sessions })({ refreshToken: phone.refresh_token, source: SOURCE });
  const late = deps.signed.at(-1);
  expect(late?.username).toBe('Ada');
  deps.clock.millis = (late?.exp ?? 0) * 1000 + HOUR_MS - 1;
  await expect(signUp(deps)).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
});

test('the account itself may take its former name back at once', async () => {
  const scene = await setUp();
  await changeTo(scene.deps, scene.laptop, 'Countess');
  await changeTo(scene.deps, scene.laptop, 'Ada');
  const { deps, laptop } = scene;
  expect(accountOf(deps, laptop)).toMatchObject({ name: 'ada', username: 'Ada' });
  expect(deps.names.items.get('ada')).toMatchObject({ sub: laptop.caller.sub, state: 'CONFIRMED' });
  await expect(signUp(deps, 'Countess')).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
});

test('a name that the account drops is released, unless another account has it by then', async () => {
  const { deps, laptop } = await setUp();
  await changeTo(deps, laptop, 'Countess');
  await changeTo(deps, laptop, 'Lovelace');
  deps.clock.millis += 31 * DAY * 1000;
  const other = await signUp(deps, 'Countess');
  await changeTo(deps, await signInAgain(deps, 'Lovelace'), 'Byron');
  expect(deps.names.items.has('ada')).toBe(false);
  expect(deps.names.items.get('countess')?.sub).toBe(other.caller.sub);
  expect(accountOf(deps, laptop).usernameChanges?.recent).toHaveLength(1);
});

test('a deletion releases former names as well', async () => {
  const { deps, laptop } = await setUp();
  await changeTo(deps, laptop, 'Countess');
  await deleteAccount(deps)({ caller: laptop.caller, source: SOURCE, hasTime: () => true });
  expect([...deps.names.items.keys()]).toEqual(['bob']);
});

test('a change that loses every race is a conflict, and the account keeps its name', async () => {
  const { deps, laptop } = await setUp();
  const usernames = { ...deps.usernames, replace: async () => false };
  await expect(changeTo({ ...deps, usernames }, laptop, 'Countess')).rejects.toMatchObject({
    code: 'CONCURRENT_CHANGE',
  });
  expect(accountOf(deps, laptop)).toMatchObject({ name: 'ada', username: 'Ada' });
});

test('a change whose name was taken meanwhile restores the former name', async () => {
  const scene = await setUp();
  const { deps, laptop, phone } = scene;
  const names: FakeDependencies['names'] = {
    ...deps.names,
    confirm: async (owner) => {
      const pointer = deps.names.items.get(owner.name);
      // a sign-up that has read the account before the commit
      if (owner.name === 'countess' && pointer?.sub === laptop.caller.sub) {
        deps.names.items.delete('countess');
        await signUp(deps, 'Countess');
      }
      return deps.names.confirm(owner);
    },
  };
  await expect(changeTo({ ...deps, names }, laptop, 'Countess')).rejects.toMatchObject({
    code: 'USERNAME_TAKEN',
  });
  expect(accountOf(deps, laptop)).toMatchObject({ name: 'ada', username: 'Ada' });
  expect(await refreshedName(deps, phone)).toBe('Ada');
  expect((await signInAgain(deps)).caller.sub).toBe(laptop.caller.sub);
  // the change does not count
  expect(accountOf(deps, laptop).usernameChanges?.recent).toEqual([]);
});

test('the same request sent twice concurrently is one change', async () => {
  const scene = await setUp();
  await Promise.all([
    changeTo(scene.deps, scene.laptop, 'Countess'),
    changeTo(scene.deps, scene.phone, 'Countess'),
  ]);
  expect(accountOf(scene.deps, scene.laptop).usernameChanges?.recent).toHaveLength(1);
  await expectChanged(scene);
});

describe.each<Moment>(['before', 'after'])('interrupted %s any step', (moment) => {
  const interruptAnd = (then: (scene: Scene) => Promise<void>) =>
    interruptEverywhere(
      setUp,
      ({ deps, laptop }, interrupt) => changeTo(interrupt(deps), laptop, 'Countess'),
      moment,
      then,
    );

  test('is completed by the same request', async () => {
    const steps = await interruptAnd(async (scene) => {
      await changeTo(scene.deps, scene.laptop, 'Countess');
      await expectChanged(scene);
    });
    expect(steps).toBeGreaterThan(7);
  });

  test('leaves the account with one of both names, which the next sign-in gives to every session', async () => {
    await interruptAnd(async (scene) => {
      const { deps, laptop, phone } = scene;
      const { username } = accountOf(deps, laptop);
      const again = await signInAgain(deps, username);
      expect(again.caller).toMatchObject({ sub: laptop.caller.sub, username });
      expect(await refreshedName(deps, phone)).toBe(username);
      expect(await refreshedName(deps, laptop)).toBe(username);
    });
  });

  test('leaves no name to another account while a session carries it, and the other name becomes free in time', async () => {
    await interruptAnd(async ({ deps, laptop }) => {
      const { name } = accountOf(deps, laptop);
      deps.clock.millis += HOLD_MS;
      await expect(signUp(deps, name)).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
      const other = name === 'ada' ? 'Countess' : 'Ada';
      const carriers = [...deps.sessions.items.values()].filter(({ username }) => username === other);
      if (carriers.length > 0)
        await expect(signUp(deps, other)).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
      deps.clock.millis += 30 * DAY * 1000;
      await expect(signUp(deps, other)).resolves.toBeDefined();
    });
  });
});
