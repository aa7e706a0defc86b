import { createSqsMailQueue } from '../../../../lambda/identity/email/mail-queue';
import { formatMailRequest, type MailRequest } from '../../../../lambda/identity/email/mail-request';
import { createAwsClient } from '../../../../lambda/shared/aws/aws-client';
import { type Answering, json, type StubEndpoint, startStubEndpoint } from '../../shared/aws/stub-endpoint';

const request: MailRequest = {
  kind: 'verify-email',
  sub: '5479eb92-6c1d-4f0e-9a53-1b0f6d2c8e47',
  challenge: 'c2f7a1d8-3b64-4e95-8d0a-94e6b7f51c23',
  generation: 1,
  language: 'en',
  expiresAt: 1_767_409_445_678,
};
const QUEUE = 'https://sqs.eu-west-1.amazonaws.com/111111111111/mails';

let stub: StubEndpoint | undefined;
afterEach(() => stub?.close());

async function queueOf(answer: Answering) {
  stub = await startStubEndpoint(answer);
  return { stub, queue: createSqsMailQueue(createAwsClient(stub.settings('sqs')), QUEUE) };
}

test('sends the message as a call of SQS in its JSON protocol', async () => {
  const { stub: endpoint, queue } = await queueOf(json(200, { MessageId: '1' }));
  await queue.enqueue(request);
  const [sent] = endpoint.requests;
  expect(sent?.headers).toMatchObject({
    'x-amz-target': 'AmazonSQS.SendMessage',
    'content-type': 'application/x-amz-json-1.0',
    authorization: expect.stringContaining('/sqs/aws4_request'),
  });
  expect(JSON.parse(sent?.body ?? '')).toEqual({ QueueUrl: QUEUE, MessageBody: formatMailRequest(request) });
});

test.each([
  ['throttles', json(400, { __type: 'com.amazonaws.sqs#RequestThrottled' })],
  ['is throttled by KMS', json(400, { __type: 'com.amazonaws.sqs#KmsThrottled' })],
  ['fails', json(500, {})],
])('is unavailable when SQS %s', async (_what, answer) => {
  const { queue } = await queueOf(answer);
  await expect(queue.enqueue(request)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
});

test('a queue that does not exist is our own fault', async () => {
  const { queue } = await queueOf(json(400, { __type: 'com.amazonaws.sqs#QueueDoesNotExist' }));
  await expect(queue.enqueue(request)).rejects.toMatchObject({ reason: 'QueueDoesNotExist' });
});
