import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { MailFeedback } from '../../../../lib/constructs/email/mail-feedback';
import { synthStage, synthStandby } from '../../../support/synth-stack';

const sender = {
  from: 'Example <no-reply@example.com>',
  identityArn: 'arn:aws:ses:eu-central-1:111122223333:identity/example.com',
};
const own = synthStage('dev', { email: { ...sender, configurationSetName: 'mine' } });
const created = synthStage('dev');
const [setId] = Object.keys(created.findResources('AWS::SES::ConfigurationSet'));

/** Returns the names that the rule, the function's environment and the mails' environment hold. */
function namesIn(template: Template) {
  const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
  const variables = Object.values(template.findResources('AWS::Lambda::Function')).map(
    ({ Properties }) => Properties.Environment?.Variables ?? {},
  );
  return {
    rule: rule?.Properties.EventPattern.detail.mail.tags['ses:configuration-set'],
    feedback: variables.flatMap(({ MAIL_CONFIGURATION_SETS: names }) => names ?? []),
    mail: variables.flatMap(({ MAIL_CONFIGURATION_SET: name }) => name ?? []),
  };
}

test('the configuration set demands TLS, counts its reputation, and tracks nothing', () => {
  created.hasResource('AWS::SES::ConfigurationSet', {
    Properties: {
      Name: Match.absent(),
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      TrackingOptions: Match.absent(),
    },
  });
});

test('its bounces and complaints, and no other events, go to the default event bus', () => {
  created.resourceCountIs('AWS::SES::ConfigurationSetEventDestination', 1);
  created.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
    ConfigurationSetName: { Ref: setId },
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: ['bounce', 'complaint'],
      EventBridgeDestination: {
        EventBusArn: { 'Fn::Join': ['', Match.arrayWith([':event-bus/default'])] },
      },
    },
  });
});

test('mails use it, and the function hears of its mails only', () => {
  const ref = { Ref: setId };
  expect(namesIn(created)).toEqual({ rule: [ref], feedback: [ref], mail: [ref] });
  created.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'ses:SendEmail',
          Resource: Match.arrayWith([
            { 'Fn::Join': ['', Match.arrayWith([':configuration-set/', { Ref: setId }])] },
          ]),
        }),
      ]),
    },
  });
});

test("an owner's configuration set is used as it is", () => {
  own.resourceCountIs('AWS::SES::ConfigurationSet', 0);
  own.resourceCountIs('AWS::SES::ConfigurationSetEventDestination', 0);
  expect(namesIn(own)).toEqual({ rule: ['mine'], feedback: ['mine'], mail: ['mine'] });
});

test('during a change of the sender, reports of both configuration sets count', () => {
  const both = synthStage('dev', {
    email: { ...sender, configurationSetName: 'mine' },
    alsoGrant: { email: sender },
  });
  const [id = ''] = Object.keys(both.findResources('AWS::SES::ConfigurationSet'));
  const { rule, mail } = namesIn(both);
  expect(rule).toEqual(['mine', { Ref: id }]);
  expect(mail).toEqual(['mine']);
});

test('the rule passes only events of SES and of this account', () => {
  created.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.ses'],
      account: [{ Ref: 'AWS::AccountId' }],
      'detail-type': ['Email Bounced', 'Email Complaint Received'],
    },
  });
});

test('a report that fails three times is kept for 14 days, encrypted', () => {
  const [queueId] = Object.keys(created.findResources('AWS::SQS::Queue')).filter((id) => /Failed/.test(id));
  created.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    MaximumRetryAttempts: 2,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queueId, 'Arn'] } } },
  });
  created.hasResourceProperties('AWS::SQS::Queue', {
    MessageRetentionPeriod: 14 * 86_400,
    SqsManagedSseEnabled: true,
    RedrivePolicy: Match.absent(),
  });
});

test.each<[string, string, readonly string[], object]>([
  ['read', 'dynamodb:GetItem', ['pk', 'sk', 'v', 'email', 'pendingEmail'], {}],
  // a user would see a change of the pending address
  [
    'change only the one in use',
    'dynamodb:UpdateItem',
    ['pk', 'sk', 'v', 'email'],
    { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
  ],
])('of accounts, the function may know only the addresses, and %s', (_, action, attributes, returned) => {
  created.hasResourceProperties('AWS::IAM::Policy', {
    PolicyName: Match.stringLikeRegexp('^MailFeedbackRole'),
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: action,
          Condition: {
            'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['ACCOUNT#*'] },
            Null: { 'dynamodb:LeadingKeys': 'false' },
            'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes },
            StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES', ...returned },
          },
        }),
      ]),
    },
  });
});

test('a stage without e-mail has none of it', () => {
  const template = synthStage('dev', { email: undefined });
  for (const type of ['SES::ConfigurationSet', 'Events::Rule', 'Lambda::EventInvokeConfig', 'SQS::Queue']) {
    template.resourceCountIs(`AWS::${type}`, 0);
  }
  expect(JSON.stringify(template.toJSON())).not.toMatch(/MailFeedback|MailDeliveryReports/);
});

test('the standby hears of the mails that it sends itself', () => {
  expect(namesIn(synthStandby()).rule).toEqual(['latchkey']);
});

test('refuses a sender that it was not created for', () => {
  const feedback = new MailFeedback(new Stack(new App(), 'Test'), 'Reports', {
    senders: [{ configurationSetName: 'mine' }],
  });
  expect(() => feedback.nameOf({})).toThrow('The sender must be one of senders');
  Template.fromStack(Stack.of(feedback)).resourceCountIs('AWS::SES::ConfigurationSet', 0);
});
