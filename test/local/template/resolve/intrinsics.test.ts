/** CloudFormation's intrinsics, resolved in the name of a table. */
import { readAssembly } from '../../../../local/template/read-assembly';
import { writeTemplate } from '../write-template';

/** Wraps the properties of a table. Tables are read even if there is no API next to them. */
function readTableName(name: unknown, more: Record<string, unknown> = {}): string | undefined {
  const Resources = {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'a' } },
    T: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: name } },
  };
  return readAssembly(writeTemplate({ Resources, ...more })).tables[0]?.name;
}

// Fn::Sub writes its variables as JavaScript's template literals do.
const variable = (name: string) => `\${${name}}`;

describe('an intrinsic', () => {
  const Parameters = {
    Stage: { Type: 'String', Default: 'dev' },
    Names: { Type: 'CommaDelimitedList', Default: 'a,b' },
  };
  const Mappings = { Sizes: { dev: { name: 'small' } } };
  const Conditions = {
    IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
    IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
    Both: { 'Fn::And': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] },
  };

  test.each<[unknown, string]>([
    [{ Ref: 'Stage' }, 'dev'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, { Ref: 'AWS::NoValue' }]] }, 'a-us-east-1'],
    [{ 'Fn::Join': ['+', { Ref: 'Names' }] }, 'a+b'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'x:y'] }] }, 'y'],
    [
      { 'Fn::Sub': `${variable('AWS::AccountId')}.${variable('Api')}.${variable('!Literal')}` },
      expect.stringMatching(/^0{12}\.[a-z0-9]{10}\.\$\{Literal\}$/),
    ],
    [{ 'Fn::Sub': [`${variable('x')}-${variable('Stage')}`, { x: { Ref: 'AWS::Partition' } }] }, 'aws-dev'],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'name'] }, 'small'],
    [{ 'Fn::If': ['IsDev', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['IsProd', 'yes', 'no'] }, 'no'],
    [{ 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
    [{ 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['IsProd', 'name', { Ref: 'AWS::NoValue' }] }, 'S-T'],
    [{ 'Fn::Base64': 'a' }, 'YQ=='],
    [{ 'Fn::GetAtt': 'Api.RestApiId' }, expect.stringMatching(/^[a-z0-9]{10}$/)],
  ])('%j is resolved', (value, expected) => {
    expect(readTableName(value, { Parameters, Mappings, Conditions })).toEqual(expected);
  });

  test('of a resource whose condition is false is not read', () => {
    const Resources = {
      Api: { Type: 'AWS::ApiGateway::RestApi' },
      T: { Type: 'AWS::DynamoDB::Table', Condition: 'IsProd', Properties: { TableName: { Ref: 'Nobody' } } },
    };
    expect(readAssembly(writeTemplate({ Parameters, Conditions, Resources })).tables).toEqual([]);
  });
});
