/** Stacks nested in others: their parameters, outputs and assets. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnStack, NestedStack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { asInterface } from '../../../../lib/constructs/as-interface';
import { AssemblyError } from '../../../../local/template/assembly-error';
import { readAssembly } from '../../../../local/template/read-assembly';
import { addFunction, synthesizeStack } from '../synthesize';
import { writeTemplate } from '../write-template';

function problemsOf(directory: string): readonly string[] {
  try {
    readAssembly(directory);
  } catch (error) {
    if (error instanceof AssemblyError) return error.problems;
    throw error;
  }
  return [];
}

const synthesize = () =>
  synthesizeStack((stack) => {
    const api = new apigateway.RestApi(stack, 'Api', { deploy: false });
    api.root.addMethod('GET');
    const data = new NestedStack(stack, 'Data');
    const inner = new NestedStack(data, 'Inner');
    const table = new dynamodb.Table(inner, 'Table', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    });
    new kms.Key(inner, 'Key');
    new kms.Key(stack, 'Key');
    // A function and a route are in one nested stack, the API in the enclosing stack, and the table in
    // another nested stack.
    const routes = new NestedStack(stack, 'Routes');
    const service = addFunction(routes, 'Service', { environment: { TABLE: table.tableName } });
    table.grant(service, 'dynamodb:GetItem');
    const root = apigateway.RestApi.fromRestApiAttributes(routes, 'Root', {
      restApiId: api.restApiId,
      rootResourceId: api.restApiRootResourceId,
    });
    root.root.addResource('items').addMethod('GET', new apigateway.LambdaIntegration(service));
    const deployment = new apigateway.Deployment(stack, 'Deployment', {
      api: asInterface<apigateway.IRestApi>(api),
    });
    deployment.node.addDependency(routes);
    new apigateway.Stage(stack, 'Stage', { deployment, stageName: 'v1' });
    new CfnStack(stack, 'Elsewhere', { templateUrl: 'https://example.com/template.json' });
  });

describe('nested stacks', () => {
  const directory = synthesize();
  const app = readAssembly(directory);
  const [service] = app.functions;

  test('add routes to an API of the enclosing stack, through their parameters', () => {
    expect(app.apis[0]?.methods.slice(1)).toMatchObject([
      {
        resourcePath: '/items',
        httpMethod: 'GET',
        integration: { kind: 'lambda-proxy', functionArn: service?.arn },
      },
    ]);
  });

  test('pass their outputs to other stacks, from any depth', () => {
    expect(app.tables).toHaveLength(1);
    expect(app.tables[0]?.logicalId).toMatch(/^Demo-Data\w+-Inner\w+\/Table\w+$/);
    expect(service?.environment.TABLE).toBe(app.tables[0]?.name);
    expect(JSON.stringify(service?.rolePolicies)).toContain(app.tables[0]?.arn);
  });

  test('have their code found, and permissions for the API', () => {
    expect(existsSync(join(service?.codePath ?? '', 'index.js'))).toBe(true);
    expect(service?.permissions[0]?.sourceArn).toContain(`:${app.apis[0]?.id}/`);
  });

  test('are found by their URL if the template has no metadata of the CDK', () => {
    const file = join(directory, 'Demo.template.json');
    const template = readFileSync(file, 'utf8');
    writeFileSync(file, template.replaceAll('aws:asset:path', 'other'));
    const again = readAssembly(directory);
    writeFileSync(file, template);
    expect(again).toEqual(app);
  });

  test('have different physical ids, even if logical ids are equal', () => {
    expect(app.keys).toHaveLength(2);
    expect(new Set(app.keys.map(({ keyId }) => keyId)).size).toBe(2);
    const asked: string[] = [];
    readAssembly(directory, {
      physicalId: (logicalId, type, stackName) => {
        if (type === 'AWS::KMS::Key') asked.push(`${stackName}/${logicalId}`);
        return undefined;
      },
    });
    expect(new Set(asked).size).toBe(2);
  });

  test('whose template is elsewhere are listed as not run', () => {
    expect(app.notRun).toEqual([
      {
        logicalId: 'Elsewhere',
        type: 'AWS::CloudFormation::Stack',
        reason: "its template is not among the assembly's assets",
      },
    ]);
  });

  test('whose template is missing are a problem', () => {
    const file = join(directory, 'Demo.assets.json');
    const assets = readFileSync(file, 'utf8');
    writeFileSync(file, assets.replaceAll('.nested.template.json', '.gone.json'));
    const problems = problemsOf(directory);
    writeFileSync(file, assets);
    expect(problems[0]).toMatch(/gone\.json is missing: synthesize the app again\.$/);
  });
});

describe('a nested stack that does not match its enclosing stack', () => {
  const around = (Parameters: Record<string, unknown>, TableName: unknown) => {
    const Resources = {
      Api: { Type: 'AWS::ApiGateway::RestApi' },
      Nested: {
        Type: 'AWS::CloudFormation::Stack',
        Properties: { TemplateURL: 'https://bucket/x', Parameters },
        Metadata: { 'aws:asset:path': 'Nested.json' },
      },
      Outer: { Type: 'AWS::DynamoDB::Table', Properties: { TableName } },
    };
    const directory = writeTemplate({ Resources });
    const nested = {
      Parameters: { Name: { Type: 'String' }, Names: { Type: 'CommaDelimitedList', Default: 'a,b' } },
      Resources: {
        Inner: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { Ref: 'Name' } } },
      },
      Outputs: {
        Name: { Value: { Ref: 'Name' } },
        Second: { Value: { 'Fn::Select': [1, { Ref: 'Names' }] } },
      },
    };
    writeFileSync(join(directory, 'Nested.json'), JSON.stringify(nested));
    return directory;
  };
  const output = (name: string) => ({ 'Fn::GetAtt': ['Nested', `Outputs.${name}`] });

  test('uses passed parameters, and defaults for the others', () => {
    const { tables } = readAssembly(around({ Name: 'given', Names: 'x,y' }, output('Second')));
    expect(tables.map(({ name }) => name)).toEqual(['y', 'given']);
    expect(readAssembly(around({ Name: 'given' }, output('Second'))).tables[0]?.name).toBe('b');
  });

  test.each([
    ['lacks a parameter', {}, 'outer', 'Inner: parameter Name has no default value.'],
    [
      'lacks an output',
      { Name: 'given' },
      output('Nothing'),
      'Outer: asks Nested for the output Nothing, which it does not have.',
    ],
    [
      'has an output by way of itself',
      { Name: output('Name') },
      'outer',
      'Nested: asks Nested for the output',
    ],
  ])('%s', (_kind, parameters, tableName, problem) => {
    expect(problemsOf(around(parameters, tableName)).join('\n')).toContain(problem);
  });
});
