import { createAccount } from '../../../../lambda/identity/accounts/create-account';
import { findByName } from '../../../../lambda/identity/accounts/identifiers/find-by-name';
import type { IdentifierPointer } from '../../../../lambda/identity/accounts/identifiers/identifier-pointers';
import { RESERVATION_MS } from '../../../../lambda/identity/accounts/identifiers/reserve-identifier';
import { createFakeDependencies, type FakeDependencies } from '../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { newAccount } from '../../fakes/new-account';
import { signInAgain, signUp } from '../../fakes/signed-in';
import { unavailable } from '../../fakes/unavailable';

const ada = newAccount({ name: 'ada', sub: 'sub-1' });
const heir = newAccount({ name: 'ada', sub: 'sub-2' });

test('creates an account under its name, which is confirmed', async () => {
  const deps = createFakeDependencies();
  await createAccount(deps)(ada);
  expect(await findByName(deps, 'ada')).toMatchObject({ account: ada, pointer: { state: 'CONFIRMED' } });
});

test.each<Moment>(['before', 'after'])(
  'when it stops %s any step, the account works or its name becomes free in time',
  async (moment) => {
    const committed: boolean[] = [];
    const steps = await interruptEverywhere(
      async () => createFakeDependencies(),
      (deps, interrupt) => {
        const interrupted = interrupt(deps);
        // a crash does not release the name
        const names = { ...interrupted.names, release: unavailable };
        return createAccount({ ...interrupted, names })(ada);
      },
      moment,
      async (deps) => {
        const isCommitted = deps.accounts.items.has(ada.sub);
        committed.push(isCommitted);
        deps.clock.millis += RESERVATION_MS;
        const attempt = createAccount(deps)(heir);
        if (isCommitted) await expect(attempt).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
        else await attempt;
        expect((await findByName(deps, 'ada'))?.account).toEqual(isCommitted ? ada : heir);
        expect(deps.accounts.items.size).toBe(1);
      },
    );
    expect(steps).toBe(3);
    expect(committed).toEqual(moment === 'before' ? [false, false, true] : [false, true, true]);
  },
);

test('after a crash after the commit, the first sign-in confirms the name', async () => {
  const deps = createFakeDependencies();
  await expect(signUp({ ...deps, names: { ...deps.names, confirm: unavailable } })).rejects.toMatchObject({
    code: 'DEPENDENCY_UNAVAILABLE',
  });
  expect(deps.sessions.items.size).toBe(0);
  deps.clock.millis += RESERVATION_MS;
  await expect(signUp(deps)).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  expect(deps.names.items.get('ada')?.state).toBe('RESERVED');
  const { caller } = await signInAgain(deps);
  expect(deps.names.items.get('ada')).toMatchObject({ sub: caller.sub, state: 'CONFIRMED' });
  const confirm = jest.fn();
  await signInAgain({ ...deps, names: { ...deps.names, confirm } });
  expect(confirm).not.toHaveBeenCalled();
});

/**
 * Stops the first account's creation at its commit. The reservation expires, and another account takes the
 * name.
 */
async function overtaken(deps: FakeDependencies): Promise<PromiseSettledResult<void>> {
  const accounts = {
    ...deps.accounts,
    async create(account: typeof ada) {
      deps.clock.millis += RESERVATION_MS;
      await createAccount(deps)(heir);
      return deps.accounts.create(account);
    },
  };
  const [outcome] = await Promise.allSettled([createAccount({ ...deps, accounts })(ada)]);
  if (!outcome) throw new Error('Nothing has happened');
  return outcome;
}

test('a creation that outlasts its reservation fails, and the account that took the name stays', async () => {
  const deps = createFakeDependencies();
  expect(await overtaken(deps)).toMatchObject({ reason: { code: 'USERNAME_TAKEN' } });
  expect([...deps.accounts.items.values()]).toEqual([heir]);
  expect((await findByName(deps, 'ada'))?.account).toEqual(heir);
});

test('a sign-in is rejected when another account takes its name before the confirmation', async () => {
  const deps = createFakeDependencies();
  const confirm = unavailable;
  await expect(signUp({ ...deps, names: { ...deps.names, confirm } })).rejects.toBeDefined();
  const { size } = deps.sessions.items;
  const late = {
    ...deps.names,
    async confirm(owner: { readonly name: string; readonly sub: string }) {
      deps.names.items.set('ada', { name: 'ada', sub: 'sub-2', state: 'CONFIRMED', reservedUntil: 1 });
      return deps.names.confirm(owner);
    },
  };
  await expect(signInAgain({ ...deps, names: late })).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  expect(deps.sessions.items.size).toBe(size);
});

test.each<Moment>(['before', 'after'])(
  'an error %s the reservation is written releases the name at once',
  async (moment) => {
    const deps = createFakeDependencies();
    const names = {
      ...deps.names,
      async reserve(pointer: IdentifierPointer): Promise<boolean> {
        if (moment === 'after') await deps.names.reserve(pointer);
        return unavailable();
      },
    };
    await expect(createAccount({ ...deps, names })(ada)).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
    });
    await createAccount(deps)(heir);
    expect((await findByName(deps, 'ada'))?.account).toEqual(heir);
  },
);

test('an error of the reservation does not release a name that another creation of the same id has reserved', async () => {
  const deps = createFakeDependencies();
  const pointer = { name: 'ada', sub: ada.sub, state: 'RESERVED', reservedUntil: 1 } as const;
  deps.names.items.set('ada', pointer);
  const names = { ...deps.names, reserve: unavailable };
  await expect(createAccount({ ...deps, names })(ada)).rejects.toBeDefined();
  expect(deps.names.items.get('ada')).toEqual(pointer);
});

test('when every later call fails, the original error is thrown', async () => {
  const deps = createFakeDependencies();
  const names = { ...deps.names, reserve: unavailable, release: () => Promise.reject(new Error('other')) };
  await expect(createAccount({ ...deps, names })(ada)).rejects.toMatchObject({
    code: 'DEPENDENCY_UNAVAILABLE',
  });
});

test.each<[string, 'before' | 'after' | 'late']>([
  ['was never written', 'before'],
  ['is written', 'after'],
  ['is written late, when the request has failed', 'late'],
])(
  'after an error of the commit, when the account %s, the reservation keeps its name',
  async (_when, moment) => {
    const deps = createFakeDependencies();
    const accounts = {
      ...deps.accounts,
      async create(account: typeof ada): Promise<boolean> {
        if (moment === 'after') await deps.accounts.create(account);
        return unavailable();
      },
    };
    await expect(createAccount({ ...deps, accounts })(ada)).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
    });
    deps.clock.millis += RESERVATION_MS - 1;
    await expect(createAccount(deps)(heir)).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    if (moment === 'late') await deps.accounts.create(ada);
    deps.clock.millis += 1;
    const attempt = createAccount(deps)(heir);
    if (moment === 'before') await attempt;
    else await expect(attempt).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    expect((await findByName(deps, 'ada'))?.account).toEqual(moment === 'before' ? heir : ada);
    expect(deps.accounts.items.size).toBe(1);
  },
);

test('an id of another account is rejected, and the name is released at once', async () => {
  const deps = createFakeDependencies();
  await createAccount(deps)(ada);
  await expect(createAccount(deps)({ ...ada, name: 'grace' })).rejects.toThrow('Another account has this id');
  expect([...deps.names.items.keys()]).toEqual(['ada']);
  expect([...deps.accounts.items.values()]).toEqual([ada]);
});

test('of two creations with one id and name but different hashes, one succeeds and its account keeps the name', async () => {
  const deps = createFakeDependencies();
  const other = { ...ada, passwordHash: '$argon2id$2' };
  const accounts = {
    ...deps.accounts,
    async create(account: typeof ada) {
      // the other account has reserved the name again before it is confirmed
      await expect(createAccount(deps)(other)).resolves.toBeUndefined();
      return deps.accounts.create(account);
    },
  };
  await expect(createAccount({ ...deps, accounts })(ada)).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  expect((await findByName(deps, 'ada'))?.account).toEqual(other);
});
