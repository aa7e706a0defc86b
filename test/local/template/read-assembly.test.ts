/** Reading assemblies, from real syntheses and from broken templates. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AssemblyError } from '../../../local/template/assembly-error';
import { type ReadAssemblyOptions, readAssembly } from '../../../local/template/read-assembly';
import { addFunction, synthesizeApp, synthesizeStack } from './synthesize';
import { writeTemplate } from './write-template';

const origin = 'http://localhost:3000';

function problemsOf(directory: string, options: ReadAssemblyOptions = {}): readonly string[] {
  try {
    readAssembly(directory, options);
  } catch (error) {
    if (error instanceof AssemblyError) return error.problems;
    throw error;
  }
  return [];
}

describe('an assembly with a protected API', () => {
  const directory = synthesizeStack((stack) => {
    const table = new dynamodb.TableV2(stack, 'Table', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
    });
    const key = new kms.Key(stack, 'Key', {
      keySpec: kms.KeySpec.RSA_3072,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
    });
    const api = new apigateway.RestApi(stack, 'Api', { deployOptions: { stageName: 'v1' } });
    const service = addFunction(stack, 'Service', {
      environment: {
        TABLE: table.tableName,
        KEY: key.keyArn,
        ISSUER: `https://${api.restApiId}.execute-api.${stack.region}.${stack.urlSuffix}/v1`,
        OTHER: `https://${api.restApiId}.execute-api.${stack.region}.${stack.urlSuffix}/v12/x`,
      },
      timeout: Duration.seconds(7),
      memorySize: 256,
      tracing: lambda.Tracing.ACTIVE,
    });
    table.grant(service, 'dynamodb:GetItem');
    key.grant(service, 'kms:Sign');
    service.role?.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonS3ReadOnlyAccess'));
    addFunction(stack, 'Idle');
    new s3.Bucket(stack, 'Bucket');
    const authorizer = new apigateway.TokenAuthorizer(stack, 'Authorizer', {
      handler: addFunction(stack, 'Guard'),
      validationRegex: '^Bearer .+$',
      resultsCacheTtl: Duration.seconds(0),
    });
    const model = api.addModel('Model', { schema: { type: apigateway.JsonSchemaType.OBJECT } });
    const foo = api.root.addResource('foo').addResource('{id}');
    foo.addMethod('POST', new apigateway.LambdaIntegration(service), {
      authorizer,
      requestModels: { 'application/json': model },
      requestValidatorOptions: { validateRequestBody: true },
    });
    foo.addMethod('GET', new apigateway.HttpIntegration('https://example.com'));
  });
  const app = readAssembly(directory, { originOf: () => origin });
  const [api] = app.apis;

  test('contains its routes with authorizer, validator and model', () => {
    const method = api?.methods.find(({ httpMethod }) => httpMethod === 'POST');
    expect(method?.resourcePath).toBe('/foo/{id}');
    expect(method?.authorizerId).toBe(api?.authorizers[0]?.logicalId);
    expect(api?.validators).toEqual([
      { logicalId: method?.requestValidatorId, validateBody: true, validateParameters: false },
    ]);
    expect(api?.models.map(({ name }) => name)).toEqual([method?.requestModels['application/json']]);
    expect(api?.authorizers[0]).toMatchObject({
      identitySource: 'method.request.header.Authorization',
      validationExpression: '^Bearer .+$',
      resultTtlSeconds: 0,
    });
    expect(api?.stage.name).toBe('v1');
  });

  test('contains the functions that the API calls, with the folders of their assets', () => {
    expect(app.functions.map(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'Guard',
      'Service',
    ]);
    const service = app.functions.find(({ logicalId }) => logicalId.startsWith('Service'));
    expect(service).toMatchObject({ handler: 'index.handler', timeoutSeconds: 7, memoryMb: 256 });
    expect(existsSync(join(service?.codePath ?? '', 'index.js'))).toBe(true);
  });

  test('replaces the URL of the served stage, and of no other, by the local origin', () => {
    const environment = app.functions.find(({ timeoutSeconds }) => timeoutSeconds === 7)?.environment;
    expect(environment?.ISSUER).toBe(origin);
    expect(environment?.OTHER).toMatch(/^https:\/\/\w+\.execute-api\.us-east-1\.amazonaws\.com\/v12\/x$/);
    expect(environment?.TABLE).toBe(app.tables[0]?.name);
    expect(environment?.KEY).toBe(app.keys[0]?.arn);
  });

  test('contains the policies of the role', () => {
    const policies = app.functions.find(({ timeoutSeconds }) => timeoutSeconds === 7)?.rolePolicies ?? [];
    const actions = policies.flatMap(({ Statement }) => [Statement].flat()).flatMap(({ Action }) => Action);
    expect(actions).toEqual(
      expect.arrayContaining(['dynamodb:GetItem', 'kms:Sign', 'xray:PutTraceSegments', 'logs:PutLogEvents']),
    );
    expect(JSON.stringify(policies)).toContain(app.tables[0]?.arn);
  });

  test('contains tables and keys', () => {
    expect(app.tables[0]).toMatchObject({
      keySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      ttlAttribute: 'expiresAt',
    });
    expect(app.keys[0]).toMatchObject({ spec: 'RSA_3072', usage: 'SIGN_VERIFY' });
    expect(app.keys[0]?.policy?.Statement).toMatchObject([
      { Principal: { AWS: 'arn:aws:iam::000000000000:root' } },
    ]);
  });

  test('lists what is not run', () => {
    const reasons = app.notRun.map(({ type, reason }) => `${type}: ${reason}`);
    expect(reasons.sort()).toEqual([
      'AWS::IAM::ManagedPolicy: arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess is not known here: its grants are denied',
      'AWS::Lambda::Function: no served API calls it',
      'AWS::S3::Bucket: the local run does not know this type',
    ]);
    const get = api?.methods.find(({ httpMethod }) => httpMethod === 'GET');
    expect(get?.integration).toEqual({ kind: 'unsupported', reason: expect.stringContaining('HTTP_PROXY') });
  });

  test('is the same at each reading, and accepts physical ids', () => {
    expect(readAssembly(directory, { originOf: () => origin })).toEqual(app);
    const physicalId = (_id: string, type: string) => (type === 'AWS::KMS::Key' ? 'kept-id' : undefined);
    const renamed = readAssembly(directory, { physicalId });
    expect(renamed.keys[0]?.keyId).toBe('kept-id');
    expect(renamed.functions.find(({ timeoutSeconds }) => timeoutSeconds === 7)?.environment.KEY).toBe(
      'arn:aws:kms:us-east-1:000000000000:key/kept-id',
    );
  });

  test('names the function of a missing asset', () => {
    const file = join(directory, 'Demo.assets.json');
    const assets = readFileSync(file, 'utf8');
    writeFileSync(file, assets.replaceAll('"asset.', '"gone.'));
    const problems = problemsOf(directory);
    writeFileSync(file, assets);
    expect(
      problems.filter((problem) => problem.includes('is missing: synthesize the app again')),
    ).toHaveLength(2);
  });
});

describe('an assembly of several stacks', () => {
  const directory = synthesizeApp((app) => {
    const data = new Stack(app, 'Data');
    const table = new dynamodb.Table(data, 'Table', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    });
    for (const name of ['One', 'Two']) {
      const stack = new Stack(app, name, { env: { region: 'eu-west-1', account: '123456789012' } });
      const api = new apigateway.RestApi(stack, 'Api');
      const service = addFunction(stack, 'Service', name === 'One' ? {} : { description: 'two' });
      api.root.addMethod('GET', new apigateway.LambdaIntegration(service));
    }
    const third = new Stack(app, 'Third');
    const service = addFunction(third, 'Service', { environment: { TABLE: table.tableName } });
    new apigateway.RestApi(third, 'Api').root.addMethod('GET', new apigateway.LambdaIntegration(service));
  });

  test('requires a choice', () => {
    expect(problemsOf(directory)).toEqual([
      'Several stacks contain a REST API: choose one with --stack NAME: One, Two, Third.',
    ]);
    expect(problemsOf(directory, { stackName: 'Four' })).toEqual([
      'The assembly has no stack Four: choose one of Data, One, Two, Third.',
    ]);
  });

  test('serves the chosen stack in its own region and account', () => {
    const app = readAssembly(directory, { stackName: 'Two' });
    expect(app).toMatchObject({ region: 'eu-west-1', accountId: '123456789012', tables: [] });
  });

  test('includes the stacks that the chosen one imports from', () => {
    const app = readAssembly(directory, { stackName: 'Third' });
    expect(app.functions[0]?.environment.TABLE).toBe(app.tables[0]?.name);
    expect(app.tables[0]?.logicalId).toMatch(/^Data\/Table/);
  });
});

describe('inline code', () => {
  const directory = synthesizeStack((stack) => {
    const service = addFunction(stack, 'Service', {
      code: lambda.Code.fromInline('exports.handler = async () => ({});'),
    });
    new apigateway.RestApi(stack, 'Api').root.addMethod('GET', new apigateway.LambdaIntegration(service));
  });

  test('is not run unless there is a folder for it', () => {
    const app = readAssembly(directory);
    expect(app.functions).toEqual([]);
    expect(app.apis[0]?.methods[0]?.integration).toEqual({
      kind: 'unsupported',
      reason: 'inline code is not run',
    });
  });

  test('is written to the folder for it', () => {
    const [service] = readAssembly(directory, { inlineCodeFolder: join(directory, 'inline') }).functions;
    expect(readFileSync(join(service?.codePath ?? '', 'index.js'), 'utf8')).toContain('exports.handler');
  });
});

describe('a broken assembly', () => {
  test('names all of its problems at once', () => {
    const Resources = {
      Api: { Type: 'AWS::ApiGateway::RestApi' },
      Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'v1' } },
      Guard: {
        Type: 'AWS::ApiGateway::Authorizer',
        Properties: { RestApiId: { Ref: 'Api' }, Type: 'TOKEN' },
      },
      Lost: {
        Type: 'AWS::ApiGateway::Method',
        Properties: { RestApiId: { Ref: 'Api' }, ResourceId: 'nowhere', HttpMethod: 'GET' },
      },
      T1: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { Ref: 'Nobody' } } },
      T2: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::GetAtt': ['Api', 'Colour'] } } },
      T3: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::ImportValue': 'x' } } },
      T4: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::Transform': {} } } },
      T5: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: '{{resolve:ssm:name}}' } },
      T6: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { Ref: 'Open' } } },
      T7: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { Ref: 'T7' } } },
      K: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: { Effect: 'Maybe' } } } },
    };
    const problems = problemsOf(writeTemplate({ Resources, Parameters: { Open: { Type: 'String' } } }));
    expect([...problems].sort()).toEqual([
      'Guard: the authorizer has no function: its AuthorizerUri is not an invocation URI.',
      'K: The policy document has an Effect that is neither Allow nor Deny.',
      'Lost: its resource is not part of the API.',
      'T1: refers to Nobody, which the stack does not hold.',
      'T2: asks Api for Colour, which AWS::ApiGateway::RestApi does not have here.',
      'T3: imports x, which no stack of the assembly exports.',
      'T4: uses Fn::Transform, which is not known.',
      'T5: uses a dynamic reference ({{resolve:…}}), which only AWS can resolve.',
      'T6: parameter Open has no default value.',
      'T7: T7 is named by way of itself.',
    ]);
  });

  test('without a manifest is reported with a solution', () => {
    expect(problemsOf(join(tmpdir(), 'no-such-assembly'))[0]).toMatch(
      /manifest\.json is missing: give the folder/,
    );
  });

  test('without a REST API cannot be served', () => {
    expect(problemsOf(writeTemplate({ Resources: {} }))).toEqual([
      'No stack of the assembly contains a REST API (stacks: S).',
    ]);
  });
});
