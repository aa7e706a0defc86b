/** What the function reads of the table. */
import { createRecipients } from '../../../lambda/mail/recipients';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';
import { recipient, SUB } from './fake-recipients';
import { plantAccount, plantPointer, readEmbedded } from './plant-account';

let table: EmbeddedTable;

beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

test('reads an account with its pending address, and nothing else of it', async () => {
  await plantAccount(table, SUB, { ...recipient, email: 'old@example.org' });
  expect(await readEmbedded(table).find(SUB)).toEqual({
    ...recipient,
    email: 'old@example.org',
    shownEmail: 'old@example.org',
  });
});

test('an account that does not exist is undefined', async () => {
  expect(await readEmbedded(table).find('none')).toBeUndefined();
});

test('a state of a newer release counts as disabled', async () => {
  await plantAccount(table, 'newer', recipient, { state: 'PAUSED' });
  expect(await readEmbedded(table).find('newer')).toMatchObject({ state: 'DISABLED' });
});

test.each([
  ['the schema version is unknown', { v: 99 }],
  ['the security version is missing', { securityVersion: undefined }],
  [
    'the pending address has no challenge',
    { pendingEmail: { address: 'a@example.org', shown: 'a@example.org' } },
  ],
])('fails if %s', async (_, more) => {
  await plantAccount(table, 'broken', recipient, more);
  await expect(readEmbedded(table).find('broken')).rejects.toMatchObject({ code: 'INTERNAL' });
});

test.each<[string, { address: string; pointsTo?: string; claims?: string; isTaken: boolean }]>([
  ['no pointer leads from it', { address: 'a@example.org', isTaken: false }],
  [
    'its pointer leads to the account itself, which claims it',
    { address: 'b@example.org', pointsTo: SUB, claims: 'b@example.org', isTaken: false },
  ],
  [
    'its pointer leads to an account that does not exist',
    { address: 'c@example.org', pointsTo: 'gone', isTaken: false },
  ],
  [
    'its pointer leads to an account that claims another address',
    { address: 'd@example.org', pointsTo: 'owner', claims: 'other@example.org', isTaken: false },
  ],
  [
    'its pointer leads to an account that claims it',
    { address: 'e@example.org', pointsTo: 'owner', claims: 'e@example.org', isTaken: true },
  ],
])('judges an address if %s', async (_, { address, pointsTo, claims, isTaken }) => {
  if (pointsTo !== undefined) await plantPointer(table, address, pointsTo);
  if (pointsTo !== undefined && claims !== undefined) {
    const owner = { state: 'ACTIVE', username: 'grace', securityVersion: 1, email: claims } as const;
    await plantAccount(table, pointsTo, owner);
  }
  expect(await readEmbedded(table).isTaken(address, SUB)).toBe(isTaken);
});

test('names its attributes and reads consistently, as its role allows', async () => {
  const inputs: object[] = [];
  const dynamodb = {
    call: async (_: string, input: unknown) => {
      inputs.push(input as object);
      return {
        Item: { sub: { S: 'owner' }, username: { S: 'a' }, securityVersion: { N: '1' }, v: { N: '1' } },
      };
    },
  };
  await createRecipients(dynamodb, 'Table').isTaken('ada@example.org', SUB);
  expect(inputs).toEqual([
    expect.objectContaining({
      Key: { pk: { S: 'EMAIL#ada@example.org' }, sk: { S: 'EMAIL' } },
      ConsistentRead: true,
      ProjectionExpression: '#sub, #v',
    }),
    expect.objectContaining({
      Key: { pk: { S: 'ACCOUNT#owner' }, sk: { S: 'ACCOUNT' } },
      ConsistentRead: true,
      ProjectionExpression: '#state, #username, #securityVersion, #email, #pendingEmail, #v',
    }),
  ]);
});
