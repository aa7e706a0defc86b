import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { StartError } from '../../local/support/start-error';
import { AssemblyError } from '../../local/template/assembly-error';
import { counter } from './call-counter';
import { synthesizeFixture } from './synthesize-fixture';
import { writeTemplate } from './template/write-template';
import { useLocalRuns } from './use-local-runs';

const local = useLocalRuns(synthesizeFixture);
const { start } = local;

test('serves the template’s routes with its functions and its table', async () => {
  const { run, events } = await start({ memory: true });
  expect(await counter(run, 'one')).toEqual({ status: 200, value: 'one' });
  expect(await counter(run)).toEqual({ status: 200, value: 'one' });
  expect(run.calls().map(({ action, decision }) => [action, decision])).toEqual([
    ['dynamodb:PutItem', 'allowed'],
    ['dynamodb:GetItem', 'allowed'],
    ['dynamodb:GetItem', 'allowed'],
  ]);
  const logged = events.flatMap((event) => (event.kind === 'function-log' ? [event.log] : []));
  expect(logged.map(({ text }) => text)).toEqual(['served POST', 'served GET']);
  const requests = events.flatMap((event) => (event.kind === 'request' ? [event.trace] : []));
  expect(requests).toMatchObject([
    { method: 'POST', path: '/counter', status: 200 },
    { method: 'GET', path: '/counter', status: 200 },
  ]);
});

test('a forgotten grant fails at its call', async () => {
  const { run } = await start({ memory: true });
  expect((await fetch(`${run.origin}/denied`)).status).toBe(502);
  expect(run.calls()).toMatchObject([
    { logicalId: expect.stringMatching(/^Forgotten/), action: 'dynamodb:GetItem', decision: 'denied' },
  ]);
});

test('a test can make a service fail', async () => {
  const { run } = await start({
    memory: true,
    intercept: async () => ({ status: 500, body: '{"__type":"InternalServerError"}' }),
  });
  expect((await fetch(`${run.origin}/counter`)).status).toBe(502);
});

test('keeps tables from run to run, and deletes them on request', async () => {
  const first = await start();
  await counter(first.run, 'kept');
  await first.run.close();
  const second = await start();
  expect(await counter(second.run)).toEqual({ status: 200, value: 'kept' });
  await second.run.close();
  const third = await start({ fresh: true });
  expect(await counter(third.run)).toEqual({ status: 200 });
});

test('publishes the location of its tables while it runs', async () => {
  const file = join(local.project, '.local', 'endpoints', `${process.pid}.json`);
  const { run } = await start({ memory: true });
  const { endpoint, tables, ...about } = JSON.parse(readFileSync(file, 'utf8'));
  expect(about).toMatchObject({ pid: process.pid, stage: 'prod', origins: [run.origin] });
  expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(Object.keys(tables)).toEqual([expect.stringMatching(/^Counters/)]);
  await run.close();
  expect(existsSync(file)).toBe(false);
  await expect(fetch(endpoint)).rejects.toThrow();
});
test.each(['127.0.0.1', '::1'])('a port in use on %s is reported before any other step', async (host) => {
  const other = createServer().listen(0, host);
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const failure = await start({ port, project: join(local.project, 'untouched') }).catch((error) => error);
  other.close();
  expect(failure).toBeInstanceOf(StartError);
  expect(failure.message).toBe(`Port ${port} is in use. Stop the other program or pass --port 0.`);
  expect(existsSync(join(local.project, 'untouched'))).toBe(false);
});

test('a failed start removes the folders that it created', async () => {
  const empty = join(local.project, 'empty');
  mkdirSync(empty);
  const failing = { project: empty, assembly: join(local.project, 'nowhere') };
  for (const memory of [false, true]) {
    await expect(start({ ...failing, memory })).rejects.toThrow(/manifest\.json/);
    expect(readdirSync(empty)).toEqual([]);
  }
});

test('all problems of an assembly are reported together', async () => {
  const code = join(local.project, 'faulty');
  mkdirSync(join(code, 'node_modules', 'hash'), { recursive: true });
  writeFileSync(join(code, 'index.js'), 'exports.handler = async () => ({});');
  writeFileSync(
    join(code, 'node_modules', 'hash', 'index.js'),
    'throw new Error("built for another machine")',
  );
  writeFileSync(join(code, 'node_modules', 'hash', 'build.node'), '');
  const ofApi = { RestApiId: { Ref: 'Api' } };
  const fn = (Handler: string, path = code) => ({
    Type: 'AWS::Lambda::Function',
    Properties: { Runtime: 'nodejs22.x', Handler, Code: { S3Key: 'k' } },
    Metadata: { 'aws:asset:path': path },
  });
  const uriOf = (name: string) => ({
    'Fn::Sub': `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\${${name}.Arn}/invocations`,
  });
  const foreign = 'arn:aws:lambda:us-east-1:123456789012:function:foreign';
  const foreignUri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${foreign}/invocations`;
  const authorizer = (more: object) => ({
    Type: 'AWS::ApiGateway::Authorizer',
    Properties: { ...ofApi, Type: 'TOKEN', ...more },
  });
  const method = (HttpMethod: string, name: string, AuthorizerId: string) => ({
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      ...ofApi,
      HttpMethod,
      ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: AuthorizerId },
      Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: uriOf(name) },
    },
  });
  const Resources = {
    Api: { Type: 'AWS::ApiGateway::RestApi' },
    Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { ...ofApi, StageName: 'v1' } },
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { Ref: 'Nobody' } } },
    Service: fn('index.handler'),
    Silent: fn('index.nothing'),
    Codeless: fn('index.handler', join(local.project, 'gone')),
    Nameless: authorizer({}),
    Guard: authorizer({ AuthorizerUri: uriOf('Service'), IdentityValidationExpression: 'a++' }),
    Orphan: authorizer({ AuthorizerUri: uriOf('Nowhere') }),
    Stranger: authorizer({ AuthorizerUri: foreignUri }),
    Get: method('GET', 'Service', 'Guard'),
    Post: method('POST', 'Codeless', 'Orphan'),
    Patch: method('PATCH', 'Service', 'Stranger'),
    Put: method('PUT', 'Silent', 'Nameless'),
  };
  const failure = await start({ memory: true, assembly: writeTemplate({ Resources }) }).catch(
    (error) => error,
  );
  expect(failure).toBeInstanceOf(AssemblyError);
  expect(failure.problems).toEqual([
    'Orphan: refers to Nowhere, which the stack does not hold.',
    'Nameless: the authorizer has no function: its AuthorizerUri is not an invocation URI.',
    expect.stringMatching(/^Silent: its handler file .* does not export nothing/),
    expect.stringMatching(/^Codeless: its code asset .*gone is missing: synthesize the app again\.$/),
    `Stranger: the authorizer's function ${foreign} is not in the assembly.`,
    'Table: refers to Nobody, which the stack does not hold.',
    expect.stringMatching(/^Guard: its IdentityValidationExpression holds a possessive quantifier/),
    expect.stringMatching(/^An asset holds the native module hash, whose build does not load/),
  ]);
});

test('a failed start leaves nothing open', async () => {
  await expect(start({ assembly: join(local.project, 'nowhere') })).rejects.toThrow(/manifest\.json/);
  await (await start()).run.close();
});
