import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SigningKeys } from '../../../../lib/constructs/keys/signing-keys';
import { createApp, createStack } from '../../../support/synth-stack';

test('creates a key for each entry and accepts all but the retired keys', () => {
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

test('creates replicas of all multi-Region keys, including retired ones, with which a running version may sign', () => {
  const app = createApp();
  const at = (region: string) => new Stack(app, region, { env: { region } });
  const entries = [
    { id: 'A', status: 'retired' },
    { id: 'A2', status: 'retired', multiRegion: true },
    { id: 'B', status: 'signing', multiRegion: true },
    { id: 'C', status: 'published', multiRegion: true },
  ] as const;
  const keys = new SigningKeys(at('eu-central-1'), 'Keys', { retainData: false, entries });
  const elsewhere = at('eu-west-1');
  const replicas = new SigningKeys(elsewhere, 'Keys', { retainData: false, entries, replicaOf: keys });
  Template.fromStack(elsewhere).resourceCountIs('AWS::KMS::ReplicaKey', 3);
  expect(replicas.signing.node.id).toBe('B');
  expect(replicas.accepted.map(({ node }) => node.id)).toEqual(['B', 'C']);
  expect(replicas.all.map(({ node }) => node.id)).toEqual(['A2', 'B', 'C']);
});

test('rejects replicas of keys that do not exist in the first region', () => {
  const stack = createStack();
  const entries = [{ id: 'A', status: 'signing' }] as const;
  const keys = new SigningKeys(stack, 'Keys', { retainData: false, entries });
  const others = [{ id: 'B', status: 'signing' }] as const;
  expect(
    () => new SigningKeys(stack, 'Others', { retainData: false, entries: others, replicaOf: keys }),
  ).toThrow('replicaOf has no key "B": it must have a key for each entry');
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
])('rejects entries without exactly one signing key: %j', (entries, count) => {
  expect(() => new SigningKeys(createStack(), 'Keys', { retainData: false, entries })).toThrow(
    `Exactly one entry must have the status "signing"; ${count} have it`,
  );
});
