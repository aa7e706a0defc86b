import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { CALL_BUDGET_MS, callAws } from '../../../../lambda/shared/sdk/call-aws';
import { clientOptions } from '../../../../lambda/shared/sdk/client-options';
import { type Answering, silent, startStubEndpoint } from '../aws/stub-endpoint';

const stopsHalfWay: Answering = (response) => {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).write('{');
};

const drips: Answering = (response) => {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
  const timer = setInterval(() => response.write(' '), 100);
  response.once('close', () => clearInterval(timer));
};

function list(endpoint: string) {
  const client = new DynamoDBClient({
    ...clientOptions,
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  return callAws((options) => client.send(new ListTablesCommand({}), options));
}

test.each([
  ['never answers', silent, 2],
  ['stops in the middle of its answer', stopsHalfWay, 2],
  ['drips its response forever', drips, 1],
])(
  'an endpoint that %s is an error after few attempts, not a call that hangs',
  async (_how, answering, attempts) => {
    const endpoint = await startStubEndpoint(answering);
    try {
      await expect(list(endpoint.url)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
      expect(endpoint.requests.length).toBeLessThanOrEqual(attempts);
    } finally {
      await endpoint.close();
    }
  },
);

test('the time for all attempts is within two seconds', () => {
  const { connectionTimeout, requestTimeout, socketTimeout } = clientOptions.requestHandler;
  const longest = Math.max(connectionTimeout, requestTimeout, socketTimeout);
  expect(clientOptions.maxAttempts * longest).toBeLessThan(CALL_BUDGET_MS);
  expect(CALL_BUDGET_MS).toBeLessThan(2_000);
});
