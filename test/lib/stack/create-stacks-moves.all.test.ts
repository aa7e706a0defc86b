/** Stages whose standby is imported or removed. create-stacks.test.ts covers stages that have one. */
import { Match, type Template } from 'aws-cdk-lib/assertions';
import type { StageToCreate } from '../../../lib/stack/create-stacks';
import type { StageSettings } from '../../../lib/stages/stage-settings';
import { stageSettings } from '../../../lib/stages/stages';
import { synthStacks } from '../../support/synth-stack';

const full = stageSettings('all-features');
const { standby } = full;
if (!standby) throw new Error('The stage all-features has a standby');

function synth(settings: StageSettings, options: Partial<StageToCreate> = {}): readonly Template[] {
  const stage = { stageName: 'all-features', settings, ...options };
  return synthStacks(stage);
}

const templates = { first: synth(full) };

/** Returns the logical ids that a definition references, without pseudo parameters. */
function referencesOf(definition: unknown): string[] {
  const found: string[] = [];
  JSON.stringify(definition, (key, value) => {
    if (key === 'Ref' && !/^AWS::/.test(value)) found.push(value);
    if (key === 'Fn::GetAtt') found.push([value].flat()[0]);
    if (key === 'Fn::Sub') found.push(JSON.stringify(value));
    if (key === 'DependsOn' || key === 'Condition')
      found.push(...[value].flat().filter((one) => typeof one === 'string'));
    return value;
  });
  return found;
}

describe('a standby whose replicas are imported', () => {
  const [first, second] = synth({ ...full, testsOnly: false }, { importReplicas: true });
  const replicas = Object.values(second?.findResources('AWS::KMS::ReplicaKey') ?? {});

  test('defines them without a reference to resources that do not exist yet', () => {
    expect(replicas.length).toBe(5);
    expect(replicas.flatMap(referencesOf)).toEqual([]);
  });

  test('differs from the deployed standby only in the denial of signatures, codes and secrets', () => {
    const deployed = Object.values(templates.first[1]?.findResources('AWS::KMS::ReplicaKey') ?? {});
    expect(deployed.flatMap(referencesOf)).toEqual([
      ...['AuthRoleC0FBE42D', 'AuthRoleC0FBE42D'],
      ...['AuthRoleC0FBE42D', 'MailRole09168325'],
      ...['AuthRoleC0FBE42D', 'FactorsRoleBB6D7912'],
    ]);
    const withoutDenial = deployed.map((replica) => {
      const { KeyPolicy } = replica.Properties;
      const Statement = KeyPolicy.Statement.filter(({ Sid }: { Sid?: string }) => Sid === undefined);
      return { ...replica, Properties: { ...replica.Properties, KeyPolicy: { ...KeyPolicy, Statement } } };
    });
    expect(replicas).toEqual(withoutDenial);
  });

  test('cannot be deployed', () => {
    expect(second?.toJSON().Rules).toMatchObject({
      RefuseDeploymentOfImport: {
        Assertions: [{ Assert: { 'Fn::Equals': ['for tests only', 'deployable'] } }],
      },
    });
    expect(templates.first[1]?.toJSON().Rules).not.toHaveProperty('RefuseDeploymentOfImport');
  });

  test('does not change the first stack', () => {
    expect(first?.findResources('AWS::KMS::Key')).toEqual(templates.first[0]?.findResources('AWS::KMS::Key'));
    expect(first?.toJSON().Rules ?? {}).not.toHaveProperty('RefuseDeploymentOfImport');
  });
});

test('a stage that removes its standby keeps the stream of its table, which DynamoDB may not remove together with the replica', () => {
  const [given] = synth({ ...full, standby: undefined });
  given?.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    Replicas: [Match.objectLike({ Region: 'eu-central-1' })],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  const signingKeys = [{ id: 'SigningKeyA', status: 'signing' }] as const;
  const [never] = synth({ ...full, standby: undefined, signingKeys });
  never?.hasResourceProperties('AWS::DynamoDB::GlobalTable', { StreamSpecification: Match.absent() });
});
