import type { Account } from '../../../../lambda/identity/accounts/account';
import {
  type DeleteAccountCommand,
  deleteAccount,
} from '../../../../lambda/identity/accounts/delete-account';
import { refreshSession } from '../../../../lambda/identity/sessions/refresh-session';
import { ownedData } from '../../../../lambda/shared/table/owned-data';
import { createFakeDependencies, type FakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { signInAgain, signUp } from '../../fakes/signed-in';

/** Ada, signed in twice, with five items of every kind, and Bob with one. */
async function setUp() {
  const deps = createFakeDependencies();
  const other = await signUp(deps);
  const own = await signInAgain(deps);
  const bob = await signUp(deps, 'Bob');
  for (const { prefix, type } of ownedData) {
    const item = (n: number) => ({ type, id: `id-${n}` });
    deps.data.items.set(prefix + own.caller.sub, [1, 2, 3, 4, 5].map(item));
    deps.data.items.set(prefix + bob.caller.sub, [item(1)]);
  }
  deps.logged.length = 0;
  const command: DeleteAccountCommand = { caller: own.caller, source: SOURCE, hasTime: () => true };
  return { deps, command, own, other, bob };
}
type Scene = Awaited<ReturnType<typeof setUp>>;
const ada = ({ accounts }: FakeDependencies) => accounts.named('ada') as Account;

/** Expects that everything of Ada is deleted, and everything of Bob is kept. */
function expectDeleted({ deps, bob }: Scene): void {
  expect([...deps.accounts.items.values()].map(({ name }) => name)).toEqual(['bob']);
  expect([...deps.names.items.keys()]).toEqual(['bob']);
  expect([...deps.sessions.items.values()].map(({ sub }) => sub)).toEqual([bob.caller.sub]);
  expect([...deps.data.items.keys()].sort()).toEqual(
    ownedData.map(({ prefix }) => prefix + bob.caller.sub).sort(),
  );
}

test('deletes an account and all its data, nothing of another account, and logs it', async () => {
  const scene = await setUp();
  await expect(deleteAccount(scene.deps)(scene.command)).resolves.toBe('done');
  expectDeleted(scene);
  const { sub, sid } = scene.own.caller;
  expect(scene.deps.logged).toEqual([
    { event: 'account_deleted', sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
  ]);
});

test('closes the account first, and deletes the session of the caller last', async () => {
  const { deps, command } = await setUp();
  const steps: string[] = [];
  const noting = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get(target, name) {
        steps.push(String(name));
        return Reflect.get(target, name);
      },
    });
  const { accounts, names, emails, sessions, data } = deps;
  await deleteAccount({
    ...deps,
    names: noting(names),
    emails: noting(emails),
    accounts: noting(accounts),
    sessions: noting(sessions),
    data: noting(data),
  })(command);
  expect(steps.filter((step, index) => step !== steps[index - 1])).toEqual([
    'find',
    'markDeleting',
    'closeToRefresh',
    'deleteAll',
    'refuseCreation',
    'deleteSome',
    'deleteAll',
    // the addresses, which a repeated request must still find
    'find',
    'delete',
    'release',
    'delete',
  ]);
});

test.each<Moment>(['before', 'after'])(
  'when interrupted %s any step, the same request completes it',
  async (moment) => {
    const run = (scene: Scene, deps: FakeDependencies) => deleteAccount(deps)(scene.command);
    const steps = await interruptEverywhere(
      setUp,
      (scene, interrupt) => run(scene, interrupt(scene.deps)),
      moment,
      async (scene) => {
        const { sessions, accounts } = scene.deps;
        // the caller can repeat the request while anything is left
        if (accounts.named('ada')) expect(await sessions.find(scene.own.caller)).toBeDefined();
        await expect(run(scene, scene.deps)).resolves.toBe('done');
        expectDeleted(scene);
      },
    );
    expect(steps).toBeGreaterThan(10);
  },
);

test.each<Moment>(['before', 'after'])(
  'when interrupted %s any step, a sign-in either continues the deletion or finds the account unchanged',
  async (moment) => {
    await interruptEverywhere(
      setUp,
      ({ deps, command }, interrupt) => deleteAccount(interrupt(deps))(command),
      moment,
      async (scene) => {
        const isActive = scene.deps.accounts.named('ada')?.state === 'ACTIVE';
        const attempt = signInAgain(scene.deps);
        if (isActive) {
          await expect(attempt).resolves.toBeDefined();
          expect(await scene.deps.sessions.find(scene.other.caller)).toBeDefined();
          return;
        }
        await expect(attempt).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
        expect(scene.deps.accounts.named('ada')).toBeUndefined();
        // the pointer of a deleted account may be left: the name can be taken all the same
        await expect(signUp(scene.deps)).resolves.toBeDefined();
        expect([...scene.deps.data.items.keys()].join()).not.toContain(scene.own.caller.sub);
      },
    );
  },
);

describe('during a deletion', () => {
  async function begun(rounds: number) {
    const scene = await setUp();
    let left = rounds;
    const progress = await deleteAccount(scene.deps)({ ...scene.command, hasTime: () => left-- > 0 });
    return { scene, progress };
  }

  test('the next calls continue when time runs out', async () => {
    const { scene, progress } = await begun(1);
    expect(progress).toBe('continues');
    expect(ada(scene.deps).state).toBe('DELETING');
    let calls = 0;
    do {
      calls += 1;
      expect(await scene.deps.sessions.find(scene.own.caller)).toBeDefined();
      let rounds = 1;
      const command = { ...scene.command, hasTime: () => rounds-- > 0 };
      if ((await deleteAccount(scene.deps)(command)) === 'done') break;
    } while (calls < 20);
    expect(calls).toBeGreaterThan(1);
    expectDeleted(scene);
  });

  test('the account is closed even when there is no time', async () => {
    const { scene, progress } = await begun(0);
    expect(progress).toBe('continues');
    await expect(signInAgain(scene.deps)).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
  });

  test('every other session has ended, and the session of the caller cannot be refreshed', async () => {
    const { scene } = await begun(1);
    const { deps, own, other, bob } = scene;
    expect(await deps.sessions.find(other.caller)).toBeUndefined();
    const refresh = (refreshToken: string) => refreshSession(deps)({ refreshToken, source: SOURCE });
    for (const { refresh_token } of [own, other]) {
      await expect(refresh(refresh_token)).rejects.toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
    }
    await expect(refresh(bob.refresh_token)).resolves.toBeDefined();
  });

  test('the next calls need no recent sign-in', async () => {
    const { scene } = await begun(1);
    scene.deps.clock.millis += 3_000_000;
    await expect(deleteAccount(scene.deps)(scene.command)).resolves.toBe('done');
    expectDeleted(scene);
  });
});

test('creations by its tokens are rejected until the last of them has expired', async () => {
  const { deps, command, own, bob } = await setUp();
  const refuseCreation = jest.fn(deps.data.refuseCreation);
  await deleteAccount({ ...deps, data: { ...deps.data, refuseCreation } })(command);
  // an access token lasts an hour, and API Gateway may cache its authorizer result for another hour
  expect(refuseCreation.mock.calls).toEqual([[own.caller.sub, deps.clock.millis / 1000 + 2 * 3600]]);
  expect(deps.data.closed.has(bob.caller.sub)).toBe(false);
});

test('a session that a concurrent sign-in has stored is deleted with the account', async () => {
  const scene = await setUp();
  const { deps, own } = scene;
  const late = { ...(await deps.sessions.find(own.caller)), sid: 'late' } as Parameters<
    typeof deps.sessions.put
  >[0];
  const data: FakeDependencies['data'] = {
    ...deps.data,
    async deleteSome(sub, kind) {
      await deps.sessions.put(late);
      return deps.data.deleteSome(sub, kind);
    },
  };
  await deleteAccount({ ...deps, data })(scene.command);
  expectDeleted(scene);
});

describe('a password verification that is too old', () => {
  test('is rejected, to the second, and nothing is changed', async () => {
    const { deps, command, other } = await setUp();
    deps.clock.millis += 601_000;
    await expect(deleteAccount(deps)(command)).rejects.toMatchObject({
      code: 'INSUFFICIENT_USER_AUTHENTICATION',
    });
    expect(ada(deps).state).toBe('ACTIVE');
    expect(await deps.sessions.find(other.caller)).toBeDefined();
    deps.clock.millis -= 1;
    await expect(deleteAccount(deps)(command)).resolves.toBe('done');
  });

  test('is not renewed by a refresh', async () => {
    const { deps, command, own } = await setUp();
    deps.clock.millis += 601_000;
    await refreshSession(deps)({ refreshToken: own.refresh_token, source: SOURCE });
    const caller = { ...command.caller, authTime: deps.signed.at(-1)?.auth_time ?? Number.NaN };
    await expect(deleteAccount(deps)({ ...command, caller })).rejects.toMatchObject({
      code: 'INSUFFICIENT_USER_AUTHENTICATION',
    });
  });
});

describe('a released name', () => {
  test('can be taken at once by a new account without any of the old data', async () => {
    const { deps, command, own } = await setUp();
    await deleteAccount(deps)(command);
    const heir = await signUp(deps, 'ADA');
    expect(heir.caller.sub).not.toBe(own.caller.sub);
  });

  test('is not released again by an old token, which deletes only its own session', async () => {
    const scene = await setUp();
    const { deps, command } = scene;
    const left = await deps.sessions.find(command.caller);
    await deleteAccount(deps)(command);
    const heir = await signUp(deps, 'Ada');
    // as if the last step were still pending
    if (left) await deps.sessions.put(left);
    await expect(deleteAccount(deps)(command)).resolves.toBe('done');
    expect(ada(deps)).toMatchObject({ sub: heir.caller.sub, state: 'ACTIVE' });
    expect(await deps.sessions.find(heir.caller)).toBeDefined();
    expect(await deps.sessions.find(command.caller)).toBeUndefined();
  });
});
