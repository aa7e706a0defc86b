import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { warnOfSilentAlarms } from '../../../lib/stack/warn-of-silent-alarms';
import { createStack } from '../../support/synth-stack';

const silent = { monitoring: true, retainData: true, alarmTopicArn: undefined };

function warningsOf(settings: Parameters<typeof warnOfSilentAlarms>[1]) {
  const stack = createStack();
  warnOfSilentAlarms(stack, settings);
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('alarmTopicArn'));
}

test('alarms over real data without an action are reported at every synthesis', () => {
  expect(warningsOf(silent)).toHaveLength(1);
});

test.each([
  ['a topic', { ...silent, alarmTopicArn: 'arn:aws:sns:eu-central-1:111122223333:alarms' }],
  ['data that is deleted with the stack', { ...silent, retainData: false }],
  ['no alarms', { ...silent, monitoring: false }],
])('%s causes no warning', (_, settings) => {
  expect(warningsOf(settings)).toEqual([]);
});
