/** The checks of a new version: none of them changes an account. */
import { selfCheck } from '../../../lambda/factors/self-check';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';
import { json, startStubEndpoint } from '../shared/aws/stub-endpoint';
import { variablesOf } from './factors-function';

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

test('makes one call of each kind that the role allows, and writes nothing', async () => {
  const kms = await startStubEndpoint(json(400, { __type: 'DryRunOperationException' }));
  const sqs = await startStubEndpoint(json(200, { MessageId: '1' }));
  const answers = await selfCheck({
    ...variablesOf(table),
    AWS_ENDPOINT_URL_KMS: kms.url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
  });
  expect(answers).toEqual({
    'dynamodb:GetItem on ACCOUNT#': true,
    'dynamodb:UpdateItem on ACCOUNT#': true,
    'dynamodb:Query on FACTOR#': true,
    'dynamodb:PutItem on FACTOR#': true,
    'dynamodb:DeleteItem on FACTOR#': true,
    'dynamodb:GetItem on SESSIONS#': true,
    'dynamodb:UpdateItem on THROTTLE#notice#': true,
    'kms:Encrypt on factor-key': true,
    'sqs:SendMessage on mails': true,
  });
  expect(JSON.parse(kms.requests[0]?.body ?? '')).toMatchObject({
    EncryptionContext: { purpose: 'totp' },
    DryRun: true,
  });
  await kms.close();
  await sqs.close();
});

test('in a stage that requires a second factor, also checks challenges', async () => {
  const kms = await startStubEndpoint(json(400, { __type: 'DryRunOperationException' }));
  const answers = await selfCheck({
    ...variablesOf(table),
    ...{ AWS_ENDPOINT_URL_KMS: kms.url, MAIL_QUEUE_URL: '', SECOND_FACTOR: 'required' },
  });
  await kms.close();
  expect(answers).toMatchObject({
    'dynamodb:GetItem on CHALLENGE#': true,
    'dynamodb:UpdateItem on CHALLENGE#': true,
  });
  expect(Object.values(answers)).toEqual(Array.from({ length: 9 }, () => true));
});

test('in a stage with passkeys, also checks them and their pointers', async () => {
  const kms = await startStubEndpoint(json(400, { __type: 'DryRunOperationException' }));
  const answers = await selfCheck({
    ...variablesOf(table),
    ...{ AWS_ENDPOINT_URL_KMS: kms.url, MAIL_QUEUE_URL: '', PASSKEY_RP_ID: 'example.com' },
  });
  await kms.close();
  expect(answers).toMatchObject({
    'dynamodb:Query on PASSKEY#': true,
    'dynamodb:PutItem on PASSKEY#': true,
    'dynamodb:UpdateItem on CREDENTIAL#': true,
  });
  expect(Object.values(answers)).toEqual(Array.from({ length: 16 }, () => true));
});

test('checks no queue in a stage without e-mail, and fails if the role lacks the rights', async () => {
  const lines = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stub = await startStubEndpoint(json(400, { __type: 'AccessDeniedException' }));
  const answers = await selfCheck({
    ...variablesOf({ endpoint: stub.url, tableName: 'Table' }),
    AWS_ENDPOINT_URL_KMS: stub.url,
    MAIL_QUEUE_URL: '',
  });
  await stub.close();
  lines.mockRestore();
  expect(Object.values(answers)).toEqual(Array.from({ length: 7 }, () => false));
});
