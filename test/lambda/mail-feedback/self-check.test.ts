/** The checks of a new version: none of them changes an account. */
import { selfCheck } from '../../../lambda/mail-feedback/self-check';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';
import { json, startStubEndpoint } from '../shared/aws/stub-endpoint';

const variables = {
  MAIL_CONFIGURATION_SETS: 'mails',
  AWS_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'not-a-secret',
};
let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

test('passes on a table, and writes nothing', async () => {
  const source = { ...variables, AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };
  expect(await selfCheck({ ...source, TABLE_NAME: table.tableName })).toEqual({
    'dynamodb:GetItem on ACCOUNT#': true,
    'dynamodb:UpdateItem on ACCOUNT#': true,
  });
});

test('fails if the role lacks the rights', async () => {
  const lines = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stub = await startStubEndpoint(json(400, { __type: 'AccessDeniedException' }));
  const answers = await selfCheck({
    ...variables,
    AWS_ENDPOINT_URL_DYNAMODB: stub.url,
    TABLE_NAME: 'Table',
  });
  await stub.close();
  lines.mockRestore();
  expect(Object.values(answers)).toEqual([false, false]);
});
