import { deleteUser } from '../../../../lambda/identity/operator/delete-user';
import { disableUser } from '../../../../lambda/identity/operator/disable-user';
import { ownedData } from '../../../../lambda/shared/table/owned-data';
import { createFakeDependencies, type FakeDependencies, uuid } from '../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { signInAgain, signUp } from '../../fakes/signed-in';

const ADA = { username: 'ada' };

/** Ada, signed in twice, with items of every kind, and Bob. */
async function withAda() {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps, 'Ada');
  await signInAgain(deps, 'Ada');
  for (const { prefix, type } of ownedData) {
    deps.data.items.set(
      prefix + caller.sub,
      [1, 2, 3].map((n) => ({ type, id: `id-${n}` })),
    );
  }
  await signUp(deps, 'Bob');
  return { deps, sub: caller.sub };
}

const run = (
  deps: FakeDependencies,
  choice: Parameters<ReturnType<typeof deleteUser>>[0]['choice'] = ADA,
  dryRun = false,
) => deleteUser(deps)({ choice, dryRun });

/** Expects that everything of Ada is deleted, her name is free, and Bob is kept. */
function expectDeleted({ accounts, names, sessions, data }: FakeDependencies): void {
  expect([...accounts.items.values()].map(({ name }) => name)).toEqual(['bob']);
  expect([...names.items.keys()]).toEqual(['bob']);
  expect(sessions.items.size).toBe(1);
  expect(data.items.size).toBe(0);
}

test.each([ADA, { sub: uuid(1) }])(
  'deletes the account with all its data, and releases its name: %j',
  async (choice) => {
    const { deps, sub } = await withAda();
    expect(await run(deps, choice)).toEqual({ sub, username: 'Ada' });
    expectDeleted(deps);
    await signUp(deps, 'Ada');
  },
);

test('creations by tokens of the account are rejected', async () => {
  const { deps, sub } = await withAda();
  await run(deps);
  expect([...deps.data.closed]).toEqual([sub]);
});

test('a disabled account can be deleted', async () => {
  const { deps } = await withAda();
  await disableUser(deps)(ADA);
  await run(deps);
  expectDeleted(deps);
});

test('a dry run returns the account, and deletes nothing', async () => {
  const { deps, sub } = await withAda();
  const before = [
    deps.accounts.items.size,
    deps.names.items.size,
    deps.sessions.items.size,
    deps.data.items.size,
  ];
  expect(await run(deps, ADA, true)).toEqual({ sub, username: 'Ada' });
  const { accounts, names, sessions, data } = deps;
  expect([accounts.items.size, names.items.size, sessions.items.size, data.items.size]).toEqual(before);
});

test.each<Moment>(['before', 'after'])(
  'when interrupted %s any step, another run completes it',
  async (moment) => {
    const steps = await interruptEverywhere(
      withAda,
      ({ deps }, interrupt) => run(interrupt(deps)),
      moment,
      async ({ deps }) => {
        // if it was interrupted after its last step, there is nothing left to find
        if (deps.names.items.has('ada')) await run(deps);
        expectDeleted(deps);
      },
    );
    expect(steps).toBeGreaterThan(10);
  },
);

describe('a name whose account no longer exists', () => {
  async function withLeftName() {
    const { deps, sub } = await withAda();
    deps.accounts.items.delete(sub);
    return { deps, sub };
  }

  test('is reported by a dry run, and kept', async () => {
    const { deps, sub } = await withLeftName();
    expect(await run(deps, ADA, true)).toEqual({ sub });
    expect(deps.names.items.has('ada')).toBe(true);
  });

  test('is released, together with all remaining data', async () => {
    const { deps, sub } = await withLeftName();
    expect(await run(deps)).toEqual({ sub });
    expectDeleted(deps);
  });

  test('is kept while it is reserved, since its account may be written at any moment', async () => {
    const { deps } = await withLeftName();
    const pointer = deps.names.items.get('ada');
    if (pointer) deps.names.items.set('ada', { ...pointer, state: 'RESERVED' });
    await expect(run(deps)).rejects.toThrow('The user "ada" does not exist');
    expect(deps.names.items.has('ada')).toBe(true);
  });
});

test.each([{ username: 'carol' }, { username: 'no name!' }, { sub: uuid(99) }])(
  'rejects the unknown user %j',
  async (choice) => {
    const { deps } = await withAda();
    await expect(run(deps, choice)).rejects.toThrow('does not exist');
    expect(deps.audited).toEqual([]);
  },
);
