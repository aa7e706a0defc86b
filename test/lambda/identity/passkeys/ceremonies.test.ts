import type { SecondFactorChallenge } from '../../../../lambda/identity/factors/second-factor-challenge';
import { createDynamoSecondFactorChallenges } from '../../../../lambda/identity/factors/second-factor-challenges';
import { type Ceremonies, createDynamoCeremonies } from '../../../../lambda/identity/passkeys/ceremonies';
import {
  CEREMONY_MS,
  type Ceremony,
  createCeremonyId,
  digestCeremonyId,
} from '../../../../lambda/identity/passkeys/ceremony';
import { createTable } from '../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryCeremonies } from '../../fakes/memory-passkeys';
import { countAdmitted } from '../../fakes/outcomes';

const NOW = 1_767_323_045_678;
const validUntil = NOW + CEREMONY_MS;
const signIn: Ceremony = { purpose: 'passkey-sign-in', validUntil };
const stepUp: Ceremony = {
  purpose: 'passkey-step-up',
  ...{ sub: 'sub-1', sid: 'sid-1', securityVersion: 3, validUntil },
};
const signUp: Ceremony = { purpose: 'passkey-sign-up', sub: 'sub-2', name: 'ada', validUntil };

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, () => Ceremonies]>([
  ['in memory', createMemoryCeremonies],
  ['on the embedded DynamoDB', () => createDynamoCeremonies(createTable(table.client, table.tableName))],
])('ceremonies %s', (where, create) => {
  test.each([signIn, stepUp, signUp])('%j is used once, also in parallel', async (ceremony) => {
    const ceremonies = create();
    const digest = `${where} ${ceremony.purpose}`;
    await ceremonies.begin(digest, ceremony);
    const uses: (Ceremony | undefined)[] = [];
    const admitted = await countAdmitted(5, async () => {
      const used = await ceremonies.use(digest, ceremony.purpose, NOW);
      uses.push(used);
      return used !== undefined;
    });
    expect(admitted).toBe(1);
    expect(uses.filter(Boolean)).toEqual([ceremony]);
    expect(await ceremonies.use(digest, ceremony.purpose, NOW)).toBeUndefined();
  });

  test('a ceremony that has expired, or has another purpose, is not used', async () => {
    const ceremonies = create();
    const digest = `${where} other`;
    await ceremonies.begin(digest, stepUp);
    for (const purpose of ['passkey-sign-in', 'passkey-sign-up', 'passkey-registration'] as const) {
      expect(await ceremonies.use(digest, purpose, NOW)).toBeUndefined();
    }
    expect(await ceremonies.use(digest, 'passkey-step-up', validUntil)).toBeUndefined();
    expect(await ceremonies.use('missing', 'passkey-step-up', NOW)).toBeUndefined();
    expect(await ceremonies.use(digest, 'passkey-step-up', validUntil - 1)).toEqual(stepUp);
  });
});

test('a ceremony whose deletion loses its response is used up', async () => {
  const ceremonies = createDynamoCeremonies(createTable(table.retrying, table.tableName));
  await ceremonies.begin('lost', signIn);
  expect(await ceremonies.use('lost', 'passkey-sign-in', NOW)).toBeUndefined();
  expect(
    await createDynamoCeremonies(createTable(table.client, table.tableName)).use(
      'lost',
      'passkey-sign-in',
      NOW,
    ),
  ).toBeUndefined();
});

test('a challenge of a second factor is not a ceremony, nor the reverse', async () => {
  const created = createTable(table.client, table.tableName);
  const challenges = createDynamoSecondFactorChallenges(created);
  const ceremonies = createDynamoCeremonies(created);
  const challenge: SecondFactorChallenge = {
    purpose: 'second-factor',
    ...{
      sub: 'sub-1',
      username: 'Ada',
      securityVersion: 3,
      passwordDigest: 'digest-1',
      scope: '',
      validUntil,
    },
  };
  await challenges.create('challenge', challenge);
  await ceremonies.begin('ceremony', stepUp);
  expect(await ceremonies.use('challenge', 'passkey-step-up', NOW)).toBeUndefined();
  expect(await challenges.find('ceremony', 'second-factor')).toBeUndefined();
  expect(await challenges.countAttempt('ceremony', 'second-factor', NOW)).toBe(false);
  expect(await challenges.find('challenge', 'second-factor')).toEqual(challenge);
});

test('the digest of an id is that of no other text', () => {
  const id = createCeremonyId();
  expect(id).toMatch(/^[\w-]{43}$/);
  expect(digestCeremonyId(id)).not.toBe(digestCeremonyId(createCeremonyId()));
  expect(digestCeremonyId(`${id}=`)).toBe(digestCeremonyId('another text'));
});
