import { RESERVATION_MS } from '../../../lambda/identity/accounts/identifiers/reserve-identifier';
import { createEmptyWorld } from './account-worlds';
import type { Request } from './asked';
import { askAlone, type ClientScript, startClient } from './client';
import { faultKinds } from './faults';
import { checkOrders, chooseInTurn, isSoak } from './orders';
import { runSchedule } from './run-schedule';
import { runActors } from './scheduler';
import { copyWorld, findAda, type World } from './world';

/**
 * Concurrent sign-ups of one name, with functions that end between two steps and reservations that expire
 * meanwhile.
 */

const OWN = 'a phrase of the first one';
const OTHER = 'a phrase of the second one';
const register = (password: string): Request => ({ does: 'register', password });
const signIn = (password: string): Request => ({ does: 'sign in', password });

const first = (...requests: Request[]): ClientScript => ({
  name: 'first',
  requests: [register(OWN), ...requests],
});
const second = (...requests: Request[]): ClientScript => ({
  name: 'second',
  requests: [register(OTHER), ...requests],
});

const effort = isSoak ? { exhaustive: 20_000, sampled: 5_000 } : { exhaustive: 150, sampled: 60 };

/** Returns the steps of a client that runs alone, without its response. */
async function stepsOf(world: World, client: ClientScript): Promise<readonly string[]> {
  const actor = await startClient(copyWorld(world), client, () => {});
  const { steps } = await runActors([actor], ([only]) => only);
  return steps.map((step) => step.replace(`${client.name}: `, '')).slice(0, -1);
}

async function stepAt(world: World, client: ClientScript, name: string): Promise<number> {
  const at = (await stepsOf(world, client)).indexOf(name);
  if (at < 0) throw new Error(`Unknown step "${name}"`);
  return at;
}

/**
 * Creates a world in which an earlier sign-up ended right after one of its steps, and its reservation has
 * expired.
 */
async function createLeftWorld(step: string): Promise<World> {
  const { world } = await createEmptyWorld();
  const early = { ...first(), name: 'early' };
  const fault = { kind: 'crash', at: await stepAt(world, early, step) } as const;
  const actor = await startClient(world, { ...early, fault }, () => {});
  // The last step never ends.
  await runActors([actor], ([only]) => only);
  world.deps.clock.millis += RESERVATION_MS;
  return world;
}

/** Creates a world in which an account was deleted, but its name was not released. */
async function createUnreleasedWorld(): Promise<World> {
  const { world } = await createEmptyWorld();
  await askAlone(world, register(OWN));
  const ada = findAda(world);
  if (ada) world.deps.accounts.items.delete(ada.sub);
  world.deps.sessions.items.clear();
  world.history.length = 0;
  world.held.length = 0;
  return world;
}

const worlds: readonly (readonly [string, () => Promise<World>])[] = [
  ['is free', async () => (await createEmptyWorld()).world],
  ['was reserved by a registration that ended before the commit', () => createLeftWorld('name: reserve')],
  ['was left behind by a deletion', createUnreleasedWorld],
];

describe.each(worlds)('while the name %s', (_what, create) => {
  test.each<[string, readonly ClientScript[]]>([
    ['two registrations', [first(), second()]],
    ['two registrations, each with a sign-in', [first(signIn(OWN)), second(signIn(OTHER))]],
    [
      'a registration and a sign-in to it',
      [first(), { name: 'second', requests: [signIn(OWN), signIn(OWN)] }],
    ],
    ['two registrations and a deletion', [first({ does: 'delete the account' }), second()]],
  ])(
    '%s at once, and more time than a reservation lasts: the name has one account, which works',
    async (_which, clients) => {
      const world = await create();
      const cases = await checkOrders({ world, clients, timePasses: RESERVATION_MS }, effort);
      expect(cases).toBeGreaterThan(50);
    },
  );

  test('of two registrations one ends or fails after any of its steps, before or after its reservation has passed', async () => {
    const world = await create();
    const cases: number[] = [];
    for (const at of (await stepsOf(world, first())).keys()) {
      for (const kind of faultKinds) {
        const clients = [{ ...first(signIn(OWN)), fault: { kind, at } }, second(signIn(OTHER))];
        const by = isSoak ? { exhaustive: 500, sampled: 200 } : { exhaustive: 6, sampled: 4 };
        cases.push(await checkOrders({ world, clients, timePasses: RESERVATION_MS }, { ...by, seed: at }));
      }
    }
    expect(cases.length).toBeGreaterThan(30);
  });
});

test('a registration that ended after the commit keeps its name after the reservation expires', async () => {
  const world = await createLeftWorld('account: create');
  const account = findAda(world);
  expect(world.deps.names.items.get('ada')).toMatchObject({ sub: account?.sub, state: 'RESERVED' });
  const refused = { status: 'refused', code: 'USERNAME_TAKEN' };
  expect(await askAlone(world, register(OTHER))).toEqual(refused);
  const answer = await askAlone(world, signIn(OWN));
  expect(answer).toMatchObject({ status: 'done', tokens: { sub: account?.sub } });
  expect(world.deps.names.items.get('ada')).toMatchObject({ sub: account?.sub, state: 'CONFIRMED' });
  expect(await askAlone(world, register(OTHER))).toEqual(refused);
});

/**
 * The first sign-up pauses until its reservation has expired. The second sees that, and that the account does
 * not exist. Then the first writes the account and ends, and its user signs in. Only that sign-in's
 * confirmation keeps the second out.
 */
async function setUpLateTakeOver() {
  const { world } = await createEmptyWorld();
  const at = await stepAt(world, first(), 'account: create');
  const clients = [{ ...first(signIn(OWN)), fault: { kind: 'crash', at } as const }, second(signIn(OTHER))];
  const choose = () =>
    chooseInTurn([
      ['first', 'name: reserve'],
      ['the clock', 'advances'],
      ['second', 'account: find'],
      ['first', 'is answered'],
    ]);
  return { world, clients, choose, timePasses: RESERVATION_MS };
}

test('a sign-in confirms the name before another takes it over, or is refused', async () => {
  const { choose, ...scenario } = await setUpLateTakeOver();
  await expect(runSchedule(scenario, choose())).resolves.toBe(true);
});

test('a sign-in that does not confirm the name is detected', async () => {
  const { choose, ...scenario } = await setUpLateTakeOver();
  const plant = ({ deps: { names } }: World) => {
    names.confirm = async () => true;
  };
  await expect(runSchedule({ ...scenario, plant }, choose())).rejects.toThrow('the name is not the account');
});

test.each<[string, (deps: World['deps']) => void, () => Promise<World>]>([
  [
    'takes a name over whatever has become of it',
    ({ names }) => {
      names.replace = async (_found, pointer) => {
        names.items.set(pointer.name, pointer);
        return true;
      };
    },
    () => createLeftWorld('name: reserve'),
  ],
  [
    'confirms a name for any account',
    ({ names }) => {
      names.confirm = async () => true;
    },
    async () => (await createEmptyWorld()).world,
  ],
  [
    'takes an account that is there for none',
    ({ accounts }) => {
      const { find } = accounts;
      accounts.find = async (sub) => {
        const account = await find(sub);
        return account && { ...account, name: 'another' };
      };
    },
    async () => (await createEmptyWorld()).world,
  ],
])('a store that %s is detected', async (_what, plant, create) => {
  const world = await create();
  const scenario = { world, clients: [first(), second()], timePasses: RESERVATION_MS };
  const all = { exhaustive: 3_000, sampled: 500 };
  await expect(checkOrders({ ...scenario, plant: ({ deps }) => plant(deps) }, all)).rejects.toThrow(
    'the name is not the account',
  );
});
