import { claimQuota } from '../../../lambda/foo/claim-quota';
import { createMemoryFooCounts, createMemoryFoos, NO_COUNT } from '../fakes/memory-foos';
import { newFoo } from '../fakes/new-foo';

const FULL = { code: 'TOO_MANY_FOOS' };
const HOUR = 3_600_000;

/** Sets up an account with the limit 3 and `count` foos, all counted. */
async function setUp(count: number) {
  const foos = createMemoryFoos();
  const counts = createMemoryFooCounts();
  const clock = { millis: Date.UTC(2026, 0, 2) };
  for (let n = 0; n < count; n++) {
    await counts.add('ada', 3, clock.millis / 1000 - 60);
    await foos.put('ada', newFoo(`id-${n}`));
  }
  const counting = jest.fn(foos.count);
  const deps = { foos: { count: counting }, counts, maxFoosPerUser: 3, now: () => clock.millis };
  return { take: () => claimQuota(deps, 'ada'), counts, counting, clock };
}

test('below the limit it counts with one write', async () => {
  const { take, counts, counting } = await setUp(2);
  await take();
  expect((await counts.find('ada')).count).toBe(3);
  expect(counting).not.toHaveBeenCalled();
});

test('at the limit there is no place, and the count does not change', async () => {
  const { take, counts } = await setUp(3);
  await expect(take()).rejects.toMatchObject(FULL);
  expect((await counts.find('ada')).count).toBe(3);
});

test('at the limit the foos themselves are counted, which frees unused places', async () => {
  const { take, counts, clock } = await setUp(1);
  for (let n = 0; n < 2; n++) await counts.add('ada', 3, clock.millis / 1000 - 60);
  await take();
  expect((await counts.find('ada')).count).toBe(2);
});

test('they are not counted while a foo for the last place may still be stored', async () => {
  const { take, counts, counting, clock } = await setUp(2);
  await counts.add('ada', 3, clock.millis / 1000 - 59);
  await expect(take()).rejects.toMatchObject(FULL);
  expect(counting).not.toHaveBeenCalled();
  clock.millis += 1000;
  await take();
  expect((await counts.find('ada')).count).toBe(3);
});

test('they are counted once an hour, to the second, however often an account is refused', async () => {
  const { take, counting, clock } = await setUp(3);
  for (let n = 0; n < 5; n++) await expect(take()).rejects.toMatchObject(FULL);
  expect(counting).toHaveBeenCalledTimes(1);
  clock.millis += HOUR - 1000;
  await expect(take()).rejects.toMatchObject(FULL);
  expect(counting).toHaveBeenCalledTimes(1);
  clock.millis += 1000;
  await expect(take()).rejects.toMatchObject(FULL);
  expect(counting).toHaveBeenCalledTimes(2);
});

test('a raised limit has places immediately', async () => {
  const { counts, counting, clock } = await setUp(3);
  const deps = { foos: { count: counting }, counts, maxFoosPerUser: 4, now: () => clock.millis };
  await expect(claimQuota(deps, 'ada')).resolves.toBeUndefined();
});

test('an account in deletion gets no place, and its foos are not counted', async () => {
  const { take, counts, counting } = await setUp(1);
  counts.items.set('ada', { ...NO_COUNT, closed: true });
  await expect(take()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(counting).not.toHaveBeenCalled();
});

test('concurrent claims get no more places than there are', async () => {
  const { take, counts, clock } = await setUp(3);
  // Counted just now, so that only the count decides.
  await counts.correct('ada', await counts.find('ada'), { count: 1, checkedAt: clock.millis / 1000 });
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, take));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
});
