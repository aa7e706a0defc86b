import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { warnOfMissingDomain } from '../../../../lib/stack/pages/warn-of-missing-domain';
import { createStack } from '../../../support/synth-stack';

const customDomain = { name: 'auth.example.com', certificateArn: 'x' };

function warningsOf(settings: Parameters<typeof warnOfMissingDomain>[1]) {
  const stack = createStack();
  warnOfMissingDomain(stack, settings);
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('set customDomain'));
}

test('pages without a custom domain are reported at every synthesis', () => {
  expect(warningsOf({ pages: {} })).toHaveLength(1);
});

test('pages with one, and a stage without pages, cause no warning', () => {
  expect(warningsOf({ pages: {}, customDomain })).toEqual([]);
  expect(warningsOf({})).toEqual([]);
});
