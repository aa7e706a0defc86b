import { fooBodies } from '../../../lambda/foo/bodies';
import { createFoo } from '../../../lambda/foo/create-foo';
import {
  createMemoryFooCounts,
  createMemoryFoos,
  createMemoryIdempotencyKeys,
  NO_COUNT,
} from '../fakes/memory-foos';

function setUp() {
  let ids = 0;
  const clock = { millis: Date.UTC(2026, 0, 2, 3, 4, 5) };
  const foos = createMemoryFoos();
  const counts = createMemoryFooCounts();
  const deps = {
    foos,
    counts,
    maxFoosPerUser: 3,
    idempotencyKeys: createMemoryIdempotencyKeys(),
    now: () => clock.millis,
  };
  return { clock, foos, counts, deps, create: createFoo({ ...deps, newId: () => `id-${++ids}` }) };
}

test('creates a foo for its owner', async () => {
  const { create, foos } = setUp();
  const foo = await create({ sub: 'ada', foo: { name: 'first', note: 'a note' } });
  const now = '2026-01-02T03:04:05.000Z';
  expect(foo).toEqual({
    ...{ id: 'id-1', name: 'first', note: 'a note', createdAt: now, updatedAt: now },
    revision: 'id-1',
  });
  expect(await foos.get('ada', 'id-1')).toEqual(foo);
});

test('the same key and body create one foo, and both answers are the same', async () => {
  const { create, foos, clock } = setUp();
  const command = { sub: 'ada', foo: { name: 'first' }, idempotencyKey: 'key-1' };
  const first = await create(command);
  clock.millis += 60_000;
  expect(await create(command)).toEqual(first);
  expect((await foos.list('ada', { limit: 10 })).items).toHaveLength(1);
});

test('twenty concurrent requests with one key create one foo', async () => {
  const { deps, foos } = setUp();
  const command = { sub: 'ada', foo: { name: 'first' }, idempotencyKey: 'key-1' };
  let ids = 0;
  const create = createFoo({ ...deps, maxFoosPerUser: 20, newId: () => `id-${++ids}` });
  const answers = await Promise.all(Array.from({ length: 20 }, () => create(command)));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect((await foos.list('ada', { limit: 100 })).items).toHaveLength(1);
});

test('a retry after a crash between reservation and write creates the reserved foo', async () => {
  const { deps, foos } = setUp();
  const command = { sub: 'ada', foo: { name: 'first' }, idempotencyKey: 'key-1' };
  const crashing = { ...foos, put: () => Promise.reject(new Error('crash')) };
  await expect(createFoo({ ...deps, foos: crashing, newId: () => 'id-1' })(command)).rejects.toThrow('crash');
  await expect(createFoo({ ...deps, newId: () => 'id-2' })(command)).resolves.toMatchObject({ id: 'id-1' });
});

test('an account has foos up to its limit, and a rejected request stores nothing', async () => {
  const { create, foos } = setUp();
  for (const name of ['a', 'b', 'c']) await create({ sub: 'ada', foo: { name } });
  await expect(create({ sub: 'ada', foo: { name: 'd' } })).rejects.toMatchObject({ code: 'TOO_MANY_FOOS' });
  expect(await foos.count('ada')).toBe(3);
  await expect(create({ sub: 'bob', foo: { name: 'd' } })).resolves.toMatchObject({ name: 'd' });
});

test('a request that is rejected at the limit does not store its key, and a repeated one gets its answer', async () => {
  const { create, deps } = setUp();
  const reserve = jest.spyOn(deps.idempotencyKeys, 'reserve');
  const command = (n: number) => ({ sub: 'ada', foo: { name: 'a' }, idempotencyKey: `key-${n}` });
  const answers = [];
  for (const n of [1, 2, 3]) answers.push(await create(command(n)));
  reserve.mockClear();
  for (let n = 4; n < 64; n++) {
    await expect(create(command(n))).rejects.toMatchObject({ code: 'TOO_MANY_FOOS' });
    expect(await deps.idempotencyKeys.find('ada', `key-${n}`, 0)).toBeUndefined();
  }
  expect(reserve).not.toHaveBeenCalled();
  for (const n of [1, 2, 3]) expect(await create(command(n))).toEqual(answers[n - 1]);
});

test('at the limit a request with a key also corrects a count that was too high, and takes one place', async () => {
  const { create, foos, counts, clock } = setUp();
  counts.items.set('ada', { ...NO_COUNT, count: 3 });
  clock.millis += 2 * 60 * 60_000;
  await create({ sub: 'ada', foo: { name: 'a' }, idempotencyKey: 'key-1' });
  expect([await foos.count('ada'), (await counts.find('ada')).count]).toEqual([1, 1]);
});

test('an account in deletion creates nothing, not even the foo that a key reserved', async () => {
  const { deps, create, foos, counts } = setUp();
  const command = { sub: 'ada', foo: { name: 'a' }, idempotencyKey: 'key-1' };
  const crashing = { ...foos, put: () => Promise.reject(new Error('crash')) };
  await expect(createFoo({ ...deps, foos: crashing, newId: () => 'id-0' })(command)).rejects.toThrow('crash');
  counts.items.set('ada', { ...NO_COUNT, closed: true });
  for (const one of [command, { sub: 'ada', foo: { name: 'b' } }])
    await expect(create(one)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(await foos.count('ada')).toBe(0);
});

test('a repeated request takes no second place, even if the account is full by then', async () => {
  const { create, counts } = setUp();
  const command = { sub: 'ada', foo: { name: 'a' }, idempotencyKey: 'key-1' };
  const first = await create(command);
  expect(await create(command)).toEqual(first);
  expect((await counts.find('ada')).count).toBe(1);
  for (const name of ['b', 'c']) await create({ sub: 'ada', foo: { name } });
  expect(await create(command)).toEqual(first);
});

test('the foo that an interrupted request reserved takes one place', async () => {
  const { deps, foos, clock } = setUp();
  const command = { sub: 'ada', foo: { name: 'first' }, idempotencyKey: 'key-1' };
  const crashing = { ...foos, put: () => Promise.reject(new Error('crash')) };
  for (let n = 0; n < 3; n++) {
    const create = createFoo({ ...deps, foos: crashing, newId: () => `id-${n}` });
    await expect(create(command)).rejects.toThrow('crash');
  }
  clock.millis += 60_000;
  await expect(createFoo({ ...deps, newId: () => 'id-9' })(command)).resolves.toMatchObject({ id: 'id-0' });
});

test('a repeated request gets the first answer after a change or deletion, and creates nothing', async () => {
  const { create, deps, foos, counts } = setUp();
  const command = { sub: 'ada', foo: { name: 'first' }, idempotencyKey: 'key-1' };
  const first = await create(command);
  const change = { name: 'changed', updatedAt: 'later', revision: 'another' };
  await foos.replace('ada', first.id, change);
  expect(await create(command)).toEqual(first);
  expect(await foos.get('ada', first.id)).toMatchObject(change);

  await deps.idempotencyKeys.spend('ada', first.reservation ?? '', first.id);
  await foos.remove('ada', first.id);
  expect(await create(command)).toEqual(first);
  expect([await foos.count('ada'), (await counts.find('ada')).count]).toEqual([0, 1]);
});

test('rejects a key that was used with another body', async () => {
  const { create } = setUp();
  await create({ sub: 'ada', foo: { name: 'first' }, idempotencyKey: 'key-1' });
  await expect(
    create({ sub: 'ada', foo: { name: 'first', note: '' }, idempotencyKey: 'key-1' }),
  ).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
});

test('forgets a key after a day', async () => {
  const { create, clock } = setUp();
  await create({ sub: 'ada', foo: { name: 'first' }, idempotencyKey: 'key-1' });
  clock.millis += 24 * 60 * 60 * 1000;
  await expect(
    create({ sub: 'ada', foo: { name: 'other' }, idempotencyKey: 'key-1' }),
  ).resolves.toMatchObject({
    name: 'other',
  });
});

test.each(['', 'two words', 'ümlaut', 'x'.repeat(256), 'tab\t'])(
  'rejects the key %j',
  async (idempotencyKey) => {
    const { create } = setUp();
    await expect(create({ sub: 'ada', foo: { name: 'first' }, idempotencyKey })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [{ header: 'Idempotency-Key' }],
    });
  },
);

test.each([
  {},
  { name: '' },
  { name: 'x'.repeat(101) },
  { name: 'x', note: 5 },
  { name: 'x', id: 'mine' },
  [],
  null,
])('rejects the body %j', (body) => {
  expect(fooBodies['POST /foo'].safeParse(body).success).toBe(false);
});
