/** The checks of a new version: none of them changes an account. */
import { selfCheck } from '../../../lambda/mail-feedback/self-check';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';
import { json, startStubEndpoint } from '../shared/aws/stub-endpoint';

const variables = {
  AWS_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'not-a-secret',
};
const before = { ...process.env };
let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterEach(() => {
  process.env = before;
});
afterAll(() => table.close());

test('passes on a table, and writes nothing', async () => {
  process.env = { ...before, ...variables, AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };
  expect(await selfCheck({ TABLE_NAME: table.tableName, MAIL_CONFIGURATION_SETS: 'mails' })).toEqual({
    'dynamodb:GetItem on ACCOUNT#': true,
    'dynamodb:UpdateItem on ACCOUNT#': true,
  });
});

test('fails if the role lacks the rights', async () => {
  const lines = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stub = await startStubEndpoint(json(400, { __type: 'AccessDeniedException' }));
  process.env = { ...before, ...variables, AWS_ENDPOINT_URL_DYNAMODB: stub.url };
  const answers = await selfCheck({ TABLE_NAME: 'Table', MAIL_CONFIGURATION_SETS: 'mails' });
  await stub.close();
  lines.mockRestore();
  expect(Object.values(answers)).toEqual([false, false]);
});
