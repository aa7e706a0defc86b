import { gzipSync } from 'node:zlib';
import { json, type StubEndpoint, startStubEndpoint } from '../shared/aws/stub-endpoint';

type Handler = typeof import('../../../lambda/security-events/handler');

const before = { ...process.env };
let bus: StubEndpoint;

beforeAll(async () => {
  bus = await startStubEndpoint(json(200, { FailedEntryCount: 0, Entries: [{ EventId: 'a' }] }));
});
afterAll(async () => {
  process.env = before;
  await bus.close();
});

function load(environment: Record<string, string>): Handler {
  process.env = { ...before, ...environment };
  let loaded: Handler | undefined;
  jest.isolateModules(() => {
    loaded = require('../../../lambda/security-events/handler');
  });
  return loaded as Handler;
}

const credentials = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'not-a-secret',
};

test('puts events on the bus that its environment names, signed for EventBridge', async () => {
  const { handler } = load({
    ...credentials,
    AWS_ENDPOINT_URL_EVENTBRIDGE: bus.url,
    EVENT_BUS_ARN: 'arn:aws:events:eu-west-1:111122223333:event-bus/security',
  });
  const logEvents = [{ id: '1', timestamp: 0, message: '{"event":"account_deleted"}' }];
  const data = gzipSync(JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents })).toString('base64');
  await handler({ awslogs: { data } });
  const [request] = bus.requests;
  expect(request?.headers).toMatchObject({
    'x-amz-target': 'AWSEvents.PutEvents',
    'content-type': 'application/x-amz-json-1.1',
    authorization: expect.stringContaining('/eu-west-1/events/aws4_request'),
  });
  expect(JSON.parse(request?.body ?? '')).toMatchObject({
    Entries: [{ DetailType: 'account_deleted', EventBusName: expect.stringContaining('event-bus/security') }],
  });
});

test('does not load without a bus', () => {
  expect(() => load({ ...credentials, EVENT_BUS_ARN: '' })).toThrow('EVENT_BUS_ARN');
});
