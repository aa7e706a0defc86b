/** How the role of a caller and the policy of a queue decide together. */
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Statement } from '../../../../local/iam/policy';
import { describeTestQueue } from '../../describe-test-queue';
import { roleArn } from '../describe-worker';
import { runSqs, type TestSqs } from './run-sqs';

let sqs: TestSqs;
afterEach(() => sqs.close());

describe('permissions', () => {
  const send = async (statements: readonly Statement[], policy?: readonly Statement[]) => {
    sqs = await runSqs(policy && { policy: { Statement: policy } }, statements);
    const { client, QueueUrl } = sqs;
    const sending = client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }));
    return sending.then(
      () => 'sent',
      (error: Error) => error.message,
    );
  };
  const { arn } = describeTestQueue('jobs');
  const grant: Statement = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn };
  const toRole: Statement = { ...grant, Principal: { AWS: roleArn } };
  const denyPlain: Statement = {
    ...grant,
    Effect: 'Deny',
    Principal: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };

  test('the role must allow the action on the queue', async () => {
    expect(await send([grant])).toBe('sent');
    expect(sqs.calls).toMatchObject([
      { decision: 'allowed', action: 'sqs:SendMessage', resource: arn, logicalId: 'Worker' },
    ]);
  });

  test('without a grant the call is denied, with the code of SQS', async () => {
    sqs = await runSqs({}, [{ ...grant, Resource: `${arn}-other` }]);
    const { client, QueueUrl } = sqs;
    await expect(client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }))).rejects.toMatchObject({
      Error: { Code: 'AccessDenied' },
      message: expect.stringContaining(`is not authorized to perform: sqs:SendMessage on resource: ${arn}`),
    });
    expect(sqs.calls).toMatchObject([{ decision: 'denied', denial: { by: 'role' } }]);
  });

  test.each<[string, Statement[], Statement[], string | RegExp]>([
    ['the policy of the queue allows it instead of the role', [], [toRole], 'sent'],
    ['the policy of the queue does not mention it', [grant], [denyPlain], 'sent'],
    [
      'the policy names the account, and the role lacks the grant',
      [],
      [{ ...grant, Principal: { AWS: '123456789012' } }],
      /no identity-based policy allows/,
    ],
    ['neither allows it', [], [denyPlain], /no identity-based policy allows/],
    [
      'the policy of the queue denies it',
      [grant],
      [{ ...toRole, Effect: 'Deny' }],
      /explicit deny in a resource-based policy/,
    ],
    [
      'the role denies it',
      [{ ...grant, Effect: 'Deny' }],
      [toRole],
      /explicit deny in an identity-based policy/,
    ],
  ])('%s', async (_, statements, policy, expected) => {
    expect(await send(statements, policy)).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });
});
