/** How the client without an SDK calls AWS, gives up and names failures. */
import { setImmediate } from 'node:timers/promises';
import { AwsCallError } from '../../../../lambda/shared/aws/aws-call-error';
import { createAwsClient } from '../../../../lambda/shared/aws/aws-client';
import { type Answering, hangUp, json, type StubEndpoint, silent, startStubEndpoint } from './stub-endpoint';

let stub: StubEndpoint;

async function failure(call: Promise<unknown>): Promise<AwsCallError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AwsCallError)) throw new Error('The call did not fail with AwsCallError');
  return error;
}

async function clientOf(...answers: readonly Answering[]) {
  stub = await startStubEndpoint(...answers);
  return createAwsClient(stub.settings('dynamodb'));
}

const throttled = json(400, { __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException' });

afterEach(() => stub.close());

test.each([
  ['dynamodb', 'GetItem', 'DynamoDB_20120810.GetItem', 'application/x-amz-json-1.0'],
  ['kms', 'GetPublicKey', 'TrentService.GetPublicKey', 'application/x-amz-json-1.1'],
] as const)('speaks the wire format of %s', async (service, operation, target, contentType) => {
  stub = await startStubEndpoint(json(200, { done: true }));

  const output = await createAwsClient(stub.settings(service)).call(operation, { name: 'é' });

  expect(output).toEqual({ done: true });
  const [request] = stub.requests;
  expect(request?.headers).toMatchObject({
    'x-amz-target': target,
    'content-type': contentType,
    'x-amz-security-token': 'session',
    host: new URL(stub.url).host,
  });
  expect(request?.headers.authorization).toMatch(
    new RegExp(`^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\\d{8}/eu-west-1/${service}/aws4_request, `),
  );
  expect(JSON.parse(request?.body ?? '')).toEqual({ name: 'é' });
});

test('keeps its connection open between calls', async () => {
  const client = await clientOf(json(200, {}));
  for (let call = 0; call < 5; call++) await client.call('GetItem', {});

  expect(stub.requests).toHaveLength(5);
  expect(stub.connections()).toBe(1);
});

test.each([
  ['throttling', throttled],
  ['a failure on the other side', json(500, { __type: 'InternalServerError' })],
  ['a broken connection', hangUp],
])('tries again after %s', async (_, answer) => {
  const client = await clientOf(answer, answer, json(200, { Item: {} }));

  await expect(client.call('GetItem', {})).resolves.toEqual({ Item: {} });
  expect(stub.requests).toHaveLength(3);
});

test('gives up after the third attempt', async () => {
  const client = await clientOf(throttled);

  const error = await failure(client.call('GetItem', {}));

  expect(error).toMatchObject({ kind: 'throttled', reason: 'ThrottlingException', transient: true });
  expect(stub.requests).toHaveLength(3);
});

test.each([
  ['com.amazon.coral.service#AccessDeniedException', 400, 'denied', 'AccessDeniedException'],
  ['UnrecognizedClientException', 400, 'denied', 'UnrecognizedClientException'],
  [
    'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
    400,
    'not-found',
    'ResourceNotFoundException',
  ],
  ['com.amazonaws.kms#NotFoundException', 400, 'not-found', 'NotFoundException'],
  ['com.amazon.coral.validate#ValidationException', 400, 'refused', 'ValidationException'],
  [undefined, 403, 'denied', 'HTTP 403'],
  ['a name\nthat is none', 400, 'refused', 'HTTP 400'],
])('does not repeat a call that was rejected with %j', async (__type, status, kind, reason) => {
  const client = await clientOf(json(status, { __type, message: 'arn:aws:iam::1:role/secret may not' }));

  const error = await failure(client.call('GetItem', { Key: 'private' }));

  expect(error).toMatchObject({ kind, reason, operation: 'dynamodb:GetItem', transient: false });
  expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/arn:aws|private/);
  expect(stub.requests).toHaveLength(1);
});

describe('under a clock that only the test moves', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    jest.spyOn(Math, 'random').mockReturnValue(1);
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  /** Advances the clock once this many requests have arrived. */
  async function pass(milliseconds: number, requests: number): Promise<void> {
    while (stub.requests.length < requests) await setImmediate();
    await jest.advanceTimersByTimeAsync(milliseconds);
  }

  const stopsHalfWay: Answering = (response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"Item":');
  };

  test.each<[string, Answering]>([
    ['a silent endpoint', silent],
    ['an answer that stops midway', stopsHalfWay],
  ])('gives up on %s after two attempts, within a second in all', async (_, answer) => {
    const client = await clientOf(answer);
    let error: AwsCallError | undefined;
    const failed = failure(client.call('GetItem', {})).then((reason) => {
      error = reason;
    });

    await pass(500, 1);
    // The longest wait between the two, and the remaining time of the second.
    await pass(25, 1);
    await pass(474, 2);
    expect(error).toBeUndefined();
    await pass(1, 2);
    await failed;

    expect(error).toMatchObject({ kind: 'unavailable', reason: 'ETIMEDOUT' });
    expect(stub.requests).toHaveLength(2);
  });
});

test('reports a connection that broke half-way through the answer', async () => {
  const client = await clientOf((response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"Item":', () => response.destroy());
  });

  expect(await failure(client.call('GetItem', {}))).toMatchObject({
    kind: 'unavailable',
    reason: 'ECONNRESET',
  });
});

test('reports an answer larger than any that is expected', async () => {
  const client = await clientOf((response) => {
    response.end(`{"Item":"${'x'.repeat(2 * 1024 * 1024)}"}`);
  });

  expect(await failure(client.call('GetItem', {}))).toMatchObject({ reason: 'EMSGSIZE' });
});

test.each(['<html>', '[]', 'null', '""'])(
  'reports an answer that is %s instead of an object',
  async (body) => {
    const client = await clientOf((response) => {
      response.end(body);
    });

    const error = await failure(client.call('GetItem', {}));

    expect(error).toMatchObject({ kind: 'unavailable', reason: 'MalformedAnswer' });
  },
);

test('reports an endpoint without a listener', async () => {
  const client = await clientOf(silent);
  await stub.close();

  expect(await failure(client.call('GetItem', {}))).toMatchObject({
    kind: 'unavailable',
    reason: 'ECONNREFUSED',
  });
});
