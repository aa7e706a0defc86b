import type { Foos } from '../../../lambda/foo/stores/foos';
import { updateFoo } from '../../../lambda/foo/update-foo';
import { createMemoryFoos } from '../fakes/memory-foos';
import { newFoo } from '../fakes/new-foo';

const ID = '01941f29-7c00-7000-8000-000000000001';
const OTHER_ID = '01941f29-7c00-7000-8000-000000000002';
const NOW = Date.UTC(2026, 0, 2, 3, 4, 6);
const current = { ifMatch: [`"${ID}"`] };

async function setUp(overrides: (foos: Foos) => Partial<Foos> = () => ({})) {
  const store = createMemoryFoos();
  await store.put('ada', newFoo(ID, { note: 'a note' }));
  let ids = 0;
  const foos = { ...store, ...overrides(store) };
  const update = updateFoo({ foos, now: () => NOW, newId: () => `revision-${++ids}` });
  return { store, update };
}

const command = { sub: 'ada', id: ID, foo: { name: 'changed' }, preconditions: {} };

test('replaces the content, and returns a new revision', async () => {
  const { update, store } = await setUp();
  const updated = await update(command);
  const { note, ...kept } = newFoo(ID, { note: 'a note' });
  expect(updated).toEqual({
    ...kept,
    name: 'changed',
    updatedAt: '2026-01-02T03:04:06.000Z',
    revision: 'revision-1',
  });
  expect(await store.get('ada', ID)).toEqual(updated);
});

test('an update with a slow clock does not move the time of the foo back', async () => {
  const { update, store } = await setUp();
  const updatedAt = new Date(NOW + 60_000).toISOString();
  await store.replace('ada', ID, { name: 'ahead', updatedAt, revision: 'ahead' });
  const updated = await update({ ...command, preconditions: { ifMatch: ['"ahead"'] } });
  expect(updated).toMatchObject({ name: 'changed', updatedAt, revision: 'revision-1' });
});

test.each([
  ['another user', { sub: 'bob' }],
  ['an unknown id', { id: OTHER_ID }],
  ['not an id', { id: 'KEY#1' }],
])('finds nothing for %s, with and without a condition, and creates nothing', async (_who, other) => {
  const { update, store } = await setUp();
  for (const preconditions of [{}, current, { ifMatch: '*' as const }, { ifNoneMatch: '*' as const }]) {
    await expect(update({ ...command, ...other, preconditions })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  }
  expect([await store.count('ada'), await store.count('bob')]).toEqual([1, 0]);
  expect(await store.get('ada', ID)).toMatchObject({ revision: ID });
});

test('a failed condition changes nothing', async () => {
  const { update, store } = await setUp();
  for (const preconditions of [
    { ifMatch: ['"another"'] },
    { ifMatch: [`W/"${ID}"`] },
    { ifNoneMatch: '*' as const },
    { ifUnmodifiedSince: NOW - 60_000 },
  ]) {
    await expect(update({ ...command, preconditions })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
  }
  expect(await store.get('ada', ID)).toMatchObject({ revision: ID });
});

test('of ten concurrent updates of one state one succeeds', async () => {
  const { update, store } = await setUp();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) =>
      update({ ...command, foo: { name: `n${n}` }, preconditions: current }),
    ),
  );
  const won = outcomes.filter(({ status }) => status === 'fulfilled');
  expect(won).toEqual([{ status: 'fulfilled', value: await store.get('ada', ID) }]);
});

test('of two updates that a date allows one succeeds, even within one second', async () => {
  const { update } = await setUp();
  const preconditions = { ifUnmodifiedSince: NOW };
  const outcomes = await Promise.allSettled([
    update({ ...command, preconditions }),
    update({ ...command, preconditions }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('an update succeeds if its answer was lost and its retry refused', async () => {
  const { update, store } = await setUp((foos) => ({
    replace: async (...call) => {
      await foos.replace(...call);
      return foos.replace(...call);
    },
  }));
  const updated = await update({ ...command, preconditions: current });
  expect(updated).toMatchObject({ name: 'changed', revision: 'revision-1' });
  expect(await store.get('ada', ID)).toEqual(updated);
});

test('If-Match: * accepts any state, including a concurrent one', async () => {
  let between = 0;
  const { update } = await setUp((foos) => ({
    replace: async (sub, id, change, expected) => {
      if (between++ === 0) await foos.replace(sub, id, { ...change, revision: 'between' });
      return foos.replace(sub, id, change, expected);
    },
  }));
  await expect(update({ ...command, preconditions: { ifMatch: '*' } })).resolves.toMatchObject({
    revision: 'revision-1',
  });
});

test('gives up on a foo that changes at every attempt', async () => {
  let between = 0;
  const { update } = await setUp((foos) => ({
    replace: async (sub, id, change, expected) => {
      await foos.replace(sub, id, { ...change, revision: `between-${between++}` });
      return foos.replace(sub, id, change, expected);
    },
  }));
  await expect(update({ ...command, preconditions: { ifMatch: '*' } })).rejects.toMatchObject({
    code: 'CONCURRENT_CHANGE',
  });
});
