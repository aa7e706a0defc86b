import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { announceSandbox } from '../../../../lib/stack/email/announce-sandbox';
import { createStack } from '../../../support/synth-stack';

function linesOf(settings: Parameters<typeof announceSandbox>[1]) {
  const stack = createStack();
  announceSandbox(stack, settings);
  return Annotations.fromStack(stack).findInfo('*', Match.stringLikeRegexp('sandbox.*npm run mail:check'));
}

test('a stage with real users reports the sandbox of SES once', () => {
  expect(linesOf({ retainData: true, testsOnly: false })).toHaveLength(1);
});

test.each([
  ['a stage that keeps no data', { retainData: false, testsOnly: false }],
  ['a stage that is not deployed', { retainData: true, testsOnly: true }],
])('%s does not', (_, settings) => {
  expect(linesOf(settings)).toEqual([]);
});
