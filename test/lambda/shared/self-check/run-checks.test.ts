import { AwsCallError } from '../../../../lambda/shared/aws/aws-call-error';
import type { AwsClient } from '../../../../lambda/shared/aws/aws-client';
import { generateMacCheck, signCheck } from '../../../../lambda/shared/self-check/key-checks';
import { type Checks, runChecks } from '../../../../lambda/shared/self-check/run-checks';
import { tableChecks } from '../../../../lambda/shared/self-check/table-checks';

const refusal = (reason: string) => new AwsCallError('service:Call', 'refused', reason);
const denial = new AwsCallError('service:Call', 'denied', 'AccessDeniedException');

/** Creates a client with prepared outcomes, and a record of its calls. */
function clientThat(answer: (operation: string) => object | Error) {
  const calls: [string, Record<string, unknown>][] = [];
  const client: AwsClient = {
    call: async (operation, input) => {
      calls.push([operation, input as Record<string, unknown>]);
      const answered = answer(operation);
      if (answered instanceof Error) throw answered;
      return answered as Record<string, unknown>;
    },
  };
  return { client, calls };
}

async function run(checks: Checks) {
  const lines: object[] = [];
  const answers = await runChecks(checks, (event, fields) => lines.push({ event, ...fields }));
  return { answers, lines };
}

const rights = {
  'ACCOUNT#': ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchWriteItem'],
} as const;
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'];
/** DynamoDB's responses to a role that may make every call. */
const allowed = (operation: string) =>
  WRITES.includes(operation) ? refusal('ConditionalCheckFailedException') : {};

test('each permission on the table is checked once, by a call that finds and changes nothing', async () => {
  const { client: dynamodb, calls } = clientThat(allowed);
  const { answers, lines } = await run(tableChecks({ dynamodb, tableName: 'table' }, rights));
  expect(answers).toEqual(
    Object.fromEntries(rights['ACCOUNT#'].map((action) => [`dynamodb:${action} on ACCOUNT#`, true])),
  );
  expect(lines).toEqual([]);
  expect(calls.map(([operation]) => operation)).toEqual(rights['ACCOUNT#']);
  for (const [operation, input] of calls) {
    expect(JSON.stringify(input)).toContain('"ACCOUNT#SELF_CHECK"');
    if (WRITES.includes(operation)) expect(input.ConditionExpression).toBe('attribute_exists(pk)');
  }
});

test('a denied permission is false, and only the log has the reason', async () => {
  const { client: dynamodb } = clientThat((operation) =>
    operation === 'PutItem' ? denial : allowed(operation),
  );
  const { answers, lines } = await run(tableChecks({ dynamodb, tableName: 'table' }, rights));
  expect(Object.entries(answers).filter(([, answer]) => !answer)).toEqual([
    ['dynamodb:PutItem on ACCOUNT#', false],
  ]);
  expect(lines).toEqual([
    {
      event: 'self_check_failed',
      operation: 'dynamodb:PutItem on ACCOUNT#',
      error: expect.objectContaining({ name: 'AwsCallError', message: denial.message }),
    },
  ]);
});

test('a write that succeeds is false, because its condition cannot hold', async () => {
  const { client: dynamodb } = clientThat(() => ({}));
  const { answers } = await run(tableChecks({ dynamodb, tableName: 'table' }, { 'NAME#': ['PutItem'] }));
  expect(answers).toEqual({ 'dynamodb:PutItem on NAME#': false });
});

test('keys are checked by dry runs, as the functions use them', async () => {
  const { client: kms, calls } = clientThat(() => refusal('DryRunOperationException'));
  const { answers } = await run({ ...signCheck(kms, 'a'), ...generateMacCheck(kms, 'b') });
  expect(answers).toEqual({ 'kms:Sign on a': true, 'kms:GenerateMac on b': true });
  expect(calls).toMatchObject([
    [
      'Sign',
      { KeyId: 'a', DryRun: true, MessageType: 'DIGEST', SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256' },
    ],
    ['GenerateMac', { KeyId: 'b', DryRun: true, MacAlgorithm: 'HMAC_SHA_256' }],
  ]);
});

test('a key that signs in a dry run is false, and the signature is discarded', async () => {
  const { client: kms } = clientThat(() => ({ Signature: 'c2lnbmF0dXJl', Mac: 'bWFj' }));
  const { answers, lines } = await run({ ...signCheck(kms, 'a'), ...generateMacCheck(kms, 'b') });
  expect(answers).toEqual({ 'kms:Sign on a': false, 'kms:GenerateMac on b': false });
  expect(JSON.stringify([answers, lines])).not.toMatch(/c2lnbmF0dXJl|bWFj/);
});
