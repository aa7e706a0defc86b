import { deleteAccount } from '../../../../lambda/identity/accounts/delete-account';
import { reapplyDeletion } from '../../../../lambda/identity/operator/reapply-deletion';
import { ownedData } from '../../../../lambda/shared/table/owned-data';
import { createFakeDependencies, type FakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { signInAgain, signUp } from '../../fakes/signed-in';

/** Ada, signed in twice, with items of every kind, and Bob with one of each. */
async function setUp() {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  await signInAgain(deps);
  const bob = await signUp(deps, 'Bob');
  for (const { prefix, type } of ownedData) {
    const item = (n: number) => ({ type, id: `id-${n}` });
    deps.data.items.set(prefix + caller.sub, [1, 2, 3].map(item));
    deps.data.items.set(prefix + bob.caller.sub, [item(1)]);
  }
  deps.logged.length = 0;
  return { deps, sub: caller.sub, bob: bob.caller.sub };
}
type Scene = Awaited<ReturnType<typeof setUp>>;

const run = ({ sub }: Scene, deps: FakeDependencies, dryRun = false) =>
  reapplyDeletion({ ...deps, dryRun })(sub);

async function registerAnew({ deps }: Scene) {
  const { caller } = await signUp(deps);
  return { caller, source: SOURCE, hasTime: () => true };
}

/** Expects that everything of Ada is deleted, and everything of Bob is kept. */
function expectDeleted({ deps, bob }: Scene): void {
  expect([...deps.accounts.items.values()].map(({ name }) => name)).toEqual(['bob']);
  expect([...deps.names.items.keys()]).toEqual(['bob']);
  expect([...deps.sessions.items.values()].map(({ sub }) => sub)).toEqual([bob]);
  expect([...deps.data.items.keys()].sort()).toEqual(ownedData.map(({ prefix }) => prefix + bob).sort());
}

test('deletes the account with all its data, and does not log the deletion again', async () => {
  const scene = await setUp();
  expect(await run(scene, scene.deps)).toBe('deleted');
  expectDeleted(scene);
  expect(scene.deps.logged).toEqual([]);
});

test('creations by tokens of the account are rejected for the longest lifetime of a token in any stage', async () => {
  const scene = await setUp();
  const refuseCreation = jest.fn(scene.deps.data.refuseCreation);
  await run(scene, { ...scene.deps, data: { ...scene.deps.data, refuseCreation } });
  const until = scene.deps.clock.millis / 1000 + 86_400 + 3_600;
  expect(refuseCreation.mock.calls).toEqual([[scene.sub, Math.floor(until)]]);
});

test.each<Moment>(['before', 'after'])(
  'when interrupted %s any step, another run completes it, with or without the account',
  async (moment) => {
    const steps = await interruptEverywhere(
      setUp,
      (scene, interrupt) => run(scene, interrupt(scene.deps)),
      moment,
      async (scene) => {
        await run(scene, scene.deps);
        // the pointer of a deleted account may be left: the next sign-up takes the name
        if (scene.deps.names.items.has('ada')) await deleteAccount(scene.deps)(await registerAnew(scene));
        expectDeleted(scene);
      },
    );
    expect(steps).toBeGreaterThan(5);
  },
);

test('without an account, deletes what an interrupted deletion has left, but not the new owner of the name', async () => {
  const scene = await setUp();
  const { deps, sub } = scene;
  deps.accounts.items.delete(sub);
  const heir = await signUp(deps, 'Ada');
  expect(await run(scene, deps)).toBe('absent');
  expect(deps.accounts.named('ada')?.sub).toBe(heir.caller.sub);
  expect([...deps.sessions.items.values()].map((session) => session.sub)).not.toContain(sub);
  expect([...deps.data.items.keys()].join()).not.toContain(sub);
});

test('a dry run reports whether the account exists, and deletes nothing', async () => {
  const scene = await setUp();
  const before = [scene.deps.accounts.items.size, scene.deps.sessions.items.size, scene.deps.data.items.size];
  expect(await run(scene, scene.deps, true)).toBe('deleted');
  expect(await run({ ...scene, sub: 'unknown' }, scene.deps, true)).toBe('absent');
  const { accounts, sessions, data } = scene.deps;
  expect([accounts.items.size, sessions.items.size, data.items.size]).toEqual(before);
});
