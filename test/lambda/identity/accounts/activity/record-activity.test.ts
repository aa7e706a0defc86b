import { recordActivity } from '../../../../../lambda/identity/accounts/activity/record-activity';
import { DependencyUnavailableError } from '../../../../../lambda/shared/errors';
import { createMemoryActivity } from '../../../fakes/memory-activity';

const at = 1_800_000_000_000;
const command = { sub: 'ada', kind: 'signed-in', client: { ip: '192.0.2.77' } } as const;

test('two sign-ins of one millisecond are two entries', async () => {
  const activity = createMemoryActivity();
  const record = recordActivity({ activity, log: jest.fn(), now: () => at });
  await record(command);
  await record(command);
  const { entries } = await activity.list('ada', { limit: 5, now: 0 });
  expect(new Set(entries.map(({ id }) => id)).size).toBe(2);
});

test('a failed write is logged without the address, and does not fail the sign-in', async () => {
  const log = jest.fn();
  const activity = { add: () => Promise.reject(new DependencyUnavailableError('no answer')) };
  await expect(recordActivity({ activity, log, now: () => at })(command)).resolves.toBeUndefined();
  expect(log).toHaveBeenCalledWith('activity_failed', expect.objectContaining({ sub: 'ada' }));
  expect(JSON.stringify(log.mock.calls)).not.toContain('192.0.2');
});
