/** Functions whose code cannot be run. Each is reported, together with all other problems. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssemblyError } from '../../../../local/template/assembly-error';
import { readAssembly } from '../../../../local/template/read-assembly';
import { createTemporaryFolder } from '../temporary-folder';
import { writeTemplate } from '../write-template';

function addCode(folder: string, name: string, source: string): string {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'index.js'), source);
  return join(folder, name);
}

function fn(path: string, Handler = 'index.handler') {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: { Runtime: 'nodejs22.x', Handler, Code: { S3Key: 'k' } },
    Metadata: { 'aws:asset:path': path },
  };
}

const uriOf = (name: string) => ({
  'Fn::Sub': `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\${${name}.Arn}/invocations`,
});

function method(name: string, HttpMethod: string) {
  const Integration = { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: uriOf(name) };
  const ResourceId = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };
  return {
    Type: 'AWS::ApiGateway::Method',
    Properties: { RestApiId: { Ref: 'Api' }, ResourceId, HttpMethod, Integration },
  };
}

const api = {
  Api: { Type: 'AWS::ApiGateway::RestApi' },
  Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'v1' } },
};

function problemsOf(Resources: object): readonly string[] {
  try {
    readAssembly(writeTemplate({ Resources: { ...api, ...Resources } }));
  } catch (error) {
    if (error instanceof AssemblyError) return [...error.problems].sort();
    throw error;
  }
  return [];
}

test('all problems are reported together', () => {
  const folder = createTemporaryFolder();
  const silent = addCode(folder, 'silent', 'async function handler() {}');
  const absent = 'arn:aws:lambda:us-east-1:000000000000:function:absent';
  const AuthorizerUri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${absent}/invocations`;
  const guard = { RestApiId: { Ref: 'Api' }, Type: 'TOKEN', AuthorizerUri };
  expect(
    problemsOf({
      Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { Ref: 'Nobody' } } },
      Guard: { Type: 'AWS::ApiGateway::Authorizer', Properties: guard },
      Gone: fn(join(folder, 'gone')),
      NoFile: fn(silent, 'other.handler'),
      NoForm: fn(silent, 'handler'),
      Silent: fn(silent),
      M1: method('Gone', 'GET'),
      M2: method('NoFile', 'PUT'),
      M3: method('NoForm', 'PATCH'),
      M4: method('Silent', 'POST'),
    }),
  ).toEqual([
    `Gone: its code asset ${join(folder, 'gone')} is missing: synthesize the app again.`,
    `Guard: the authorizer's function ${absent} is not in the assembly.`,
    'NoFile: its code asset has no file for the handler other.handler.',
    'NoForm: its handler handler does not have the form file.export.',
    `Silent: its handler file ${join(silent, 'index.js')} does not export handler: export it or name another Handler.`,
    'Table: refers to Nobody, which the stack does not hold.',
  ]);
});

test('a nested export is found in the file before the first dot', () => {
  const nested = addCode(createTemporaryFolder(), 'nested', 'exports.api = { handler: async () => 1 };');
  expect(problemsOf({ Nested: fn(nested, 'index.api.handler'), M1: method('Nested', 'GET') })).toEqual([]);
});
