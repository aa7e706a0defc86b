/** Tests the custom resource that reads public keys, and its consumers. */
import type { Template } from 'aws-cdk-lib/assertions';
import type { SigningKeyEntry } from '../../../../lib/stages/stage-settings';
import { small, synthStage, synthStandby } from '../../../support/synth-stack';

const signing: SigningKeyEntry = { id: 'A', status: 'signing' };
const rotating: readonly SigningKeyEntry[] = [
  { id: 'A', status: 'signing' },
  { id: 'B', status: 'published' },
  { id: 'Old', status: 'retired' },
];

function only(template: Template, type: string, prefix: string) {
  const found = Object.entries(template.toJSON().Resources as Record<string, Resource>).filter(
    ([id, { Type }]) => Type === type && id.startsWith(prefix),
  );
  expect(found).toHaveLength(1);
  const [entry] = found;
  if (!entry) throw new Error(`There is no ${type} ${prefix}`);
  return { id: entry[0], ...entry[1] };
}

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: each type of resource has properties of its own
  readonly Properties: any;
}

const names = (value: unknown) => JSON.stringify(value).match(/SigningKeys[A-Za-z]+(?=[0-9A-F]{8})/g);

test('one resource reads the accepted keys, with a function that may only read these', () => {
  const template = synthStage('dev', { ...small, signingKeys: rotating });
  const provider = only(template, 'AWS::Lambda::Function', 'PublicKeys');
  const { Properties } = only(template, 'Custom::PublicKeys', 'PublicKeys');
  expect(Properties).toEqual({
    ServiceToken: { 'Fn::GetAtt': [provider.id, 'Arn'] },
    ServiceTimeout: '300',
    KeyIds: [expect.anything(), expect.anything()],
  });
  expect(names(Properties.KeyIds)).toEqual(['SigningKeysA', 'SigningKeysB']);

  const policy = only(template, 'AWS::IAM::Policy', 'PublicKeys').Properties.PolicyDocument.Statement;
  const actions = policy.flatMap(({ Action }: { Action: unknown }) => Action).sort();
  expect([...new Set(actions)]).toEqual([
    'kms:GetPublicKey',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
  ]);
  const read = policy.filter(({ Action }: { Action: unknown }) => Action === 'kms:GetPublicKey');
  expect(names(read)).toEqual(['SigningKeysA', 'SigningKeysB']);
});

test('CloudFormation invokes its function directly: it has neither an alias nor a limit of instances', () => {
  const settings = { deployment: 'canary', monitoring: true } as const;
  for (const template of [synthStage('prod', settings), synthStandby()]) {
    const { id, Properties } = only(template, 'AWS::Lambda::Function', 'PublicKeys');
    expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
    const versions = JSON.stringify(template.findResources('AWS::Lambda::Version'));
    expect(versions).not.toContain(id);
  }
});

test.each(['Authorizer', 'Discovery'])(
  '%s receives the keys with their ids, and may not call KMS',
  (name) => {
    const template = synthStage('dev', { ...small, signingKeys: rotating });
    const { id } = only(template, 'Custom::PublicKeys', 'PublicKeys');
    const { Variables } = only(template, 'AWS::Lambda::Function', `${name}Handler`).Properties.Environment;
    expect(Variables.PUBLIC_KEYS).toEqual({ 'Fn::GetAtt': [id, 'PublicKeys'] });
    expect(names(Variables.VERIFICATION_KEYS)).toEqual(['SigningKeysA', 'SigningKeysB']);
    expect(JSON.stringify(only(template, 'AWS::IAM::Policy', `${name}Role`))).not.toContain('kms:');
  },
);

test('a published version changes with the keys: the text of the attribute alone does not', () => {
  const versionWith = (signingKeys: readonly SigningKeyEntry[]) =>
    only(synthStage('dev', { ...small, signingKeys }), 'AWS::Lambda::Version', 'AuthorizerHandler').id;
  expect(versionWith([signing])).toBe(versionWith([signing]));
  expect(versionWith(rotating)).not.toBe(versionWith([signing]));
});

test('the standby reads its own replicas with its own function', () => {
  const standby = synthStandby();
  const { Properties } = only(standby, 'Custom::PublicKeys', 'PublicKeys');
  const replicas = Object.keys(standby.findResources('AWS::KMS::ReplicaKey'));
  expect(Properties.KeyIds.length).toBeGreaterThan(0);
  for (const { Ref: id } of Properties.KeyIds) expect(replicas).toContain(id);
  const { Statement } = only(standby, 'AWS::IAM::Policy', 'PublicKeys').Properties.PolicyDocument;
  const read = Statement.filter(({ Action }: { Action: unknown }) => Action === 'kms:GetPublicKey');
  expect(read).toHaveLength(1);
  for (const { 'Fn::GetAtt': target } of [read[0].Resource].flat()) expect(replicas).toContain(target[0]);
});
