import {
  createDynamoEnrolmentChallenges,
  type EnrolmentChallenges,
} from '../../../../../lambda/identity/factors/enrolment/enrolment-challenges';
import type { SecondFactorChallenge } from '../../../../../lambda/identity/factors/second-factor-challenge';
import {
  createDynamoSecondFactorChallenges,
  type SecondFactorChallenges,
} from '../../../../../lambda/identity/factors/second-factor-challenges';
import { createTable } from '../../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryEnrolmentChallenges } from '../../../fakes/memory-enrolment-challenges';
import { createMemorySecondFactorChallenges } from '../../../fakes/memory-second-factor-challenges';
import { countAdmitted } from '../../../fakes/outcomes';
import { ofLevel } from '../../../fakes/store-levels';

const NOW = 1_767_323_045_678;
const binding = {
  ...{ sub: 'sub-1', username: 'Ada', securityVersion: 3, passwordDigest: 'digest-1', scope: 'admin' },
  ...{ device: 'device-1', addressDigest: 'digest-2', validUntil: NOW + 600_000 },
};
const challenge: SecondFactorChallenge = {
  ...binding,
  ...{ purpose: 'enrolment', newPasswordHash: 'a hash', replacesPassword: true },
};

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

interface Stores {
  readonly challenges: SecondFactorChallenges;
  readonly enrolments: EnrolmentChallenges;
}

const inTable = (client: 'client' | 'retrying') => (): Stores => {
  const created = createTable(table[client], table.tableName);
  return {
    challenges: createDynamoSecondFactorChallenges(created),
    enrolments: createDynamoEnrolmentChallenges(created),
  };
};

describe.each<[string, () => Stores, number]>(
  ofLevel([
    [
      'in memory',
      () => {
        const challenges = createMemorySecondFactorChallenges();
        return { challenges, enrolments: createMemoryEnrolmentChallenges(challenges) };
      },
      5,
    ],
    ['on the embedded DynamoDB', inTable('client'), 5],
    // each of them counts twice
    ['when every first answer is lost', inTable('retrying'), 2],
  ]),
)('challenges of enrolments %s', (where, create, issued) => {
  let stores: Stores;
  let digest = '';
  let count = 0;
  beforeEach(async () => {
    stores = create();
    digest = `${where} ${++count}`;
    await stores.challenges.create(digest, challenge);
  });

  test('are found without the hash of a new password', async () => {
    expect(await stores.enrolments.find(digest)).toEqual(binding);
    expect(await stores.challenges.find(digest, 'enrolment')).toEqual(challenge);
    expect(await stores.enrolments.find('another')).toBeUndefined();
  });

  test('name the last of five secrets, also in parallel', async () => {
    const name = (n: number) => stores.enrolments.nameFactor(digest, `factor-${n}`, NOW);
    if (issued === 5) expect(await countAdmitted(8, name)).toBe(issued);
    else for (let n = 0; n < 8; n++) expect([n, await name(n)]).toEqual([n, n < issued]);
    const { factor } = (await stores.enrolments.find(digest)) ?? {};
    expect(factor).toMatch(/^factor-/);
    expect(await stores.challenges.find(digest, 'enrolment')).toEqual({ ...challenge, factor });
    // the guesses are counted apart
    expect(await stores.challenges.countAttempt(digest, 'enrolment', NOW)).toBe(true);
  });

  test('are not those of accounts with a factor, and end', async () => {
    await stores.challenges.create('other', { ...challenge, purpose: 'second-factor' });
    expect(await stores.enrolments.find('other')).toBeUndefined();
    expect(await stores.enrolments.nameFactor('other', 'factor-1', NOW)).toBe(false);
    expect(await stores.enrolments.nameFactor('missing', 'factor-1', NOW)).toBe(false);
    expect(await stores.enrolments.nameFactor(digest, 'factor-1', challenge.validUntil)).toBe(false);
    expect(await stores.enrolments.find('missing')).toBeUndefined();
  });
});
