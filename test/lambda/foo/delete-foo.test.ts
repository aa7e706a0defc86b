import { createFoo } from '../../../lambda/foo/create-foo';
import { deleteFoo } from '../../../lambda/foo/delete-foo';
import type { Foos } from '../../../lambda/foo/stores/foos';
import { createMemoryFooCounts, createMemoryFoos, createMemoryIdempotencyKeys } from '../fakes/memory-foos';

const idOf = (n: number) => `01941f29-7c00-7000-8000-${String(n).padStart(12, '0')}`;

/** Sets up an account with `count` foos, each created with a separate key. */
async function setUp(count: number) {
  let ids = 0;
  const deps = {
    foos: createMemoryFoos(),
    counts: createMemoryFooCounts(),
    idempotencyKeys: createMemoryIdempotencyKeys(),
    maxFoosPerUser: 50,
    now: () => Date.UTC(2026, 0, 2),
    newId: () => idOf(++ids),
  };
  const create = createFoo(deps);
  for (let n = 1; n <= count; n++)
    await create({ sub: 'ada', foo: { name: 'a' }, idempotencyKey: `key-${n}` });
  const state = async () => [await deps.foos.count('ada'), (await deps.counts.find('ada')).count];
  return { deps, create, state, remove: deleteFoo(deps) };
}

const command = { sub: 'ada', id: idOf(1), preconditions: {} };

test('deletes the foo and releases its place', async () => {
  const { remove, state, deps } = await setUp(2);
  await remove(command);
  expect(await deps.foos.get('ada', idOf(1))).toBeUndefined();
  expect(await state()).toEqual([1, 1]);
});

test.each([
  ['another user', { sub: 'bob' }],
  ['an unknown id', { id: idOf(2) }],
  ['not an id', { id: 'KEY#1' }],
])('finds nothing for %s, with and without a condition', async (_who, other) => {
  const { remove, state } = await setUp(1);
  for (const preconditions of [{}, { ifMatch: '*' as const }]) {
    await expect(remove({ ...command, ...other, preconditions })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  }
  expect(await state()).toEqual([1, 1]);
});

test('a failed condition deletes nothing, and does not change the key', async () => {
  const { remove, state, create, deps } = await setUp(1);
  for (const preconditions of [
    { ifMatch: ['"another"'] },
    { ifNoneMatch: '*' as const },
    { ifUnmodifiedSince: 0 },
  ]) {
    await expect(remove({ ...command, preconditions })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
  }
  expect(await state()).toEqual([1, 1]);
  // As after a crash: the key may still create the foo that it reserved.
  await deps.foos.remove('ada', idOf(1));
  await create({ sub: 'ada', foo: { name: 'a' }, idempotencyKey: 'key-1' });
  expect(await deps.foos.count('ada')).toBe(1);
});

test('the key of a deleted foo creates nothing', async () => {
  const { remove, create, state } = await setUp(1);
  await remove(command);
  await expect(create({ sub: 'ada', foo: { name: 'a' }, idempotencyKey: 'key-1' })).resolves.toMatchObject({
    id: idOf(1),
    name: 'a',
  });
  expect(await state()).toEqual([0, 0]);
});

test('of ten concurrent deletions of one foo one succeeds and releases its place', async () => {
  const { remove, state } = await setUp(3);
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => remove(command)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await state()).toEqual([2, 2]);
});

test('concurrent deletions of many foos release every place', async () => {
  const { remove, state } = await setUp(8);
  await Promise.all(Array.from({ length: 8 }, (_, n) => remove({ ...command, id: idOf(n + 1) })));
  expect(await state()).toEqual([0, 0]);
});

describe('between the reading of a foo and its removal', () => {
  async function withBetween(act: (foos: Foos) => Promise<unknown>) {
    const scene = await setUp(2);
    const { foos } = scene.deps;
    let calls = 0;
    const remove: Foos['remove'] = async (...call) => {
      if (calls++ === 0) await act(foos);
      return foos.remove(...call);
    };
    return { ...scene, remove: deleteFoo({ ...scene.deps, foos: { ...foos, remove } }) };
  }
  const change = { name: 'changed', updatedAt: '2026-01-02T00:00:00.000Z', revision: 'another' };
  const update = (foos: Foos) => foos.replace('ada', idOf(1), change);

  test('an update does not affect a deletion without a condition', async () => {
    const { remove, state } = await withBetween(update);
    await remove(command);
    expect(await state()).toEqual([1, 1]);
  });

  test.each([
    ['the state that was read', { ifMatch: [`"${idOf(1)}"`] }],
    ['a date', { ifUnmodifiedSince: Date.UTC(2026, 0, 3) }],
  ])('after an update, a deletion that requires %s is rejected', async (_what, preconditions) => {
    const { remove, state } = await withBetween(update);
    await expect(remove({ ...command, preconditions })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
    expect(await state()).toEqual([2, 2]);
  });

  test('the deletion of the account does not change its closed count', async () => {
    const scene = await withBetween(async () => {
      const counted = await scene.deps.counts.find('ada');
      scene.deps.counts.items.set('ada', { ...counted, count: 0, changes: 0, closed: true });
    });
    await scene.remove(command);
    expect(await scene.deps.counts.find('ada')).toMatchObject({ count: 0, closed: true });
  });
});

describe('a deletion whose answer was lost', () => {
  test('succeeds if the foo no longer exists, and releases no place, which another request may have done', async () => {
    const { deps, state } = await setUp(2);
    const remove: Foos['remove'] = async (...call) => {
      await deps.foos.remove(...call);
      return 'unknown';
    };
    await deleteFoo({ ...deps, foos: { ...deps.foos, remove } })(command);
    expect(await state()).toEqual([1, 2]);
  });

  test('is repeated if the foo still exists', async () => {
    const { deps, state } = await setUp(2);
    let calls = 0;
    const remove: Foos['remove'] = async (...call) => (calls++ === 0 ? 'unknown' : deps.foos.remove(...call));
    await deleteFoo({ ...deps, foos: { ...deps.foos, remove } })(command);
    expect(await state()).toEqual([1, 1]);
  });
});

test('gives up on a foo that changes at every attempt', async () => {
  const { deps, state } = await setUp(1);
  let changes = 0;
  const remove: Foos['remove'] = async (...call) => {
    await deps.foos.replace('ada', idOf(1), { name: 'b', updatedAt: 'then', revision: `r-${changes++}` });
    return deps.foos.remove(...call);
  };
  const outcome = deleteFoo({ ...deps, foos: { ...deps.foos, remove } })({
    ...command,
    preconditions: { ifMatch: '*' },
  });
  await expect(outcome).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
  expect(await state()).toEqual([1, 1]);
});
