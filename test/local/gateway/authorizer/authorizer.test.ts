/** TOKEN authorizers, tested through the gateway of a synthesized stack. */
import { Duration, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { compileAuthorizer } from '../../../../local/gateway/authorizer/authorizer';
import type { AuthorizerTrace } from '../../../../local/gateway/authorizer/authorizer-trace';
import { parseRequest } from '../../../../local/gateway/http/parse-request';
import { AssemblyError } from '../../../../local/template/assembly-error';
import { uuidPattern } from '../../../support/uuid-pattern';
import { addFunction } from '../../template/synthesize';
import { drive, thrown } from '../drive';

function protectedApi(ttlSeconds: number, validationRegex = '^Bearer [-0-9a-zA-Z._]+$') {
  return (stack: Stack) => {
    const api = new apigateway.RestApi(stack, 'Api', { deployOptions: { stageName: 'v1' } });
    const authorizer = new apigateway.TokenAuthorizer(stack, 'Authorizer', {
      handler: addFunction(stack, 'Guard'),
      validationRegex,
      resultsCacheTtl: Duration.seconds(ttlSeconds),
    });
    const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
    const pets = api.root.addResource('pets');
    pets.addMethod('GET', integration, { authorizer });
    pets.addResource('{id}').addMethod('ANY', integration, { authorizer });
    api.root.addMethod('GET', integration, { authorizer });
    api.root.addResource('open').addMethod('GET', integration);
  };
}

const statement = (Effect: string, Resource: unknown) => ({ Action: 'execute-api:Invoke', Effect, Resource });
const policy = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });
const grant = (more: Record<string, unknown> = {}) => ({
  principalId: 'ada',
  policyDocument: policy(statement('Allow', '*')),
  ...more,
});
const service = () => ({ statusCode: 200, body: 'served' });
const bearer = [['authorization', 'Bearer abc.def']] as const;

describe('a TOKEN authorizer', () => {
  const driven = drive(protectedApi(0));
  const apiArn = `arn:aws:execute-api:us-east-1:000000000000:${driven.api.id}/v1`;

  test('is called with exactly type, token and the ARN of the request itself', async () => {
    driven.play({ Guard: () => grant(), Service: service });
    await driven.send({ target: '/pets/7?q=1', method: 'DELETE', headers: bearer });
    await driven.send({ target: '/', headers: bearer });
    expect(driven.eventsOf('Guard')).toEqual([
      { type: 'TOKEN', authorizationToken: 'Bearer abc.def', methodArn: `${apiArn}/DELETE/pets/7` },
      { type: 'TOKEN', authorizationToken: 'Bearer abc.def', methodArn: `${apiArn}/GET/` },
    ]);
  });

  test.each([
    ['missing', []],
    ['empty', [['Authorization', '']]],
    ['malformed', [['Authorization', 'Basic abc']]],
    ['matched in part only', [['Authorization', 'Bearer abc def']]],
    ['followed by a line break', [['Authorization', 'Bearer abc\n']]],
  ] as [string, [string, string][]][])('is not invoked for a token that is %s', async (_kind, headers) => {
    driven.play({ Guard: () => grant(), Service: service });
    const reply = await driven.send({ target: '/pets', headers });
    expect(reply.status).toBe(401);
    expect(reply.text).toBe('{"message":"Unauthorized"}');
    expect(reply.header('x-amzn-ErrorType')).toBe('UnauthorizedException');
    expect(reply.trace.authorizer).toMatch(/^not invoked: (missing|malformed) token$/);
    expect(driven.eventsOf('Guard')).toEqual([]);
  });

  test('rejects a token with the error Unauthorized', async () => {
    driven.play({ Guard: () => thrown('Unauthorized'), Service: service });
    const reply = await driven.send({ target: '/pets', headers: bearer });
    expect([reply.status, reply.text]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(reply.header('x-amzn-RequestId')).toMatch(uuidPattern);
    expect(reply.header('x-amz-apigw-id')).toMatch(/=$/);
    expect(driven.eventsOf('Service')).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['any other error', thrown('unauthorized')],
    ['a time-out', { kind: 'timed-out' }],
    ['null', null],
    ['a text', 'Allow'],
    ['an array', [grant()]],
    ['no policy', { principalId: 'ada' }],
    ['a policy that is none', grant({ policyDocument: { Statement: [{ Effect: 'Allow' }] } })],
    ['an object in its context', grant({ context: { a: {} } })],
    ['an array in its context', grant({ context: { a: [] } })],
  ])('that answers with %s is a configuration error', async (_kind, result) => {
    driven.play({ Guard: () => result, Service: service });
    const reply = await driven.send({ target: '/pets', headers: bearer });
    expect([reply.status, reply.text]).toEqual([500, '{"message":null}']);
    expect(reply.header('x-amzn-ErrorType')).toBe('AuthorizerConfigurationException');
    expect(driven.eventsOf('Service')).toEqual([]);
  });

  test.each<[string, unknown, string, string]>([
    [
      'explicitly',
      [statement('Allow', '*'), statement('Deny', '*')],
      'explicit',
      'with an explicit deny in an identity-based policy',
    ],
    [
      'implicitly',
      [statement('Allow', `${apiArn}/POST/*`)],
      'implicit',
      'because no identity-based policy allows the execute-api:Invoke action',
    ],
  ])('may deny %s', async (_manner, statements, manner, text) => {
    driven.play({
      Guard: () => grant({ policyDocument: policy(...(statements as unknown[])) }),
      Service: service,
    });
    const reply = await driven.send({ target: '/pets', headers: bearer });
    expect(reply.status).toBe(403);
    expect(reply.text).toBe(`{"Message":"User is not authorized to access this resource ${text}"}`);
    expect(reply.header('x-amzn-ErrorType')).toBe('AccessDeniedException');
    expect(reply.trace.authorizer).toMatch(`denied: ${manner}`);
    expect(driven.eventsOf('Service')).toEqual([]);
  });

  test('evaluates the path as the client sent it', async () => {
    const only = policy(statement('Allow', `${apiArn}/GET/pets`));
    driven.play({ Guard: () => grant({ policyDocument: only }), Service: service });
    expect((await driven.send({ target: '/pets', headers: bearer })).status).toBe(200);
    expect((await driven.send({ target: '/pets/', headers: bearer })).status).toBe(403);
  });

  test('evaluates conditions on the request', async () => {
    const local = { ...statement('Allow', '*'), Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } };
    const far = { ...local, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
    driven.play({ Guard: () => grant({ policyDocument: policy(local) }), Service: service });
    expect((await driven.send({ target: '/pets', headers: bearer })).status).toBe(200);
    driven.play({ Guard: () => grant({ policyDocument: policy(far) }), Service: service });
    expect((await driven.send({ target: '/pets', headers: bearer })).status).toBe(403);
  });

  test('passes its context on as strings, with principal and latency', async () => {
    const context = { sub: 'u1', age: 7, admin: true, note: null };
    driven.play({
      Guard: () => {
        driven.advance(12);
        return grant({ context });
      },
      Service: service,
    });
    await driven.send({ target: '/pets', headers: bearer });
    expect(driven.eventsOf('Service')[0]?.requestContext.authorizer).toEqual({
      sub: 'u1',
      age: '7',
      admin: 'true',
      note: null,
      principalId: 'ada',
      integrationLatency: 12,
    });
  });

  test('has a latency of at least 1 ms, because 0 means that it was not invoked', async () => {
    driven.play({ Guard: () => grant(), Service: service });
    await driven.send({ target: '/pets', headers: bearer });
    expect(driven.eventsOf('Service')[0]?.requestContext.authorizer).toMatchObject({ integrationLatency: 1 });
  });

  test('that returns no principal is accepted, and is logged', async () => {
    driven.play({ Guard: () => grant({ principalId: undefined }), Service: service });
    const { status, trace } = await driven.send({ target: '/pets', headers: bearer });
    expect([status, trace.authorizer]).toEqual([200, 'allowed · 1 ms · no principalId']);
    expect(driven.eventsOf('Service')[0]?.requestContext.authorizer).not.toHaveProperty('principalId');
  });

  test('is invoked for each request if its time to live is 0', async () => {
    driven.play({ Guard: () => grant(), Service: service });
    await driven.send({ target: '/pets', headers: bearer });
    await driven.send({ target: '/pets', headers: bearer });
    expect(driven.eventsOf('Guard')).toHaveLength(2);
  });

  test('does not affect methods without an authorizer', async () => {
    driven.play({ Guard: () => thrown('Unauthorized'), Service: service });
    const reply = await driven.send({ target: '/open' });
    expect([reply.status, reply.trace.authorizer]).toEqual([200, undefined]);
    expect(driven.eventsOf('Service')[0]?.requestContext).not.toHaveProperty('authorizer');
  });
});

describe('the result cache', () => {
  const driven = drive(protectedApi(300));
  const apiArn = `arn:aws:execute-api:us-east-1:000000000000:${driven.api.id}/v1`;

  test('stores the policy and evaluates it for each request', async () => {
    const only = policy(statement('Allow', `${apiArn}/GET/pets`));
    driven.play({ Guard: () => grant({ policyDocument: only }), Service: service });
    expect((await driven.send({ target: '/pets', headers: bearer })).trace.authorizer).toBe('allowed · 1 ms');
    expect((await driven.send({ target: '/pets', headers: bearer })).trace.authorizer).toBe(
      'allowed · cached · 0 ms',
    );
    const refused = await driven.send({ target: '/pets/7', headers: bearer });
    expect([refused.status, refused.trace.authorizer]).toEqual([
      403,
      expect.stringMatching(/^denied: implicit · cached/),
    ]);
    expect(driven.eventsOf('Service')).toHaveLength(2);
    expect(driven.eventsOf('Guard')).toHaveLength(1);
  });

  test('distinguishes tokens, expires entries, and does not store rejections', async () => {
    driven.play({ Guard: () => grant(), Service: service });
    const send = (token: string) =>
      driven.send({ target: '/pets', headers: [['Authorization', `Bearer ${token}`]] });
    await send('one');
    await send('two');
    expect(driven.eventsOf('Guard')).toHaveLength(2);
    driven.advance(299_000);
    await send('one');
    expect(driven.eventsOf('Guard')).toHaveLength(2);
    driven.advance(1_000);
    await send('one');
    expect(driven.eventsOf('Guard')).toHaveLength(3);
    driven.play({ Guard: () => thrown('Unauthorized'), Service: service });
    await send('three');
    await send('three');
    expect(driven.eventsOf('Guard')).toHaveLength(2);
  });
});

describe('a broken authorizer', () => {
  test('that does not answer is abandoned after its time-out', async () => {
    const { api } = drive(protectedApi(0));
    const [definition] = api.authorizers;
    if (definition === undefined) throw new Error('The API has no authorizer.');
    const invoke = () => new Promise<never>(() => {});
    const run = compileAuthorizer(definition, { invoke, now: () => 0, mayInvoke: true, timeoutMs: 20 });
    const plain = { method: 'GET', target: '/pets', headers: bearer, body: Buffer.alloc(0), sourceIp: '::1' };
    const scope = { request: parseRequest(plain, 0), pathParameters: {}, stageVariables: {}, context: {} };
    const trace: AuthorizerTrace = {};
    await expect(run(scope, 'arn', trace)).rejects.toMatchObject({
      type: 'AUTHORIZER_CONFIGURATION_ERROR',
    });
    expect(trace.authorizer).toBe('failed');
  });

  test('without a Lambda permission is never invoked', async () => {
    const driven = drive(protectedApi(0), (app) => ({
      ...app,
      functions: app.functions.map((fn) => ({ ...fn, permissions: [] })),
    }));
    driven.play({ Guard: () => grant(), Service: service });
    const reply = await driven.send({ target: '/pets', headers: bearer });
    expect([reply.status, reply.header('x-amzn-ErrorType')]).toEqual([
      500,
      'AuthorizerConfigurationException',
    ]);
    const open = await driven.send({ target: '/open' });
    expect([open.status, open.text]).toEqual([500, '{"message":"Internal server error"}']);
    expect([...driven.eventsOf('Guard'), ...driven.eventsOf('Service')]).toEqual([]);
  });

  test('with an expression that cannot be translated is rejected at start', () => {
    let failure: unknown;
    try {
      drive(protectedApi(0, '^Bearer (?>a+)$'));
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(AssemblyError);
    // The problem is reported once, not again for each method with the authorizer.
    expect((failure as AssemblyError).problems).toEqual([
      expect.stringMatching(
        /^Authorizer\w+: its IdentityValidationExpression holds an atomic group, which the local run cannot translate\.$/,
      ),
    ]);
  });
});
