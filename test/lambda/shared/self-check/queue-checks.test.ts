import { AwsCallError } from '../../../../lambda/shared/aws/aws-call-error';
import type { AwsClient } from '../../../../lambda/shared/aws/aws-client';
import { SELF_CHECK_MESSAGE, sendMessageCheck } from '../../../../lambda/shared/self-check/queue-checks';

const QUEUE_URL = 'https://sqs.eu-central-1.amazonaws.com/111122223333/mails';

test('sends the message that the reader of the queue drops', async () => {
  const calls: unknown[] = [];
  const sqs: AwsClient = {
    call: async (operation, input) => {
      calls.push([operation, input]);
      return {};
    },
  };
  const [check, ...others] = Object.entries(sendMessageCheck(sqs, QUEUE_URL));
  expect(others).toEqual([]);
  expect(check?.[0]).toBe('sqs:SendMessage on mails');
  await check?.[1]();
  expect(calls).toEqual([['SendMessage', { QueueUrl: QUEUE_URL, MessageBody: SELF_CHECK_MESSAGE }]]);
  expect(SELF_CHECK_MESSAGE).toBe('{"selfCheck":true}');
});

test('fails if SQS refuses the message', async () => {
  const refusal = new AwsCallError('sqs:SendMessage', 'denied', 'AccessDenied');
  const sqs: AwsClient = { call: () => Promise.reject(refusal) };
  const [check] = Object.values(sendMessageCheck(sqs, QUEUE_URL));
  await expect(check?.()).rejects.toBe(refusal);
});
