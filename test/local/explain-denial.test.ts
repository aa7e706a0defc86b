import type { AwsCall } from '../../local/aws/call';
import { explainDenial } from '../../local/explain-denial';
import type { Statement } from '../../local/iam/policy';
import type { FunctionDefinition, LocalApp } from '../../local/template/model';

const TABLE = 'arn:aws:dynamodb:eu-west-1:123456789012:table/things';
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1';

function appWith(...statements: Statement[]): LocalApp {
  const worker = {
    logicalId: 'Worker0A1B2C3D',
    name: 'worker',
    arn: 'arn:aws:lambda:eu-west-1:123456789012:function:worker',
    rolePolicies: [{ Version: '2012-10-17', Statement: statements }],
    roleArn: 'arn:aws:iam::123456789012:role/worker',
  } as unknown as FunctionDefinition;
  const table = {
    logicalId: 'Things0A1B2C3D',
    name: 'things',
    arn: TABLE,
    attributeDefinitions: [],
    keySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
    globalSecondaryIndexes: [],
    localSecondaryIndexes: [],
  };
  const key = { logicalId: 'Signer0A1B2C3D', keyId: '1', arn: KEY, spec: 'RSA_3072', usage: 'SIGN_VERIFY' };
  const app = { region: 'eu-west-1', accountId: '123456789012', apis: [], notRun: [] };
  return { ...app, functions: [worker], tables: [table], keys: [key] };
}

const denied: AwsCall = {
  logicalId: 'Worker0A1B2C3D',
  caller: 'worker',
  action: 'dynamodb:Query',
  resource: TABLE,
  decision: 'denied',
  reason: 'because no identity-based policy allows the dynamodb:Query action',
  input: { TableName: 'things' },
};

test('names the grant that is missing, as the line to write', () => {
  expect(explainDenial(denied, appWith())).toEqual([
    'no statement in the role of Worker speaks of dynamodb:Query',
    "in the stack: Things.grant(Worker, 'dynamodb:Query')",
  ]);
});

test('an index belongs to its table', () => {
  const lines = explainDenial({ ...denied, resource: `${TABLE}/index/by-name` }, appWith());
  expect(lines).toContain("in the stack: Things.grant(Worker, 'dynamodb:Query')");
});

test('what is not in the stack is granted by its ARN', () => {
  expect(explainDenial({ ...denied, resource: 'arn:other' }, appWith())).toContain(
    "in the stack: Worker.addToRolePolicy(new iam.PolicyStatement({ actions: ['dynamodb:Query'], resources: ['arn:other'] }))",
  );
});

test('a grant on something else is told beside the line to write', () => {
  const near: Statement = {
    Sid: 'Others',
    Effect: 'Allow',
    Action: 'dynamodb:*',
    Resource: `${TABLE}-other`,
  };
  expect(explainDenial(denied, appWith(near))).toEqual([
    'the statement Others in the role of Worker allows the action, but its Resource is another',
    "in the stack: Things.grant(Worker, 'dynamodb:Query')",
  ]);
});

test('a condition that does not hold is told by its key, never by a value, and no plain grant is advised', () => {
  const near: Statement = {
    Effect: 'Allow',
    Action: 'dynamodb:GetItem',
    Resource: TABLE,
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['OWN#*'] } },
  };
  const call = {
    ...denied,
    action: 'dynamodb:GetItem',
    input: { TableName: 'things', Key: { pk: { S: 'SECRET#1' } } },
  };
  const lines = explainDenial(call, appWith(near));
  expect(lines).toEqual([
    'the statement number 1 of policy 1 in the role of Worker allows the action, but its condition asks for dynamodb:LeadingKeys (ForAllValues:StringLike): the call has another',
    'call with what the condition asks for, or widen it in the stack',
  ]);
});

test('an explicit deny has no grant', () => {
  const deny: Statement = { Sid: 'Never', Effect: 'Deny', Action: '*', Resource: '*' };
  expect(explainDenial(denied, appWith(deny))).toEqual([
    'the statement Never in the role of Worker denies it, which no grant outweighs',
  ]);
});

test('a key whose policy is silent is told apart from a role that is', () => {
  const call = { ...denied, action: 'kms:Sign', resource: KEY };
  expect(explainDenial({ ...call, reason: 'because no identity-based policy allows' }, appWith())).toContain(
    "in the stack: Signer.grant(Worker, 'kms:Sign')",
  );
  expect(
    explainDenial(
      { ...call, reason: 'because no resource-based policy allows the kms:Sign action' },
      appWith(),
    ),
  ).toEqual([
    'the policy of Signer speaks neither of this caller nor of its account',
    "in the stack: Signer.addToResourcePolicy(new iam.PolicyStatement({ actions: ['kms:Sign'], principals: [Worker.grantPrincipal], resources: ['*'] }))",
  ]);
});

test('there is nothing to explain of other calls', () => {
  expect(explainDenial({ ...denied, decision: 'allowed' }, appWith())).toEqual([]);
  expect(explainDenial({ ...denied, decision: 'refused' }, appWith())).toEqual([]);
  expect(explainDenial({ ...denied, logicalId: 'Stranger' }, appWith())).toEqual([]);
});
