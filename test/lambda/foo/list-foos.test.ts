import fc from 'fast-check';
import { listFoos } from '../../../lambda/foo/list-foos';
import { createMemoryFoos } from '../fakes/memory-foos';
import { newFoo } from '../fakes/new-foo';

const idOf = (n: number) => `01941f29-7c00-7000-8000-${String(n).padStart(12, '0')}`;

async function withFoos(count: number) {
  const foos = createMemoryFoos();
  for (let n = 1; n <= count; n++) {
    await foos.put('ada', newFoo(idOf(n), { name: `foo ${n}` }));
  }
  return listFoos({ foos });
}

test('a client that follows the cursors sees every foo once, newest first', async () => {
  const list = await withFoos(25);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 100 }), async (limit) => {
      const names: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ sub: 'ada', limit: String(limit), cursor });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        names.push(...page.items.map(({ name }) => name));
        cursor = page.cursor;
      } while (cursor !== undefined);
      expect(names).toEqual(Array.from({ length: 25 }, (_, n) => `foo ${25 - n}`));
    }),
    { numRuns: 30 },
  );
});

test('shows the public members of a foo, and not the stored ones', async () => {
  const { items } = await (await withFoos(1))({ sub: 'ada' });
  expect(items).toEqual([
    { id: idOf(1), name: 'foo 1', createdAt: expect.any(String), updatedAt: expect.any(String) },
  ]);
});

test('lists twenty by default', async () => {
  const list = await withFoos(25);
  expect((await list({ sub: 'ada' })).items).toHaveLength(20);
});

test.each(['0', '101', '-1', '1.5', '1e1', '', ' 5', '٣', 'ten', '0x10'])(
  'rejects the limit %j',
  async (limit) => {
    const list = await withFoos(0);
    await expect(list({ sub: 'ada', limit })).rejects.toMatchObject({ errors: [{ parameter: 'limit' }] });
  },
);

test('rejects every text that is not our cursor', async () => {
  const list = await withFoos(3);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.base64String()), async (cursor) => {
      await expect(list({ sub: 'ada', cursor })).rejects.toMatchObject({ errors: [{ parameter: 'cursor' }] });
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['padding', (cursor: string) => `${cursor}=`],
  ['a space', (cursor: string) => ` ${cursor}`],
  ['a line break', (cursor: string) => `${cursor.slice(0, 8)}\n${cursor.slice(8)}`],
  ['a character outside base64url', (cursor: string) => `${cursor}!`],
  ['a character that completes no byte', (cursor: string) => `${cursor}A`],
])('rejects a cursor that is spelled with %s, although it decodes to one of ours', async (_what, respell) => {
  const list = await withFoos(3);
  const { cursor = '' } = await list({ sub: 'ada', limit: '1' });
  const respelled = respell(cursor);
  expect(Buffer.from(respelled, 'base64url')).toEqual(Buffer.from(cursor, 'base64url'));
  expect(respelled).not.toBe(cursor);
  await expect(list({ sub: 'ada', cursor: respelled })).rejects.toMatchObject({
    errors: [{ parameter: 'cursor' }],
  });
});
