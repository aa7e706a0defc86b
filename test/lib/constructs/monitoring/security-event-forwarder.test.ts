import { Match } from 'aws-cdk-lib/assertions';
import { authEvents, authorizerEvents } from '../../../../lambda/events';
import { formatLine } from '../../../../lambda/shared/log';
import { stageSettings } from '../../../../lib/stages/stages';
import { synthStage } from '../../../support/synth-stack';

const bus = stageSettings('all-features').securityEventBusArn;
const template = synthStage('all-features');

test('a function is called by the logs, not by a request, and may only put events on the bus', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { EVENT_BUS_ARN: bus } },
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Action: Match.arrayWith(['logs:PutLogEvents']) }),
        Match.objectLike({ Action: Match.arrayWith(['xray:PutTraceSegments']) }),
        { Action: 'events:PutEvents', Effect: 'Allow', Resource: bus },
      ],
    },
  });
  template.resourcePropertiesCountIs('AWS::Lambda::Permission', { Principal: 'logs.amazonaws.com' }, 4);
});

test('it receives events that are marked as audited, and not the rejected tokens that any caller can cause', () => {
  const filters = Object.values(template.findResources('AWS::Logs::SubscriptionFilter'));
  const patterns = filters.map(({ Properties }) => Properties.FilterPattern);
  expect(patterns).toEqual(Array(4).fill('{ $.audited IS TRUE }'));
  const fields = { sub: 's', sid: 's', sourceIp: 'i', requestId: 'r' };
  const signedIn = formatLine('signed_in', { definition: authEvents.signed_in, fields, at: new Date(0) });
  expect(JSON.parse(signedIn)).toHaveProperty('audited', true);
  const definition = authorizerEvents.token_rejected;
  const rejected = formatLine('token_rejected', {
    definition,
    fields: { reason: 'expired' },
    at: new Date(0),
  });
  expect(JSON.parse(rejected)).not.toHaveProperty('audited');
});

test('it does not exist without a bus', () => {
  synthStage('dev').resourceCountIs('AWS::Logs::SubscriptionFilter', 0);
});
