import { toActivityEntry } from '../../../../../lambda/identity/accounts/activity/activity-entry';
import { listActivity } from '../../../../../lambda/identity/accounts/activity/list-activity';
import { ValidationError } from '../../../../../lambda/shared/errors';
import { createMemoryActivity } from '../../../fakes/memory-activity';

const at = 1_800_000_000_000;

async function setUp() {
  const activity = createMemoryActivity();
  for (const millis of [at, at + 1]) {
    await activity.add('ada', toActivityEntry('signed-in', { ip: '192.0.2.77' }, millis, 'n'));
  }
  return listActivity({ activity, now: () => at });
}

test('a page leads to the next one, of the same account', async () => {
  const list = await setUp();
  const { items, cursor } = await list({ sub: 'ada', limit: '1' });
  expect(items).toEqual([{ at: '2027-01-15T08:00:00.001Z', kind: 'signed-in', network: '192.0.2.0/24' }]);
  expect((await list({ sub: 'ada', cursor })).items).toMatchObject([{ at: '2027-01-15T08:00:00.000Z' }]);
  expect(await list({ sub: 'eve', cursor })).toEqual({ items: [] });
});

test.each([{ limit: '0' }, { limit: '101' }, { cursor: '' }, { cursor: 'changed' }])(
  '%j is refused',
  async (fault) => {
    const list = await setUp();
    await expect(list({ sub: 'ada', ...fault })).rejects.toThrow(ValidationError);
  },
);
