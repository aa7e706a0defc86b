import type { Account } from '../../../../lambda/identity/accounts/account';
import { RESERVATION_MS } from '../../../../lambda/identity/accounts/identifiers/reserve-identifier';
import { reserveCredential } from '../../../../lambda/identity/passkeys/reserve-credential';
import { NO_PASSWORD } from '../../../../lambda/identity/passwords/no-password';
import { createFakeDependencies, type FakeDependencies, uuid } from '../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { newAccount } from '../../fakes/new-account';
import { outcomeOf } from '../../fakes/throttled';
import { exploreOrders } from '../../interleavings/explore';
import { runActors, startActor, type TakeStep } from '../../interleavings/scheduler';

/** The writes about passkeys in every order, and interrupted at every step. */

const ID = 'passkey-1';
const MOST_ORDERS = 50_000;
type Stores = Pick<FakeDependencies, 'accounts' | 'accountPasskeys' | 'credentials' | 'passkeys' | 'now'>;
type Script = (stores: Stores) => Promise<void>;

/** Returns the stores of one actor. Each of their calls is a step. */
function toSteps(deps: FakeDependencies, take: TakeStep): Stores {
  const step = <Store extends object>(place: string, store: Store): Store =>
    Object.fromEntries(
      Object.entries(store).map(([name, method]) => [
        name,
        typeof method === 'function'
          ? (...args: readonly unknown[]) =>
              take({ name: `${place}: ${name}`, touches: { place, writes: name !== 'find' } }, () =>
                method(...args),
              )
          : method,
      ]),
    ) as Store;
  return {
    accounts: step('accounts', deps.accounts),
    accountPasskeys: step('accounts', deps.accountPasskeys),
    credentials: step('credentials', deps.credentials),
    passkeys: step('passkeys', deps.passkeys),
    now: deps.now,
  };
}

/** Runs scripts in every order. Returns the number of orders. @param then asserts the state after each of them */
async function checkOrders(
  accounts: readonly Account[],
  scripts: readonly Script[],
  then: (deps: FakeDependencies) => void,
  {
    plant,
    timePasses = 0,
  }: { readonly plant?: (deps: FakeDependencies) => void; readonly timePasses?: number } = {},
): Promise<number> {
  const { completed, isExhaustive } = await exploreOrders(async (choose) => {
    const deps = createFakeDependencies();
    for (const account of accounts) deps.accounts.set(account);
    plant?.(deps);
    const actors = [];
    for (const [n, script] of scripts.entries()) {
      actors.push(await startActor(`actor ${n}`, (take) => script(toSteps(deps, take))));
    }
    if (timePasses > 0) {
      const advance = async () => {
        deps.clock.millis += timePasses;
      };
      const step = { name: 'advances', touches: { place: '', writes: true } };
      actors.push(await startActor('the clock', (take) => take(step, advance)));
    }
    const { isComplete } = await runActors(actors, choose);
    if (isComplete) then(deps);
    return isComplete;
  }, MOST_ORDERS);
  expect(isExhaustive).toBe(true);
  return completed;
}

/** Registers the credential for an account. Without its pointer, the account gives the passkey back. */
async function register(stores: Stores, sub: string): Promise<void> {
  const account = await stores.accounts.find(sub);
  if (!account) return;
  const pointer = await reserveCredential(stores)(ID, account);
  const addedAt = stores.now();
  await stores.passkeys.put({
    ...{ sub, id: ID, credentialId: 'AQID', publicKey: 'pQEC', counter: 0, transports: [] },
    ...{ isBackupEligible: false, isBackedUp: false, name: 'My phone', addedAt },
  });
  if (!(await stores.accountPasskeys.add(account, ID, { addedAt, verifiesUser: true }))) return;
  if (await stores.credentials.confirm(pointer)) return;
  const added = await stores.accounts.find(sub);
  if (added) await stores.accountPasskeys.remove(added, ID);
}

const registers =
  (sub: string): Script =>
  async (stores) => {
    await register(stores, sub).catch((error) => {
      if (error.code !== 'PASSKEY_TAKEN') throw error;
    });
  };

/** Removes a passkey, unless it is the last way in. */
const removes =
  (sub: string, id: string): Script =>
  async ({ accounts, accountPasskeys }) => {
    for (let attempts = 0; attempts < 3; attempts++) {
      const account = await accounts.find(sub);
      if (!account || Object.keys(account.passkeys ?? {}).length < 2) return;
      if (await accountPasskeys.remove(account, id)) return;
    }
  };

const ada = newAccount({ sub: uuid(1) });
const bob = newAccount({ sub: uuid(2) });
const ownersOf = ({ accounts }: FakeDependencies) =>
  [...accounts.items.values()].filter(({ passkeys }) => passkeys?.[ID]).map(({ sub }) => sub);

/** The account that has the passkey is the one that its pointer leads to. */
function expectOneOwner(deps: FakeDependencies): void {
  const owners = ownersOf(deps);
  expect(owners).toHaveLength(1);
  expect(deps.credentials.items.get(ID)).toMatchObject({ sub: owners[0], state: 'CONFIRMED' });
}

test('of two registrations of one credential by two accounts, one gets its pointer', async () => {
  expect(
    await checkOrders([ada, bob], [registers(ada.sub), registers(bob.sub)], expectOneOwner),
  ).toBeGreaterThan(10);
});

test('two registrations of one credential by one account add one passkey', async () => {
  const twice = [registers(ada.sub), registers(ada.sub)];
  const check = (deps: FakeDependencies) => {
    expect(ownersOf(deps)).toEqual([ada.sub]);
    // the later one may have reserved it again, which keeps it from others as well
    expect(deps.credentials.items.get(ID)?.sub).toBe(ada.sub);
  };
  expect(await checkOrders([ada], twice, check)).toBeGreaterThan(10);
});

test('a registration that lasts longer than its reservation leaves no passkey without its pointer', async () => {
  const check = (deps: FakeDependencies) => {
    for (const owner of ownersOf(deps)) expect(deps.credentials.items.get(ID)?.sub).toBe(owner);
    expect(ownersOf(deps).length).toBeLessThan(2);
  };
  const options = { timePasses: RESERVATION_MS + 1 };
  const both = [registers(ada.sub), registers(bob.sub)];
  expect(await checkOrders([ada, bob], both, check, options)).toBeGreaterThan(100);
});

test('pointers that replace any other are detected', async () => {
  const plant = ({ credentials }: FakeDependencies) => {
    credentials.reserve = async (pointer) => {
      credentials.items.set(pointer.name, pointer);
      return true;
    };
    credentials.confirm = async () => true;
  };
  await expect(
    checkOrders([ada, bob], [registers(ada.sub), registers(bob.sub)], expectOneOwner, { plant }),
  ).rejects.toThrow();
});

const way = { addedAt: 1, verifiesUser: true };
const passwordless = { ...ada, passwordHash: NO_PASSWORD, passkeys: { one: way, two: way } };
const removals = [removes(ada.sub, 'one'), removes(ada.sub, 'two')];
const expectWayIn = ({ accounts }: FakeDependencies) =>
  expect(Object.keys(accounts.items.get(ada.sub)?.passkeys ?? {})).toHaveLength(1);

test('of the removals of the last two passkeys of an account without a password, one wins', async () => {
  expect(await checkOrders([passwordless], removals, expectWayIn)).toBeGreaterThan(3);
});

test('a removal that ignores what was read is detected', async () => {
  const plant = ({ accounts, accountPasskeys }: FakeDependencies) => {
    const { remove } = accountPasskeys;
    accountPasskeys.remove = async (account, id) => remove(accounts.items.get(account.sub) ?? account, id);
  };
  await expect(checkOrders([passwordless], removals, expectWayIn, { plant })).rejects.toThrow();
});

test('of two uses of one ceremony at once, one gets it', async () => {
  const { completed } = await exploreOrders(async (choose) => {
    const deps = createFakeDependencies();
    await deps.ceremonies.begin('digest', { purpose: 'passkey-sign-in', validUntil: deps.now() + 1 });
    const uses: unknown[] = [];
    const step = { name: 'use', touches: { place: 'ceremonies', writes: true } };
    const actors = [];
    for (const n of [1, 2]) {
      const use = async () => {
        uses.push(await deps.ceremonies.use('digest', 'passkey-sign-in', deps.now()));
      };
      actors.push(await startActor(`actor ${n}`, (take) => take(step, use)));
    }
    const { isComplete } = await runActors(actors, choose);
    expect(uses.filter(Boolean)).toHaveLength(1);
    return isComplete;
  }, MOST_ORDERS);
  expect(completed).toBe(2);
});

test.each<Moment>(['before', 'after'])(
  'a registration that is interrupted %s any step is repeated by its account, and leaves the credential to others',
  async (moment) => {
    const steps = await interruptEverywhere(
      async () => {
        const deps = createFakeDependencies();
        deps.accounts.set(ada);
        deps.accounts.set(bob);
        return deps;
      },
      (deps, interrupt) => register(interrupt(deps), ada.sub),
      moment,
      async (deps) => {
        const isAdded = ownersOf(deps).includes(ada.sub);
        if (isAdded) expect(deps.credentials.items.get(ID)?.sub).toBe(ada.sub);
        deps.clock.millis += RESERVATION_MS + 1;
        const [next, outcome] = isAdded ? [ada, 'PASSKEY_TAKEN'] : [bob, 'done'];
        expect(await outcomeOf(register(deps, bob.sub))).toBe(outcome);
        expect(ownersOf(deps)).toEqual([next.sub]);
        expect(await outcomeOf(register(deps, ada.sub))).toBe('PASSKEY_TAKEN');
      },
    );
    expect(steps).toBeGreaterThan(4);
  },
);
