import type { ResetChallenge } from '../../../../../lambda/identity/email/password-resets/reset-challenge';
import {
  createDynamoResetChallenges,
  type ResetChallenges,
} from '../../../../../lambda/identity/email/password-resets/reset-challenges';
import { createTable } from '../../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryResetChallenges } from '../../../fakes/memory-resets';
import { countAdmitted } from '../../../fakes/outcomes';
import { ofLevel } from '../../../fakes/store-levels';

const NOW = 1_767_323_045_678;
const challenge: ResetChallenge = {
  sub: 'sub-1',
  addressDigest: 'digest-1',
  securityVersion: 3,
  generation: 1,
  validUntil: NOW + 600_000,
};

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, () => ResetChallenges, number]>(
  ofLevel([
    ['in memory', createMemoryResetChallenges, 5],
    [
      'on the embedded DynamoDB',
      () => createDynamoResetChallenges(createTable(table.client, table.tableName)),
      5,
    ],
    // each of them counts twice
    [
      'when every first answer is lost',
      () => createDynamoResetChallenges(createTable(table.retrying, table.tableName)),
      2,
    ],
  ]),
)('challenges %s', (where, create, admitted) => {
  let challenges: ResetChallenges;
  let digest = '';
  let count = 0;
  beforeEach(async () => {
    challenges = create();
    digest = `${where} ${++count}`;
    await challenges.create(digest, challenge);
  });

  test('finds a challenge by its digest, and no other', async () => {
    expect(await challenges.find(digest)).toEqual(challenge);
    expect(await challenges.find('another')).toBeUndefined();
  });

  test('counts five codes, also in parallel', async () => {
    expect(await countAdmitted(9, () => challenges.countAttempt(digest, NOW))).toBeLessThanOrEqual(admitted);
    expect(await challenges.countAttempt(digest, NOW)).toBe(false);
    expect(await challenges.find(digest)).toEqual(challenge);
  });

  test('admits as many codes one after another', async () => {
    let counted = 0;
    while (await challenges.countAttempt(digest, NOW)) counted++;
    expect(counted).toBe(admitted);
  });

  test('counts no code of a challenge that has expired or does not exist', async () => {
    expect(await challenges.countAttempt(digest, challenge.validUntil)).toBe(false);
    expect(await challenges.countAttempt(digest, challenge.validUntil - 1)).toBe(true);
    expect(await challenges.countAttempt('another', NOW)).toBe(false);
    expect(await challenges.find('another')).toBeUndefined();
  });

  test('takes a count back, and never below none', async () => {
    await challenges.refundAttempt(digest);
    await challenges.refundAttempt('another');
    expect(await challenges.find('another')).toBeUndefined();
    while (await challenges.countAttempt(digest, NOW));
    await challenges.refundAttempt(digest);
    expect(await challenges.countAttempt(digest, NOW)).toBe(true);
    expect(await challenges.countAttempt(digest, NOW)).toBe(false);
  });

  test('deletes a challenge, once or twice', async () => {
    await challenges.delete(digest);
    await challenges.delete(digest);
    expect(await challenges.find(digest)).toBeUndefined();
    expect(await challenges.countAttempt(digest, NOW)).toBe(false);
  });
});
