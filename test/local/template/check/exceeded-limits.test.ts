/** AWS limits that a template exceeds. */
import { readAssembly } from '../../../../local/template/read-assembly';
import { writeTemplate } from '../write-template';

const api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'pets' } };

function many(count: number, prefix: string, resource: (index: number) => unknown): Record<string, unknown> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${prefix}${index}`, resource(index)]),
  );
}

const resources = (count: number) =>
  many(count, 'Resource', (index) => ({
    Type: 'AWS::ApiGateway::Resource',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
      PathPart: `p${index}`,
    },
  }));

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:service';

/** Returns ten permissions for which Lambda creates a policy with this number of bytes. */
function permissions(bytes: number): Record<string, unknown> {
  const policyOf = (sources: readonly string[]) => ({
    Version: '2012-10-17',
    Id: 'default',
    Statement: sources.map((source, index) => ({
      Sid: `S-Permission${index}-ABCDEFGHIJKL`,
      Effect: 'Allow',
      Principal: { Service: 'apigateway.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: functionArn,
      Condition: { ArnLike: { 'AWS:SourceArn': source } },
    })),
  });
  const empty = Array.from({ length: 10 }, () => '');
  const room = bytes - JSON.stringify(policyOf(empty)).length;
  const sources = ['a'.repeat(room), ...empty.slice(1)];
  return many(10, 'Permission', (index) => ({
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: functionArn,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: sources[index],
    },
  }));
}

const queues = (count: number) => many(count, 'Queue', () => ({ Type: 'AWS::SQS::Queue', Properties: {} }));

const limitsOf = (added: Record<string, unknown>) =>
  readAssembly(writeTemplate({ Resources: { Api: api, ...added } })).exceededLimits;

test('limits that are not exceeded are not reported', () => {
  expect(limitsOf({ ...resources(300), ...queues(199) })).toEqual([]);
});

test('more than 300 resources of an API are reported', () => {
  expect(limitsOf(resources(301))).toEqual([
    'the API Api has 301 resources, and 300 are allowed; use {proxy+}, or several APIs',
  ]);
});

test('more than 500 resources of a stack are reported', () => {
  expect(limitsOf(queues(500))).toEqual(['the stack S has 501 resources, and 500 are allowed; split it']);
});

test('a function whose permissions exceed a policy of 20,480 bytes is reported', () => {
  expect(limitsOf(permissions(20_480))).toEqual([]);
  expect(limitsOf(permissions(20_481))).toEqual([
    'the function service has 20,481 bytes of resource policy, which its permissions make, and 20,480 are allowed; set scopePermissionToMethod to false',
  ]);
});
