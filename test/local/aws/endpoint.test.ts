import { request } from 'node:http';
import { DynamoDBClient, ListTablesCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { Statement } from '../../../local/iam/policy';
import { uuidPattern } from '../../support/uuid-pattern';
import { runAws, type TestAws, tableArn } from './run-aws';

const all: Statement = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' };
const put = new PutItemCommand({ TableName: 'things', Item: { pk: { S: 'a' }, sk: { S: 'b' } } });

let aws: TestAws;
afterEach(() => aws.close());

interface Raw {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

function post(headers: Record<string, string>, body: string): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const sent = request(aws.endpoint.url, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const signedBy = (accessKeyId: string, sessionToken?: string) => ({
  'x-amz-target': 'DynamoDB_20120810.ListTables',
  authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
  ...(sessionToken && { 'x-amz-security-token': sessionToken }),
});

test('answers in DynamoDB’s wire format', async () => {
  aws = await runAws([all]);
  const { accessKeyId, sessionToken } = aws.credentials;
  const answer = await post(signedBy(accessKeyId, sessionToken), '{}');
  expect(answer).toMatchObject({ status: 200, body: '{"TableNames":["things"]}' });
  expect(answer.headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': expect.stringMatching(uuidPattern),
    'x-amz-crc32': expect.stringMatching(/^\d+$/),
  });
});

test('the clients still speak the protocols that the endpoint understands', async () => {
  aws = await runAws([all]);
  const seen: Record<string, string | undefined>[] = [];
  const spy = (client: DynamoDBClient | KMSClient) =>
    (client as DynamoDBClient).middlewareStack.add(
      () => async (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        seen.push({ type: headers['content-type'], target: headers['x-amz-target'] });
        throw new Error('seen');
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
  const options = { region: 'eu-west-1', endpoint: aws.endpoint.url, credentials: aws.credentials };
  const dynamo = new DynamoDBClient(options);
  const kms = new KMSClient(options);
  spy(dynamo);
  spy(kms);
  await expect(dynamo.send(new ListTablesCommand({}))).rejects.toThrow('seen');
  await expect(
    kms.send(new SignCommand({ KeyId: 'k', Message: Buffer.from('m'), SigningAlgorithm: 'ECDSA_SHA_256' })),
  ).rejects.toThrow('seen');
  expect(seen).toEqual([
    { type: 'application/x-amz-json-1.0', target: 'DynamoDB_20120810.ListTables' },
    { type: 'application/x-amz-json-1.1', target: 'TrentService.Sign' },
  ]);
});

test('rejects unknown credentials, and temporary credentials without their session token', async () => {
  aws = await runAws([all]);
  const { accessKeyId, sessionToken } = aws.credentials;
  const type = async (headers: Record<string, string>) => {
    const { status, body } = await post(headers, '{}');
    return [status, JSON.parse(body).__type];
  };
  const unrecognized = [400, 'com.amazon.coral.service#UnrecognizedClientException'];
  expect(await type(signedBy('STRANGER', sessionToken))).toEqual(unrecognized);
  expect(await type(signedBy(accessKeyId))).toEqual(unrecognized);
  expect(await type(signedBy(accessKeyId, 'other'))).toEqual(unrecognized);
  expect(await type({ 'x-amz-target': 'DynamoDB_20120810.ListTables' })).toEqual([
    400,
    'com.amazon.coral.service#MissingAuthenticationTokenException',
  ]);
  expect(aws.calls.map(({ decision }) => decision)).toEqual(['refused', 'refused', 'refused', 'refused']);
});

test.each(['', '[]', '{', 'null'])('refuses the body %j', async (body) => {
  aws = await runAws([all]);
  const { accessKeyId, sessionToken } = aws.credentials;
  const answer = await post(signedBy(accessKeyId, sessionToken), body);
  expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('SerializationException') });
});

test('rejects a service that it does not support', async () => {
  aws = await runAws([all]);
  const answer = await post({ 'x-amz-target': 'AmazonSQS.SendMessage' }, '{}');
  expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('UnknownOperationException') });
});

test('a caller that closes the connection during its request does not affect other calls', async () => {
  aws = await runAws([all]);
  await new Promise<void>((resolve) => {
    const sent = request(aws.endpoint.url, { method: 'POST', headers: { 'content-length': '1000' } });
    sent.on('error', () => resolve());
    // The endpoint has received half of the body by now.
    sent.write('{', () => sent.destroy());
  });
  await expect(aws.dynamo.send(put)).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  expect(aws.calls.map(({ action, decision }) => [action, decision])).toEqual([
    ['dynamodb:PutItem', 'allowed'],
  ]);
});

test('a denied call never reaches the hook that tests put in front of a service', async () => {
  const intercept = jest.fn();
  aws = await runAws([], { intercept });
  await expect(aws.dynamo.send(put)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(intercept).not.toHaveBeenCalled();
});

test('the hook can answer instead of a service', async () => {
  aws = await runAws([all], {
    intercept: async ({ action }, perform) =>
      action === 'dynamodb:PutItem'
        ? { status: 400, body: '{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}' }
        : perform(),
  });
  await expect(aws.dynamo.send(put)).rejects.toMatchObject({ name: 'ThrottlingException' });
  expect(await aws.dynamo.send(new ScanCommand({ TableName: 'things' }))).toMatchObject({ Count: 0 });
});

test('the hook can drop the response of a performed call', async () => {
  aws = await runAws([all], {
    intercept: async ({ action }, perform) => {
      const answer = await perform();
      return action === 'dynamodb:PutItem' ? 'hang-up' : answer;
    },
  });
  await expect(aws.dynamo.send(put)).rejects.toThrow();
  expect(await aws.dynamo.send(new ScanCommand({ TableName: 'things' }))).toMatchObject({ Count: 1 });
});

test('the record of a call contains its input', async () => {
  aws = await runAws([all]);
  await aws.dynamo.send(new ScanCommand({ TableName: 'things', ConsistentRead: true }));
  expect(aws.calls).toEqual([
    {
      caller: 'worker',
      logicalId: 'Worker',
      action: 'dynamodb:Scan',
      resource: tableArn,
      decision: 'allowed',
      input: { TableName: 'things', ConsistentRead: true },
    },
  ]);
});

test('the record marks the retries of an SDK', async () => {
  aws = await runAws([all]);
  const { accessKeyId, sessionToken } = aws.credentials;
  for (const attempt of ['attempt=1; max=2', 'attempt=2; max=2', 'attempt=10; max=10']) {
    await post({ ...signedBy(accessKeyId, sessionToken), 'amz-sdk-request': attempt }, '{}');
  }
  expect(aws.calls.map(({ isRepeated }) => isRepeated)).toEqual([undefined, true, true]);
});
