import type { AuthorizationCode } from '../../../../lambda/identity/authorization-codes/authorization-code';
import {
  type AuthorizationCodes,
  createDynamoAuthorizationCodes,
} from '../../../../lambda/identity/authorization-codes/authorization-codes';
import { createDynamoSecondFactorChallenges } from '../../../../lambda/identity/factors/second-factor-challenges';
import { createTable } from '../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryAuthorizationCodes } from '../../fakes/memory-authorization-codes';
import { countAdmitted } from '../../fakes/outcomes';
import { ofLevel } from '../../fakes/store-levels';

const NOW = 1_767_323_045_678;
const code: AuthorizationCode = {
  sub: 'sub-1',
  sid: 'sid-1',
  securityVersion: 3,
  clientId: 'spa',
  redirectUri: 'https://app.example.com/callback',
  challenge: 'challenge-1',
  authTime: 1_767_323_000,
  amr: ['pwd', 'otp', 'mfa'],
  validUntil: NOW + 60_000,
};

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, () => AuthorizationCodes]>(
  ofLevel([
    ['in memory', createMemoryAuthorizationCodes],
    [
      'on the embedded DynamoDB',
      () => createDynamoAuthorizationCodes(createTable(table.client, table.tableName)),
    ],
    [
      'when every first answer is lost',
      () => createDynamoAuthorizationCodes(createTable(table.retrying, table.tableName)),
    ],
  ]),
)('codes %s', (where, create) => {
  let codes: AuthorizationCodes;
  let digest = '';
  let count = 0;
  beforeEach(async () => {
    codes = create();
    digest = `${where} ${++count}`;
    await codes.issue(digest, code);
  });

  test('finds a code by its digest, and no other', async () => {
    expect(await codes.find(digest)).toEqual(code);
    expect(await codes.find('another')).toBeUndefined();
  });

  test('a use names its session, and the code is still found', async () => {
    expect(await codes.use(digest, 'sid-2', NOW)).toBe(true);
    expect(await codes.find(digest)).toEqual({ ...code, issuedSid: 'sid-2' });
  });

  test('a code works once, also for parallel uses', async () => {
    expect(await countAdmitted(5, (n) => codes.use(digest, `sid-${n}`, NOW))).toBe(1);
    expect(await codes.use(digest, 'sid-9', NOW)).toBe(false);
  });

  test('a code does not work once it has expired, or when it was never issued', async () => {
    expect(await codes.use(digest, 'sid-2', code.validUntil)).toBe(false);
    expect(await codes.use('another', 'sid-2', NOW)).toBe(false);
    expect(await codes.find('another')).toBeUndefined();
    expect(await codes.use(digest, 'sid-2', code.validUntil - 1)).toBe(true);
  });
});

test('the challenge of a second factor is no code', async () => {
  const shared = createTable(table.client, table.tableName);
  const challenges = createDynamoSecondFactorChallenges(shared);
  await challenges.create('digest', {
    ...{ purpose: 'second-factor', sub: 'sub-1', username: 'Ada', securityVersion: 3 },
    ...{ passwordDigest: 'digest-1', scope: '', validUntil: NOW + 600_000 },
  });
  const codes = createDynamoAuthorizationCodes(shared);
  expect(await codes.find('digest')).toBeUndefined();
  expect(await codes.use('digest', 'sid-2', NOW)).toBe(false);
  await codes.issue('another', code);
  expect(await challenges.find('another', 'second-factor')).toBeUndefined();
});
