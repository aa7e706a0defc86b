import { Match } from 'aws-cdk-lib/assertions';
import { MAIL_TIMEOUT } from '../../../../lib/constructs/email/mail-delivery';
import { synthStage, synthStandby } from '../../../support/synth-stack';

interface Queue {
  readonly Properties: {
    readonly VisibilityTimeout?: number;
    readonly MessageRetentionPeriod: number;
    readonly RedrivePolicy?: { readonly maxReceiveCount: number };
  };
}

const template = synthStage('dev');
const [undelivered, queue] = Object.entries(
  template.findResources('AWS::SQS::Queue') as Record<string, Queue>,
).filter(([id]) => !id.startsWith('MailDeliveryReports'));

test('both queues encrypt their messages, and deny calls without TLS to all', () => {
  template.resourceCountIs('AWS::SQS::Queue', 3);
  template.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
  for (const [id] of [undelivered, queue].flatMap((found) => (found ? [found] : []))) {
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [{ Ref: id }],
      PolicyDocument: {
        Statement: [
          {
            Action: 'sqs:*',
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            Resource: { 'Fn::GetAtt': [id, 'Arn'] },
          },
        ],
      },
    });
  }
});

test('a message that was received is hidden for six times the timeout of the function', () => {
  const { VisibilityTimeout: hidden = 0 } = queue?.[1].Properties ?? {};
  expect(hidden).toBe(6 * MAIL_TIMEOUT.toSeconds());
  template.hasResourceProperties('AWS::Lambda::Function', {
    Description: 'Renders and sends mails',
    Timeout: MAIL_TIMEOUT.toSeconds(),
  });
});

test('a message is tried for longer than the shortest code is valid, kept longer than that, and then kept for 14 days', () => {
  const {
    VisibilityTimeout: hidden = 0,
    MessageRetentionPeriod: kept,
    RedrivePolicy: redrive,
  } = queue?.[1].Properties ?? { MessageRetentionPeriod: 0 };
  const tried = hidden * (redrive?.maxReceiveCount ?? 0);
  expect(tried).toBeGreaterThan(11 * 60);
  expect(kept).toBeGreaterThan(2 * tried);
  expect(redrive).toMatchObject({ deadLetterTargetArn: { 'Fn::GetAtt': [undelivered?.[0], 'Arn'] } });
  expect(undelivered?.[1].Properties.MessageRetentionPeriod).toBe(14 * 86_400);
});

test('the queue invokes the alias of the function, which reports each message that failed', () => {
  const alias = Object.keys(template.findResources('AWS::Lambda::Alias')).find((id) =>
    id.startsWith('MailHandler'),
  );
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [queue?.[0], 'Arn'] },
    FunctionName: {
      'Fn::Join': ['', [{ 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: alias }] }] }, ':live']],
    },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 2 },
    Enabled: Match.absent(),
  });
});

test('a standby has queues of its own and a replica of the key, which therefore derives the same codes', () => {
  const standby = synthStandby();
  standby.resourceCountIs('AWS::SQS::Queue', 3);
  standby.hasResourceProperties('AWS::KMS::ReplicaKey', {
    Description: 'Derives the codes in mails',
    KeyPolicy: {
      Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Sid: 'DenyMacExceptUsers' })]),
    },
  });
  synthStage('all-features').hasResourceProperties('AWS::KMS::Key', {
    Description: 'Derives the codes in mails',
    KeySpec: 'HMAC_256',
    KeyUsage: 'GENERATE_VERIFY_MAC',
    MultiRegion: true,
  });
});
