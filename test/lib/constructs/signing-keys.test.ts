import { Template } from 'aws-cdk-lib/assertions';
import { SigningKeys } from '../../../lib/constructs/signing-keys';
import { createStack } from '../../support/synth-stack';

test('makes a key for each entry and accepts all but the retired', () => {
  const stack = createStack();
  const keys = new SigningKeys(stack, 'Keys', {
    retainData: false,
    entries: [
      { id: 'A', status: 'retired' },
      { id: 'B', status: 'signing' },
      { id: 'C', status: 'published' },
    ],
  });
  Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 3);
  expect(keys.signing.node.id).toBe('B');
  expect(keys.accepted.map(({ node }) => node.id)).toEqual(['B', 'C']);
});

test.each([
  [[], 0],
  [
    [
      { id: 'A', status: 'signing' },
      { id: 'B', status: 'signing' },
    ] as const,
    2,
  ],
])('rejects entries of which not exactly one signs: %j', (entries, count) => {
  expect(() => new SigningKeys(createStack(), 'Keys', { retainData: false, entries })).toThrow(
    `entries must have exactly one with status "signing"; ${count} have it`,
  );
});
