/**
 * Synthesizes an app that sends mails and learns of bounces, with the resources that an owner writes for it: an
 * identity, a configuration set with EventBridge, and a rule.
 */
import {
  aws_apigateway,
  aws_events,
  aws_events_targets,
  aws_iam,
  aws_lambda,
  aws_ses,
  type Stack,
} from 'aws-cdk-lib';
import { synthesizeStack } from './template/synthesize';

/** Sends the body of its request to SES. The signature is not verified locally. */
const SENDER = `exports.handler = async ({ body }) => {
  const { AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL } = process.env;
  const scope = AWS_ACCESS_KEY_ID + '/20270101/' + AWS_REGION + '/ses/aws4_request';
  const response = await fetch(AWS_ENDPOINT_URL + '/v2/email/outbound-emails', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-amz-security-token': AWS_SESSION_TOKEN,
      authorization: 'AWS4-HMAC-SHA256 Credential=' + scope + ', SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify({ ConfigurationSetName: process.env.SET, ...JSON.parse(body) }),
  });
  return { statusCode: response.status, body: await response.text() };
};`;

const FEEDBACK = `exports.handler = async ({ 'detail-type': type, time, detail }) => {
  console.log([type, time, detail.mail.messageId].join(' '));
};`;

/** Writes the assembly and returns its folder. */
export function synthesizeMailFixture(): string {
  return synthesizeStack((stack) => {
    const addFunction = (id: string, code: string, environment = {}) =>
      new aws_lambda.Function(stack, id, {
        runtime: aws_lambda.Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: aws_lambda.Code.fromInline(code),
        environment,
      });
    const identity = new aws_ses.EmailIdentity(stack, 'Identity', {
      identity: aws_ses.Identity.domain('example.com'),
    });
    const set = new aws_ses.ConfigurationSet(stack, 'Set');
    set.addEventDestination('ToEventBridge', {
      destination: aws_ses.EventDestination.eventBus(
        aws_events.EventBus.fromEventBusName(stack, 'Default', 'default'),
      ),
      events: [aws_ses.EmailSendingEvent.BOUNCE],
    });
    const sender = addFunction('Sender', SENDER, { SET: set.configurationSetName });
    sender.addToRolePolicy(
      new aws_iam.PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [identity.emailIdentityArn, setArn(stack, set)],
        conditions: { StringEquals: { 'ses:FromAddress': 'hello@example.com' } },
      }),
    );
    const feedback = addFunction('Feedback', FEEDBACK);
    new aws_events.Rule(stack, 'Rule', {
      eventPattern: { source: ['aws.ses'], detailType: ['Email Bounced', 'Email Complaint Received'] },
      targets: [new aws_events_targets.LambdaFunction(feedback)],
    });
    new aws_apigateway.LambdaRestApi(stack, 'Api', { handler: sender });
  });
}

function setArn(stack: Stack, { configurationSetName }: aws_ses.ConfigurationSet): string {
  return stack.formatArn({
    service: 'ses',
    resource: 'configuration-set',
    resourceName: configurationSetName,
  });
}
