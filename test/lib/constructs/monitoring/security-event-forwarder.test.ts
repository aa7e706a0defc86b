import { Match } from 'aws-cdk-lib/assertions';
import { stageSettings } from '../../../../lib/stages/stages';
import { synthStage } from '../../../support/synth-stack';

const bus = stageSettings('all-features').securityEventBusArn;
const template = synthStage('all-features');

test('a function is called by the logs, not by a request, and may do nothing but put events on the bus', () => {
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
  template.resourcePropertiesCountIs('AWS::Lambda::Permission', { Principal: 'logs.amazonaws.com' }, 2);
});

test('it gets the events of accounts, and not the tokens that any stranger can have rejected', () => {
  const filters = Object.values(template.findResources('AWS::Logs::SubscriptionFilter'));
  expect(filters).toHaveLength(2);
  for (const { Properties } of filters) {
    expect(Properties.FilterPattern).toContain('($.event = "refresh_token_reused")');
    expect(Properties.FilterPattern).toContain('($.event = "account_deleted")');
    expect(Properties.FilterPattern).toContain('($.event = "password_change_failed")');
    expect(Properties.FilterPattern).not.toContain('token_rejected');
    expect(Properties.FilterPattern.length).toBeLessThanOrEqual(1_024);
  }
});

test('there is none without a bus', () => {
  synthStage('dev').resourceCountIs('AWS::Logs::SubscriptionFilter', 0);
});
