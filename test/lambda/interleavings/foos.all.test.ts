/**
 * Runs requests on foos in every order of their table calls, and crashes them at every call. The invariants
 * must hold in each run.
 */
import { createFoo } from '../../../lambda/foo/create-foo';
import { deleteFoo } from '../../../lambda/foo/delete-foo';
import { updateFoo } from '../../../lambda/foo/update-foo';
import {
  createMemoryFooCounts,
  createMemoryFoos,
  createMemoryIdempotencyKeys,
  NO_COUNT,
} from '../fakes/memory-foos';
import { exploreOrders } from './explore';
import { type Actor, type Choose, runActors, startActor, type TakeStep } from './scheduler';

const idOf = (n: number) => `01941f29-7c00-7000-8000-${String(n).padStart(12, '0')}`;
const NOW = Date.UTC(2026, 0, 2);
const MINUTE = 60_000;
const WRITES = new Set(['put', 'replace', 'remove', 'add', 'subtract', 'correct', 'spend', 'reserve']);
const BOUND = 3;

type Deps = ReturnType<typeof createDeps>;

function createDeps() {
  let ids = 0;
  const clock = { millis: NOW };
  const counts = createMemoryFooCounts();
  return {
    foos: createMemoryFoos(),
    counts,
    clock,
    /** As the deletion of the account does. */
    closeCount: async () => {
      counts.items.set('ada', { ...NO_COUNT, closed: true });
    },
    idempotencyKeys: createMemoryIdempotencyKeys(),
    maxFoosPerUser: BOUND,
    now: () => clock.millis,
    newId: () => idOf(++ids),
  };
}

class Crash extends Error {}

/** Makes every store call a step. After the given number of calls the request crashes. */
function withSteps(deps: Deps, take: TakeStep, crash: { readonly after?: number } = {}): Deps {
  let calls = 0;
  const wrap = <Store extends object>(name: string, store: Store): Store =>
    Object.fromEntries(
      Object.entries(store).map(([method, call]) => [
        method,
        typeof call !== 'function'
          ? call
          : async (...values: readonly unknown[]) => {
              const touches = { place: name, writes: WRITES.has(method) };
              const result = await take({ name: `${name}: ${method}`, touches }, () => call(...values));
              if (++calls === crash.after) throw new Crash();
              return result;
            },
      ]),
    ) as Store;
  return {
    ...deps,
    foos: wrap('foos', deps.foos),
    counts: wrap('counts', deps.counts),
    idempotencyKeys: wrap('keys', deps.idempotencyKeys),
    closeCount: () =>
      take({ name: 'counts: close', touches: { place: 'counts', writes: true } }, deps.closeCount),
  };
}

/** The foo at the start of each scene, which was created with a key. */
const FIRST = idOf(1);
const isFirst = { ifMatch: [`"${FIRST}"`] };

const requests = {
  create: (deps) => createFoo(deps)({ sub: 'ada', foo: { name: 'new' } }),
  'create again': (deps) => createFoo(deps)({ sub: 'ada', foo: { name: 'a' }, idempotencyKey: 'key-1' }),
  update: (deps) => updateFoo(deps)({ sub: 'ada', id: FIRST, foo: { name: 'b' }, preconditions: {} }),
  'update as read': (deps) =>
    updateFoo(deps)({ sub: 'ada', id: FIRST, foo: { name: 'c' }, preconditions: isFirst }),
  delete: (deps) => deleteFoo(deps)({ sub: 'ada', id: FIRST, preconditions: {} }),
  'delete as read': (deps) => deleteFoo(deps)({ sub: 'ada', id: FIRST, preconditions: isFirst }),
  'delete another': (deps) => deleteFoo(deps)({ sub: 'ada', id: idOf(2), preconditions: {} }),
  'delete the account': async ({ foos, closeCount }) => {
    await closeCount();
    const { items } = await foos.list('ada', { limit: 100 });
    for (const { id } of items) await foos.remove('ada', id);
  },
} satisfies Record<string, (deps: Deps) => Promise<unknown>>;

type Name = keyof typeof requests;

interface Scene {
  /** The number of foos, each created with a key. @default 2 */
  readonly foos?: number;
  readonly actors: readonly Name[];
  /** The actor that crashes, and its last call. @default - none */
  readonly crash?: { readonly actor: number; readonly after: number };
  /** The age of the foos, in milliseconds. @default 0 */
  readonly age?: number;
  /** Plants a defect. @default - none */
  readonly plant?: (deps: Deps) => void;
}

/** The outcome of each request, a code or `done`, by the name of the actor. */
type Outcomes = Readonly<Record<string, string>>;
type Inspect = (deps: Deps, outcomes: Outcomes) => Promise<void>;

async function runScene(scene: Scene, choose: Choose, inspections: readonly Inspect[]): Promise<boolean> {
  const { foos = 2, age = 0 } = scene;
  const deps = createDeps();
  for (let n = 1; n <= foos; n++) {
    await createFoo(deps)({ sub: 'ada', foo: { name: 'a' }, idempotencyKey: `key-${n}` });
  }
  deps.clock.millis += age;
  scene.plant?.(deps);
  const outcomes: Record<string, string> = {};
  const actors: Actor[] = [];
  for (const [index, name] of scene.actors.entries()) {
    const crash = scene.crash?.actor === index ? { after: scene.crash.after } : {};
    const act = async (take: TakeStep) => {
      outcomes[`${name} ${index}`] = await requests[name](withSteps(deps, take, crash)).then(
        () => 'done',
        (error) => (error instanceof Crash ? 'crash' : (error.code ?? String(error))),
      );
    };
    actors.push(await startActor(`${name} ${index}`, act));
  }
  const { isComplete, steps } = await runActors(actors, choose);
  if (!isComplete) return false;
  for (const inspect of inspections) {
    await inspect(deps, outcomes).catch((error) => {
      throw new Error([String(error), 'after', ...steps].join('\n  '));
    });
  }
  return true;
}

const LIMIT = 50_000;

async function checkOrders(scene: Scene, ...inspections: readonly Inspect[]): Promise<void> {
  const run = (choose: Choose) => runScene(scene, choose, inspections);
  expect(await exploreOrders(run, LIMIT)).toMatchObject({ isExhaustive: true });
}

const expectNeverTooFew: Inspect = async ({ foos, counts }) => {
  const { count, closed } = await counts.find('ada');
  if (!closed) expect(count).toBeGreaterThanOrEqual(await foos.count('ada'));
};

const expectCounted: Inspect = async ({ foos, counts }) => {
  const { count, closed } = await counts.find('ada');
  if (!closed) expect(count).toBe(await foos.count('ada'));
};

const expectOneSuccess: Inspect = async (_deps, outcomes) => {
  expect(Object.values(outcomes).filter((outcome) => outcome === 'done')).toHaveLength(1);
};

const expectGone: Inspect = async (deps, outcomes) => {
  expect(outcomes['delete 0']).toBe('done');
  expect(await deps.foos.get('ada', FIRST)).toBeUndefined();
  await requests['create again'](deps);
  expect(await deps.foos.get('ada', FIRST)).toBeUndefined();
};

const names = Object.keys(requests) as Name[];
const pairs = names.flatMap((one, index) => names.slice(index).map((other) => [one, other] as const));

test.each(pairs)('%s and %s: in every order as many are counted as there are', async (...actors) => {
  await checkOrders({ actors }, expectCounted);
});

test.each(pairs)(
  '%s and %s, one of which crashes after any call: never too few are counted',
  async (...actors) => {
    for (const actor of [0, 1]) {
      for (let after = 1; after <= 5; after++) {
        await checkOrders({ actors, crash: { actor, after } }, expectNeverTooFew);
      }
    }
  },
);

test.each<[Name, Name]>([
  ['update as read', 'update as read'],
  ['update as read', 'delete as read'],
  ['delete as read', 'delete as read'],
  ['delete', 'delete'],
])('of %s and %s one succeeds, in every order', async (...actors) => {
  await checkOrders({ actors }, expectOneSuccess);
});

test.each<Name>(['update', 'update as read', 'create again', 'create'])(
  'a deleted foo stays deleted, in every order with %s',
  async (other) => {
    await checkOrders({ actors: ['delete', other] }, expectGone);
  },
);

test.each<Name>(['update', 'update as read', 'delete', 'delete another', 'create again'])(
  '%s leaves nothing of a deleted account, in any order',
  async (other) => {
    await checkOrders({ actors: ['delete the account', other] }, async ({ foos, counts }) => {
      expect(await foos.count('ada')).toBe(0);
      expect(await counts.find('ada')).toEqual({ ...NO_COUNT, closed: true });
    });
  },
);

test('at the limit, deletions make room for as many creations', async () => {
  const actors: Name[] = ['delete', 'create', 'create'];
  await checkOrders({ foos: BOUND, actors }, expectCounted, async ({ foos }) => {
    expect(await foos.count('ada')).toBeLessThanOrEqual(BOUND);
  });
});

// An hour after the foos were created, a creation at the limit counts the foos themselves.
const recount: Scene = { foos: BOUND, actors: ['create', 'delete', 'create'], age: 60 * MINUTE };

const recountBeside: Scene = { ...recount, foos: BOUND - 1, actors: ['create', 'create'] };

test('counting the foos themselves while others create and delete never ends with too few', async () => {
  for (const scene of [recount, recountBeside]) await checkOrders(scene, expectNeverTooFew);
});

describe('the checks notice', () => {
  test.each<[string, Scene, Inspect]>([
    [
      'a place that is given back whatever has been counted since',
      {
        ...recount,
        plant: ({ counts }) => {
          const { subtract } = counts;
          counts.subtract = async (sub) => subtract(sub, await counts.find(sub));
          const { find } = counts;
          counts.find = async (sub) => ({ ...(await find(sub)), checkedAt: 0 });
        },
      },
      expectNeverTooFew,
    ],
    [
      'a count that is corrected whatever has changed since',
      {
        ...recount,
        plant: ({ counts }) => {
          const { correct } = counts;
          counts.correct = async (sub, _read, actual) => correct(sub, await counts.find(sub), actual);
        },
      },
      expectNeverTooFew,
    ],
    [
      'foos that are counted while one is still to come',
      {
        ...recountBeside,
        plant: ({ counts }) => {
          const { find } = counts;
          counts.find = async (sub) => ({ ...(await find(sub)), takenAt: 0 });
        },
      },
      expectNeverTooFew,
    ],
    [
      'an update on no condition',
      {
        actors: ['update as read', 'update as read'],
        plant: ({ foos }) => {
          const { replace } = foos;
          foos.replace = (sub, id, change) => replace(sub, id, change);
        },
      },
      expectOneSuccess,
    ],
    [
      'a key that is not spent',
      {
        actors: ['delete'],
        plant: ({ idempotencyKeys }) => {
          idempotencyKeys.spend = async () => {};
        },
      },
      expectGone,
    ],
  ])('%s', async (_defect, scene, inspect) => {
    await expect(checkOrders(scene, inspect)).rejects.toThrow('after');
  });
});
