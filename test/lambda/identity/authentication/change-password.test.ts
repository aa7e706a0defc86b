import type { Account } from '../../../../lambda/identity/accounts/account';
import { changePassword } from '../../../../lambda/identity/authentication/change-password';
import {
  createFakeDependencies,
  type FakeDependencies,
  PASSWORD,
  SOURCE,
} from '../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { signInAgain, signUp } from '../../fakes/signed-in';

const NEW_PASSWORD = 'another battery staple';

/** Ada, signed in twice, and Bob. */
async function setUp() {
  const deps = createFakeDependencies();
  const other = await signUp(deps);
  const own = await signInAgain(deps);
  const bob = await signUp(deps, 'Bob');
  deps.logged.length = 0;
  deps.passwords.work.length = 0;
  const command = {
    caller: own.caller,
    currentPassword: PASSWORD,
    newPassword: NEW_PASSWORD,
    source: SOURCE,
  };
  return { deps, command, own: own.caller, other: other.caller, bob: bob.caller };
}
type Scene = Awaited<ReturnType<typeof setUp>>;
const ada = ({ accounts }: FakeDependencies) => accounts.named('ada') as Account;

async function expectChanged({ deps, own, other, bob }: Scene, version = 2): Promise<void> {
  expect(ada(deps)).toMatchObject({ securityVersion: version, sessionsRevokedThroughVersion: version });
  expect(await deps.sessions.find(own)).toMatchObject({ securityVersion: version });
  expect(await deps.sessions.find(other)).toBeUndefined();
  expect(await deps.sessions.find(bob)).toBeDefined();
  await expect(signInAgain(deps)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  await expect(signInAgain(deps, 'Ada', NEW_PASSWORD)).resolves.toBeDefined();
}

test('changes the password, ends every other session of the account, and logs it without a secret', async () => {
  const scene = await setUp();
  const { deps, command, own } = scene;
  await changePassword(deps)(command);
  const { sub, sid } = own;
  expect(deps.logged).toEqual([
    { event: 'password_changed', sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
  ]);
  await expectChanged(scene);
});

test('the new password is compared with the username of the account, not with a former one of the token', async () => {
  const { deps, command } = await setUp();
  const account = ada(deps);
  deps.accounts.items.set(account.sub, {
    ...account,
    username: 'grace.hopper.1906',
    name: 'grace.hopper.1906',
  });
  const like = { ...command, newPassword: 'Grace.Hopper.1906!' };
  await expect(changePassword(deps)(like)).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/new_password', detail: expect.stringContaining('the username') }],
  });
  expect(deps.passwords.work).toEqual([]);
});

test('the same request twice is one change', async () => {
  const scene = await setUp();
  await changePassword(scene.deps)(scene.command);
  await changePassword(scene.deps)(scene.command);
  await expectChanged(scene);
});

test('the same request sent twice concurrently is one change, and both succeed', async () => {
  const scene = await setUp();
  const change = changePassword(scene.deps);
  await Promise.all([change(scene.command), change(scene.command)]);
  await expectChanged(scene);
});

test.each<Moment>(['before', 'after'])(
  'when interrupted %s any step, the same request revokes the remaining sessions',
  async (moment) => {
    const run = (scene: Scene, deps: FakeDependencies) => changePassword(deps)(scene.command);
    const steps = await interruptEverywhere(
      setUp,
      (scene, interrupt) => run(scene, interrupt(scene.deps)),
      moment,
      async (scene) => {
        await run(scene, scene.deps);
        await expectChanged(scene);
      },
    );
    expect(steps).toBe(5);
  },
);

test.each<Moment>(['before', 'after'])(
  'when interrupted %s any step, a sign-in with the valid password revokes the sessions of older ones',
  async (moment) => {
    await interruptEverywhere(
      setUp,
      ({ deps, command }, interrupt) => changePassword(interrupt(deps))(command),
      moment,
      async ({ deps, other }) => {
        const { passwordHash, securityVersion } = ada(deps);
        await signInAgain(deps, 'Ada', passwordHash.split('|')[1]);
        expect((await deps.sessions.find(other)) === undefined).toBe(securityVersion === 2);
      },
    );
  },
);

test('a wrong current password changes nothing and ends nothing', async () => {
  const { deps, command, other } = await setUp();
  const before = ada(deps);
  const wrong = { ...command, currentPassword: 'a wrong password' };
  await expect(changePassword(deps)(wrong)).rejects.toMatchObject({ code: 'INVALID_CURRENT_PASSWORD' });
  const changeAttempts = { failures: 1, lastAttemptAt: deps.clock.millis };
  expect(ada(deps)).toEqual({ ...before, changeAttempts });
  expect(await deps.sessions.find(other)).toBeDefined();
});

test('logs a wrong current password with the session of the request', async () => {
  const { deps, command, own } = await setUp();
  const wrong = { ...command, currentPassword: 'a wrong password' };
  await expect(changePassword(deps)(wrong)).rejects.toMatchObject({ code: 'INVALID_CURRENT_PASSWORD' });
  const { sub, sid } = own;
  expect(deps.logged).toEqual([
    { event: 'password_change_failed', sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
  ]);
});

test('a new password that breaks the rules is reported by its own pointer, and nothing is verified', async () => {
  const { deps, command } = await setUp();
  await expect(changePassword(deps)({ ...command, newPassword: 'short' })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/new_password' }],
  });
  expect(deps.passwords.work).toEqual([]);
});

test('the new password may equal the current one, and the other sessions end all the same', async () => {
  const { deps, command, own, other } = await setUp();
  await changePassword(deps)({ ...command, newPassword: PASSWORD });
  expect(await deps.sessions.find(other)).toBeUndefined();
  expect(await deps.sessions.find(own)).toBeDefined();
});

test.each<[string, (deps: FakeDependencies) => void]>([
  ['is gone', (deps) => deps.accounts.items.delete(ada(deps).sub)],
  ['is being deleted', (deps) => deps.accounts.set({ ...ada(deps), state: 'DELETING' })],
  [
    'has left its name to another',
    (deps) => {
      deps.accounts.set({ ...ada(deps), sub: 'another' });
      deps.accounts.items.delete(ada(deps).sub);
    },
  ],
])('a token whose account %s changes no password', async (_what, prepare) => {
  const { deps, command } = await setUp();
  prepare(deps);
  const before = deps.accounts.named('ada');
  await expect(changePassword(deps)(command)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(deps.accounts.named('ada')).toEqual(before);
});

test('a hash that a sign-in renews meanwhile is verified again', async () => {
  const scene = await setUp();
  const { deps, command } = scene;
  let isFirst = true;
  const accounts: FakeDependencies['accounts'] = {
    ...deps.accounts,
    async changePassword(account, hash) {
      if (isFirst) deps.accounts.set({ ...ada(deps), passwordHash: `m=0|${PASSWORD}` });
      isFirst = false;
      return deps.accounts.changePassword(account, hash);
    },
  };
  await changePassword({ ...deps, accounts })(command);
  await expectChanged(scene);
});

test('a change that loses every race to sign-outs everywhere is a conflict, and no session ends', async () => {
  const { deps, command, other } = await setUp();
  const accounts: FakeDependencies['accounts'] = {
    ...deps.accounts,
    async changePassword(...call) {
      await deps.accounts.raiseSecurityVersion(command.caller.sub);
      return deps.accounts.changePassword(...call);
    },
  };
  await expect(changePassword({ ...deps, accounts })(command)).rejects.toMatchObject({
    code: 'CONCURRENT_CHANGE',
  });
  expect(await deps.sessions.find(other)).toBeDefined();
});

test('of two concurrent changes by one session, the later one wins and the session stays valid', async () => {
  const scene = await setUp();
  const { deps, command } = scene;
  const last = 'the very last password';
  // the second change is complete before the first has adopted its version
  const sessions: FakeDependencies['sessions'] = {
    ...deps.sessions,
    async adoptSecurityVersion(key, from, version) {
      const second = { ...command, currentPassword: NEW_PASSWORD, newPassword: last };
      await changePassword(deps)(second);
      await deps.sessions.adoptSecurityVersion(key, from, version);
    },
  };
  await changePassword({ ...deps, sessions })(command);
  expect(ada(deps)).toMatchObject({ securityVersion: 3, sessionsRevokedThroughVersion: 3 });
  expect(await deps.sessions.find(scene.own)).toMatchObject({ securityVersion: 3 });
});

test('a session that was signed out everywhere meanwhile is not restored by its change', async () => {
  const scene = await setUp();
  const { deps, command, other } = scene;
  const accounts: FakeDependencies['accounts'] = {
    ...deps.accounts,
    async find(sub) {
      await deps.accounts.raiseSecurityVersion(sub);
      return deps.accounts.find(sub);
    },
  };
  await changePassword({ ...deps, accounts })(command);
  expect(await deps.sessions.find(scene.own)).toBeUndefined();
  expect(await deps.sessions.find(other)).toBeUndefined();
});
