import { releaseQuota } from '../../../lambda/foo/release-quota';
import type { FooCounts } from '../../../lambda/foo/stores/foo-counts';
import { createMemoryFooCounts } from '../fakes/memory-foos';

async function setUp(overrides: (counts: FooCounts) => Partial<FooCounts> = () => ({})) {
  const counts = createMemoryFooCounts();
  for (let n = 0; n < 3; n++) await counts.add('ada', 3, 0);
  const before = await counts.find('ada');
  const give = () => releaseQuota({ counts: { ...counts, ...overrides(counts) } }, 'ada', before);
  return { counts, before, give };
}

test('subtracts one with one write', async () => {
  const find = jest.fn();
  const { counts, give } = await setUp(() => ({ find }));
  await give();
  expect((await counts.find('ada')).count).toBe(2);
  expect(find).not.toHaveBeenCalled();
});

test('subtracts one, even if others have counted since', async () => {
  const { counts, give } = await setUp();
  await counts.add('ada', 9, 0);
  await give();
  expect((await counts.find('ada')).count).toBe(3);
});

test('does not change a count that was compared with the foos since: they may have been counted without this one', async () => {
  const { counts, before, give } = await setUp();
  await counts.correct('ada', before, { count: 2, checkedAt: 500 });
  await give();
  expect((await counts.find('ada')).count).toBe(2);
});

test('subtracts at most once when an answer was lost', async () => {
  const subtract = jest.fn(async () => 'unknown' as const);
  const { give } = await setUp(() => ({ subtract }));
  await give();
  expect(subtract).toHaveBeenCalledTimes(1);
});

test('gives up on a count that others keep changing', async () => {
  const { counts, give } = await setUp((store) => ({
    subtract: async (sub, read) => {
      await store.add(sub, 100, 0);
      return store.subtract(sub, read);
    },
  }));
  await give();
  expect((await counts.find('ada')).count).toBe(13);
});
