import { createDynamoResetChallenges } from '../../../../lambda/identity/email/password-resets/reset-challenges';
import type { SecondFactorChallenge } from '../../../../lambda/identity/factors/second-factor-challenge';
import {
  createDynamoSecondFactorChallenges,
  type SecondFactorChallenges,
} from '../../../../lambda/identity/factors/second-factor-challenges';
import { createTable } from '../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemorySecondFactorChallenges } from '../../fakes/memory-second-factor-challenges';
import { countAdmitted } from '../../fakes/outcomes';
import { ofLevel } from '../../fakes/store-levels';

const NOW = 1_767_323_045_678;
const purpose = 'second-factor';
const challenge: SecondFactorChallenge = {
  purpose,
  sub: 'sub-1',
  username: 'Ada',
  securityVersion: 3,
  passwordDigest: 'digest-1',
  scope: 'admin audit',
  validUntil: NOW + 600_000,
};

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, () => SecondFactorChallenges, number]>(
  ofLevel([
    ['in memory', createMemorySecondFactorChallenges, 5],
    [
      'on the embedded DynamoDB',
      () => createDynamoSecondFactorChallenges(createTable(table.client, table.tableName)),
      5,
    ],
    // each of them counts twice
    [
      'when every first answer is lost',
      () => createDynamoSecondFactorChallenges(createTable(table.retrying, table.tableName)),
      2,
    ],
  ]),
)('challenges %s', (where, create, admitted) => {
  let challenges: SecondFactorChallenges;
  let digest = '';
  let count = 0;
  beforeEach(async () => {
    challenges = create();
    digest = `${where} ${++count}`;
    await challenges.create(digest, challenge);
  });

  test('finds a challenge by its digest and purpose, and no other', async () => {
    expect(await challenges.find(digest, purpose)).toEqual(challenge);
    expect(await challenges.find('another', purpose)).toBeUndefined();
    expect(await challenges.find(digest, 'enrolment')).toBeUndefined();
    expect(await challenges.countAttempt(digest, 'enrolment', NOW)).toBe(false);
  });

  test('keeps what the sign-in has to write', async () => {
    const full = { ...challenge, device: 'device-1', newPasswordHash: 'hash', replacesPassword: true };
    await challenges.create(digest, full);
    expect(await challenges.find(digest, purpose)).toEqual(full);
  });

  test('counts five codes, also in parallel', async () => {
    const counted = await countAdmitted(9, () => challenges.countAttempt(digest, purpose, NOW));
    expect(counted).toBeLessThanOrEqual(admitted);
    expect(await challenges.countAttempt(digest, purpose, NOW)).toBe(false);
  });

  test('admits as many codes one after another', async () => {
    let counted = 0;
    while (await challenges.countAttempt(digest, purpose, NOW)) counted++;
    expect(counted).toBe(admitted);
  });

  test('counts no code of a challenge that has expired or does not exist', async () => {
    expect(await challenges.countAttempt(digest, purpose, challenge.validUntil)).toBe(false);
    expect(await challenges.countAttempt(digest, purpose, challenge.validUntil - 1)).toBe(true);
    expect(await challenges.countAttempt('another', purpose, NOW)).toBe(false);
    expect(await challenges.find('another', purpose)).toBeUndefined();
  });

  test('is used up once, also in parallel', async () => {
    expect(await challenges.use(digest, 'enrolment', NOW)).toBeUndefined();
    expect(await challenges.use(digest, purpose, challenge.validUntil)).toBeUndefined();
    const uses = await Promise.all([1, 2, 3].map(() => challenges.use(digest, purpose, NOW)));
    const used = uses.filter((use) => use !== undefined);
    // a retry after a lost response finds nothing: no answer is admitted, and none is admitted twice
    expect(used).toEqual(where === 'when every first answer is lost' ? [] : [challenge]);
    expect(await challenges.find(digest, purpose)).toBeUndefined();
  });

  test('is not used up after five codes', async () => {
    while (await challenges.countAttempt(digest, purpose, NOW)) {}
    expect(await challenges.use(digest, purpose, NOW)).toBeUndefined();
  });

  test('deletes a challenge, once or twice', async () => {
    await challenges.delete(digest);
    await challenges.delete(digest);
    expect(await challenges.find(digest, purpose)).toBeUndefined();
    expect(await challenges.countAttempt(digest, purpose, NOW)).toBe(false);
  });
});

test('a reset of a password is not a challenge of a second factor, nor the reverse', async () => {
  const stores = createTable(table.client, table.tableName);
  const resets = createDynamoResetChallenges(stores);
  const challenges = createDynamoSecondFactorChallenges(stores);
  await resets.create('reset', {
    sub: 'sub-1',
    addressDigest: 'digest-1',
    securityVersion: 3,
    generation: 1,
    validUntil: NOW + 600_000,
  });
  await challenges.create('challenge', challenge);
  for (const other of ['second-factor', 'enrolment'] as const) {
    expect(await challenges.find('reset', other)).toBeUndefined();
    expect(await challenges.countAttempt('reset', other, NOW)).toBe(false);
  }
  expect(await resets.find('challenge')).toBeUndefined();
  expect(await resets.countAttempt('challenge', NOW)).toBe(false);
});
