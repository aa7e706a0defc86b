import { authorizeCall } from '../../../local/aws/authorize-call';
import type { AwsCall } from '../../../local/aws/call';
import type { Access } from '../../../local/aws/service';
import { explainDenial } from '../../../local/explain/explain-denial';
import type { PolicyDocument, Statement } from '../../../local/iam/policy';
import type { FunctionDefinition, LocalApp } from '../../../local/template/model';
import { describeTestQueue } from '../describe-test-queue';

const TABLE = 'arn:aws:dynamodb:eu-west-1:123456789012:table/things';
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1';
const ROLE = 'arn:aws:iam::123456789012:role/worker';

/** Returns an app with one function, one table and one key. */
function appWith(statements: readonly Statement[], keyPolicy?: PolicyDocument): LocalApp {
  const worker = {
    logicalId: 'Worker0A1B2C3D',
    name: 'worker',
    arn: 'arn:aws:lambda:eu-west-1:123456789012:function:worker',
    rolePolicies: [{ Version: '2012-10-17', Statement: statements }],
    roleArn: ROLE,
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
  const key = {
    logicalId: 'Signer0A1B2C3D',
    keyId: '1',
    arn: KEY,
    spec: 'RSA_3072',
    usage: 'SIGN_VERIFY',
    ...(keyPolicy && { policy: keyPolicy }),
  };
  const app = { region: 'eu-west-1', accountId: '123456789012', apis: [], notRun: [] };
  return { ...app, functions: [worker], tables: [table], keys: [key] };
}

const query: Access = { action: 'dynamodb:Query', resource: TABLE, context: {} };
const sign: Access = {
  action: 'kms:Sign',
  resource: KEY,
  context: { 'kms:MessageType': ['RAW'], 'kms:SigningAlgorithm': ['RSASSA_PSS_SHA_256'] },
};

/** Returns the explanation for a call that the function may not make. */
function explain(app: LocalApp, access: Access): readonly string[] {
  const [worker] = app.functions;
  const policy = app.keys.find(({ arn }) => arn === access.resource)?.policy;
  const denial = worker && authorizeCall(worker, [{ ...access, ...(policy && { resourcePolicy: policy }) }]);
  if (worker === undefined || denial === undefined) throw new Error('The call is allowed.');
  const { action, resource } = access;
  const { logicalId, name: caller } = worker;
  const call: AwsCall = {
    logicalId,
    caller,
    action,
    resource,
    decision: 'denied',
    denial,
    reason: denial.message,
    input: {},
  };
  return explainDenial(call, app);
}

test('returns the missing grant as a line of code', () => {
  expect(explain(appWith([]), query)).toEqual([
    'no statement in the role of Worker names dynamodb:Query',
    "in the stack: Things.grant(Worker, 'dynamodb:Query')",
  ]);
});

test('an index belongs to its table', () => {
  const lines = explain(appWith([]), { ...query, resource: `${TABLE}/index/by-name` });
  expect(lines).toContain("in the stack: Things.grant(Worker, 'dynamodb:Query')");
});

test('a queue is granted by its name', () => {
  const queue = describeTestQueue('Jobs0A1B2C3D');
  const send: Access = { action: 'sqs:SendMessage', resource: queue.arn, context: {} };
  expect(explain({ ...appWith([]), queues: [queue] }, send)).toContain(
    "in the stack: Jobs.grant(Worker, 'sqs:SendMessage')",
  );
});

test('a resource outside the stack is granted by its ARN', () => {
  expect(explain(appWith([]), { ...query, resource: 'arn:other' })).toContain(
    "in the stack: Worker.addToRolePolicy(new iam.PolicyStatement({ actions: ['dynamodb:Query'], resources: ['arn:other'] }))",
  );
});

test('a grant for another resource is described before the line of code', () => {
  const near: Statement = {
    Sid: 'Others',
    Effect: 'Allow',
    Action: 'dynamodb:*',
    Resource: `${TABLE}-other`,
  };
  expect(explain(appWith([near]), query)).toEqual([
    'statement Others in the role of Worker allows the action, but its Resource does not match',
    "in the stack: Things.grant(Worker, 'dynamodb:Query')",
  ]);
});

test('a failed condition is described with both sides, and no plain grant is advised', () => {
  const near: Statement = {
    Effect: 'Allow',
    Action: 'kms:Sign',
    Resource: KEY,
    Condition: {
      StringEquals: { 'kms:MessageType': 'DIGEST', 'kms:SigningAlgorithm': 'RSASSA_PSS_SHA_256' },
      ArnEquals: { 'aws:PrincipalArn': ROLE },
    },
  };
  expect(explain(appWith([near]), sign)).toEqual([
    'statement 1 in the role of Worker allows the action, but its condition is false: kms:MessageType StringEquals DIGEST, and the call has RAW',
    'call with the values that the condition requires, or extend the condition in the stack',
  ]);
});

test('a condition on a key of every call is described with the evaluated value', () => {
  const near: Statement = {
    Sid: 'Elsewhere',
    Effect: 'Allow',
    Action: 'dynamodb:Query',
    Resource: '*',
    Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'us-east-2'] } },
  };
  expect(explain(appWith([near]), query)[0]).toBe(
    'statement Elsewhere in the role of Worker allows the action, but its condition is false: aws:RequestedRegion StringEquals us-east-1 or us-east-2, and the call has eu-west-1',
  );
});

test('an explicit deny has no missing grant', () => {
  const deny: Statement = { Sid: 'Never', Effect: 'Deny', Action: '*', Resource: '*' };
  expect(explain(appWith([deny]), query)).toEqual([
    'statement Never in the role of Worker denies the action, which overrides every allow',
  ]);
});

describe('the policy of a key', () => {
  const granted: Statement = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
  const allow = (more: Partial<Statement>): PolicyDocument => ({
    Statement: { Effect: 'Allow', Action: 'kms:Sign', Resource: '*', Principal: { AWS: ROLE }, ...more },
  });

  test('that delegates to the role is not the cause', () => {
    const Principal = { AWS: 'arn:aws:iam::123456789012:root' };
    expect(explain(appWith([], allow({ Principal })), sign)).toContain(
      "in the stack: Signer.grant(Worker, 'kms:Sign')",
    );
  });

  test('that does not name the caller is distinguished from the role', () => {
    expect(explain(appWith([granted], allow({ Action: 'kms:Verify' })), sign)).toEqual([
      'no statement in the policy of Signer names kms:Sign',
      "in the stack: Signer.addToResourcePolicy(new iam.PolicyStatement({ actions: ['kms:Sign'], principals: [Worker.grantPrincipal], resources: ['*'] }))",
    ]);
  });

  test('may name another caller', () => {
    const lines = explain(appWith([granted], allow({ Principal: { AWS: `${ROLE}-other` } })), sign);
    expect(lines[0]).toMatch(/in the policy of Signer allows the action, but its Principal does not match$/);
    expect(lines[1]).toMatch(/^in the stack: Signer\.addToResourcePolicy/);
  });

  test('may have a condition', () => {
    const Condition = { StringEquals: { 'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_256' } };
    expect(explain(appWith([granted], allow({ Condition })), sign)).toEqual([
      expect.stringMatching(
        /policy of Signer .* kms:SigningAlgorithm StringEquals RSASSA_PKCS1_V1_5_SHA_256, and the call has RSASSA_PSS_SHA_256$/,
      ),
      'call with the values that the condition requires, or extend the condition in the stack',
    ]);
  });

  test('may deny', () => {
    expect(explain(appWith([granted], allow({ Effect: 'Deny' })), sign)).toEqual([
      'a statement in the policy of Signer denies the action, which overrides every allow',
    ]);
  });
});

test('other calls have no explanation', () => {
  const app = appWith([]);
  const { action, resource } = query;
  const call: AwsCall = { caller: 'worker', action, resource, decision: 'allowed', input: {} };
  const denied = { ...call, decision: 'denied', denial: { by: 'role', context: {} } } as const;
  expect(explainDenial(call, app)).toEqual([]);
  expect(explainDenial({ ...call, logicalId: 'Worker0A1B2C3D', decision: 'refused' }, app)).toEqual([]);
  expect(explainDenial({ ...denied, logicalId: 'Stranger' }, app)).toEqual([]);
});
