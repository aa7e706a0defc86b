import { exploreOrders } from './explore';
import { runActors, startActor, type Touch } from './scheduler';

/** Runs actors with steps at the given places in every order. Returns the orders seen. */
async function seeOrders(actors: Record<string, readonly Touch[]>, limit = 1000) {
  const seen: string[] = [];
  const result = await exploreOrders(async (choose) => {
    let order = '';
    const started = Object.entries(actors).map(([name, touches]) =>
      startActor(name, async (take) => {
        for (const touch of touches)
          await take({ name: 'step', touches: touch }, async () => (order += name));
      }),
    );
    const { isComplete } = await runActors(await Promise.all(started), choose);
    if (isComplete) seen.push(order);
    return isComplete;
  }, limit);
  return { ...result, seen: seen.sort() };
}

const write = (place: string) => ({ place, writes: true });
const read = (place: string) => ({ place, writes: false });

test('steps at one place are run in every order, and in each once', async () => {
  const { seen, ...result } = await seeOrders({
    a: [write('x'), write('x')],
    b: [write('x'), read('x')],
  });
  expect(seen).toEqual(['aabb', 'abab', 'abba', 'baab', 'baba', 'bbaa']);
  expect(result).toEqual({ completed: 6, isExhaustive: true });
});

test('a place includes the places within it', async () => {
  expect((await seeOrders({ a: [read('x')], b: [write('x/1')] })).seen).toEqual(['ab', 'ba']);
  expect((await seeOrders({ a: [read('')], b: [write('x/1')] })).seen).toEqual(['ab', 'ba']);
});

test.each([
  ['at different places', { a: [write('x/1'), write('x/1')], b: [write('x/2'), write('y')] }],
  ['that only read', { a: [read('x'), read('x')], b: [read('x/1'), read('x')] }],
])('steps %s are run in one order', async (_what, actors) => {
  expect((await seeOrders(actors)).completed).toBe(1);
});

test('of three actors every order that makes a difference is run', async () => {
  const { seen } = await seeOrders({ a: [write('x'), write('y')], b: [read('x')], c: [write('y')] });
  const differences = seen.map((order) =>
    [order.indexOf('b') < order.indexOf('a'), order.indexOf('c') < order.lastIndexOf('a')].join(),
  );
  expect(new Set(differences).size).toBe(4);
  expect(seen).toHaveLength(4);
});

test('reports when there are more orders than the limit', async () => {
  const actors = { a: [write('x'), write('x')], b: [write('x'), write('x')] };
  expect(await seeOrders(actors, 5)).toMatchObject({ completed: 5, isExhaustive: false });
});
