/** Fact sheet section 2: the event of a TOKEN authorizer, and when the authorizer is not invoked. */
import { Duration, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { addFunction } from '../template/synthesize';
import { bearer, grantAll, serviceOk } from './grants';
import { serve } from './over-http';

function build(stack: Stack): void {
  const api = new apigateway.RestApi(stack, 'Api', { deployOptions: { stageName: 'v1' } });
  const guard = addFunction(stack, 'Guard');
  const authorizerOf = (id: string, more: Partial<apigateway.TokenAuthorizerProps>) =>
    new apigateway.TokenAuthorizer(stack, id, {
      handler: guard,
      resultsCacheTtl: Duration.seconds(0),
      ...more,
    });
  const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
  const authorizer = authorizerOf('Plain', {});
  api.root.addMethod('GET', integration, { authorizer });
  api.root.addResource('pets').addResource('{id}').addMethod('ANY', integration, { authorizer });
  api.root.addResource('strict').addMethod('GET', integration, {
    authorizer: authorizerOf('Strict', { validationRegex: '\\p{Alpha}{3} [a-z]+' }),
  });
  api.root.addResource('own').addMethod('GET', integration, {
    authorizer: authorizerOf('Own', { identitySource: 'method.request.header.X-Pass' }),
  });
}

const unauthorized = '{"message":"Unauthorized"}';

describe('a TOKEN authorizer', () => {
  const served = serve(build);
  beforeEach(() => served.play({ Guard: () => grantAll(), Service: serviceOk }));

  test('gets an event of exactly type, authorizationToken and methodArn', async () => {
    await served.call('/pets/7', { headers: [...bearer, ['X-Other', 'x']] });
    expect(served.eventsOf('Guard')).toEqual([
      {
        type: 'TOKEN',
        authorizationToken: 'Bearer abc.def',
        methodArn: `${served.stageArn}/GET/pets/7`,
      },
    ]);
  });

  test('gets a methodArn that ends in `GET/` for the root, and holds no query string', async () => {
    await served.call('/?a=1', { headers: bearer });
    expect(served.eventsOf('Guard')[0]).toMatchObject({ methodArn: `${served.stageArn}/GET/` });
  });

  test("gets a methodArn of the request's own path and the client's verb, even where the method is ANY", async () => {
    await served.call('/pets/42', { method: 'DELETE', headers: bearer });
    expect(served.eventsOf('Guard')[0]).toMatchObject({ methodArn: `${served.stageArn}/DELETE/pets/42` });
  });

  test('finds the header of identitySource without regard to case', async () => {
    await served.call('/own', { headers: [['x-PASS', 'one']] });
    await served.call('/pets/7', { headers: [['authorization', 'two']] });
    expect(served.eventsOf('Guard')).toMatchObject([
      { authorizationToken: 'one' },
      { authorizationToken: 'two' },
    ]);
  });

  test('leaves `authorization` as `Authorization` and `user-agent` as `User-Agent` in the proxy event, other casing alone', async () => {
    await served.call('/pets/7', {
      headers: [
        ['authorization', 'x'],
        ['user-agent', 'test/1'],
        ['x-oWn', 'y'],
      ],
    });
    expect(served.eventsOf('Service')[0]?.headers).toMatchObject({
      Authorization: 'x',
      'User-Agent': 'test/1',
      'x-oWn': 'y',
    });
  });

  test.each([
    ['absent', []],
    ['empty', [['Authorization', '']]],
  ] as [string, [string, string][]][])(
    'is not invoked where its header is %s: 401',
    async (_kind, headers) => {
      const reply = await served.call('/pets/7', { headers });
      expect([reply.status, reply.text, reply.header('x-amzn-ErrorType')]).toEqual([
        401,
        unauthorized,
        'UnauthorizedException',
      ]);
      expect(served.eventsOf('Guard')).toEqual([]);
    },
  );

  test.each(['Basic x', 'abc DEF', 'abc'])(
    'is not invoked for %j, which IdentityValidationExpression does not match: 401',
    async (token) => {
      const reply = await served.call('/strict', { headers: [['Authorization', token]] });
      expect([reply.status, reply.text, reply.header('x-amzn-ErrorType')]).toEqual([
        401,
        unauthorized,
        'UnauthorizedException',
      ]);
      expect(served.eventsOf('Guard')).toEqual([]);
    },
  );

  test('has an expression of the Java dialect that must match the whole value', async () => {
    const send = async (token: string) =>
      (await served.call('/strict', { headers: [['Authorization', token]] })).status;
    expect(await send('abc def')).toBe(200);
    expect(await send('abc def 7')).toBe(401);
    expect(await send('7 abc def')).toBe(401);
  });
});

describe.each([
  ['no Lambda permission', () => []],
  [
    'the Lambda permission of another authorizer only',
    (sourceArn: string) => [sourceArn.replace(/authorizers\/.*$/, 'authorizers/a1b2c3d4e5')],
  ],
])('a TOKEN authorizer with %s', (_kind, change) => {
  const served = serve(build, (app) => ({
    ...app,
    functions: app.functions.map((fn) => ({
      ...fn,
      permissions: fn.permissions.flatMap((permission) => {
        const { sourceArn } = permission;
        if (!sourceArn?.includes('/authorizers/')) return [permission];
        return change(sourceArn).map((other) => ({ ...permission, sourceArn: other }));
      }),
    })),
  }));

  test('is a 500 AuthorizerConfigurationException', async () => {
    served.play({ Guard: () => grantAll(), Service: serviceOk });
    const reply = await served.call('/pets/7', { headers: bearer });
    expect([reply.status, reply.header('x-amzn-ErrorType')]).toEqual([
      500,
      'AuthorizerConfigurationException',
    ]);
    expect(served.eventsOf('Guard')).toEqual([]);
  });
});
