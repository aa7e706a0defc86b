/** REQUEST authorizers, tested over a socket. */
import { Duration, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { AssemblyError } from '../../../../local/template/assembly-error';
import { answerOf, grantAll, serviceOk, statement } from '../../fidelity/grants';
import { serve } from '../../fidelity/over-http';
import { addFunction } from '../../template/synthesize';
import { drive, thrown } from '../drive';

const { IdentitySource } = apigateway;

const build =
  (override: Record<string, unknown> = {}) =>
  (stack: Stack) => {
    const api = new apigateway.RestApi(stack, 'Api', {
      deployOptions: { stageName: 'v1', variables: { team: 'blue' } },
    });
    const handler = addFunction(stack, 'Guard');
    const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
    const kept = new apigateway.RequestAuthorizer(stack, 'Kept', {
      handler,
      identitySources: [
        IdentitySource.header('X-Key'),
        IdentitySource.queryString('tenant'),
        IdentitySource.stageVariable('team'),
        IdentitySource.context('identity.sourceIp'),
      ],
      resultsCacheTtl: Duration.seconds(60),
    });
    for (const [name, value] of Object.entries(override)) {
      (kept.node.defaultChild as apigateway.CfnAuthorizer).addPropertyOverride(name, value);
    }
    const fresh = new apigateway.RequestAuthorizer(stack, 'Fresh', {
      handler,
      identitySources: [IdentitySource.header('X-Key')],
      resultsCacheTtl: Duration.seconds(0),
    });
    api.root.addResource('pets').addResource('{id}').addMethod('ANY', integration, { authorizer: kept });
    api.root.addResource('fresh').addMethod('POST', integration, { authorizer: fresh });
  };

let keys = 0;

describe('a REQUEST authorizer', () => {
  const served = serve(build());
  beforeEach(() => {
    keys += 1;
    served.play({ Guard: () => grantAll(), Service: serviceOk });
  });
  const send = (target: string, key = `k${keys}`, method = 'GET') =>
    served.call(target, { method, headers: [['x-key', key]] });
  const asked = () => served.eventsOf('Guard').length;

  test('is invoked with the request without its body', async () => {
    await served.call('/pets/a%20b?tenant=one&tenant=two', {
      method: 'POST',
      headers: [
        ['X-Key', 'old'],
        ['X-Key', `k${keys}`],
      ],
      body: 'secret',
    });
    const [event] = served.eventsOf('Guard');
    expect(event).toEqual({
      type: 'REQUEST',
      methodArn: `${served.stageArn}/POST/pets/a%20b`,
      resource: '/pets/{id}',
      path: '/pets/a%20b',
      httpMethod: 'POST',
      headers: expect.objectContaining({ 'X-Key': `k${keys}` }),
      multiValueHeaders: expect.objectContaining({ 'X-Key': ['old', `k${keys}`] }),
      queryStringParameters: { tenant: 'two' },
      multiValueQueryStringParameters: { tenant: ['one', 'two'] },
      pathParameters: { id: 'a%20b' },
      stageVariables: { team: 'blue' },
      requestContext: expect.objectContaining({
        apiId: served.api.id,
        stage: 'v1',
        resourcePath: '/pets/{id}',
        identity: expect.objectContaining({ sourceIp: '127.0.0.1' }),
      }),
    });
    expect(event?.requestContext).not.toHaveProperty('authorizer');
  });

  test('receives empty maps for missing values', async () => {
    await send('/fresh', 'x', 'POST');
    expect(served.eventsOf('Guard')[0]).toMatchObject({ queryStringParameters: {}, pathParameters: {} });
  });

  test.each([
    ['a missing header', '/pets/7?tenant=one', []],
    ['an empty header', '/pets/7?tenant=one', [['X-Key', '']]],
    ['a missing query string', '/pets/7', [['X-Key', 'x']]],
    ['an empty query string', '/pets/7?tenant=', [['X-Key', 'x']]],
  ] as [string, string, [string, string][]][])(
    'that caches is not invoked for %s: 401',
    async (_kind, target, headers) => {
      const reply = await served.call(target, { headers });
      expect([reply.status, reply.text, reply.header('x-amzn-ErrorType')]).toEqual([
        401,
        '{"message":"Unauthorized"}',
        'UnauthorizedException',
      ]);
      expect(asked()).toBe(0);
    },
  );

  test('that caches nothing is invoked without its identity sources', async () => {
    expect((await served.call('/fresh', { method: 'POST' })).status).toBe(200);
    expect(asked()).toBe(1);
  });

  test('has the values of all identity sources as the key of its cache, and no others', async () => {
    await send('/pets/7?tenant=one');
    await send('/pets/8?tenant=one&other=1');
    expect(asked()).toBe(1);
    await send('/pets/7?tenant=two');
    await send('/pets/7?tenant=one', 'other');
    expect(asked()).toBe(3);
    served.advance(60_000);
    await send('/pets/7?tenant=one');
    expect(asked()).toBe(4);
  });

  test('distinguishes values that are equal only when joined', async () => {
    await send('/pets/7?tenant=b%2Cc', 'a');
    await send('/pets/7?tenant=c', 'a,b');
    expect(asked()).toBe(2);
  });

  test('has its policy evaluated for each request, and its context passed on', async () => {
    served.play({
      Guard: () => answerOf(statement('Allow', `${served.stageArn}/GET/pets/7`), { context: { n: 1 } }),
      Service: serviceOk,
    });
    expect((await send('/pets/7?tenant=one')).status).toBe(200);
    expect((await send('/pets/8?tenant=one')).status).toBe(403);
    expect(asked()).toBe(1);
    expect(served.eventsOf('Service')[0]?.requestContext.authorizer).toMatchObject({
      n: '1',
      principalId: 'ada',
    });
  });

  test.each([
    ['Unauthorized', 401],
    ['broken', 500],
  ])('that throws %s is a %i', async (message, status) => {
    served.play({ Guard: () => thrown(message), Service: serviceOk });
    expect((await send('/pets/7?tenant=one')).status).toBe(status);
  });
});

describe('a REQUEST authorizer that AWS would not deploy', () => {
  test.each([
    [
      { IdentitySource: 'method.request.path.id' },
      'method.request.path.id is not an identity source: use headers, query strings, stage variables or context values.',
    ],
    [
      { IdentitySource: '' },
      'it caches its results and has no identity source: name one, or set its time to live to 0.',
    ],
  ])('is rejected at start: %j', (override, problem) => {
    let failure: unknown;
    try {
      drive(build(override));
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(AssemblyError);
    expect((failure as AssemblyError).problems).toEqual([expect.stringContaining(problem)]);
  });
});
