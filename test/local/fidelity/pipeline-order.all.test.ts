/** Fact sheet section 1, the order of the pipeline: parse, route, resource policy, authorizer, API key, validation, integration. */
import { Duration, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import { thrown } from '../gateway/drive';
import { addFunction } from '../template/synthesize';
import { bearer, grantAll, serviceOk } from './grants';
import { serve } from './over-http';

function build(stack: Stack): void {
  const statementOf = (effect: iam.Effect, resource: string) =>
    new iam.PolicyStatement({
      effect,
      actions: ['execute-api:Invoke'],
      principals: [new iam.AnyPrincipal()],
      resources: [resource],
    });
  const api = new apigateway.RestApi(stack, 'Api', {
    defaultCorsPreflightOptions: { allowOrigins: ['https://a.example'] },
    policy: new iam.PolicyDocument({
      statements: [
        statementOf(iam.Effect.ALLOW, 'execute-api:/*'),
        statementOf(iam.Effect.DENY, 'execute-api:/*/GET/closed'),
      ],
    }),
    defaultMethodOptions: {
      authorizer: new apigateway.TokenAuthorizer(stack, 'Authorizer', {
        handler: addFunction(stack, 'Guard'),
        resultsCacheTtl: Duration.seconds(0),
      }),
    },
  });
  const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
  api.root.addResource('closed').addMethod('GET', integration);
  const model = api.addModel('Named', {
    schema: { type: apigateway.JsonSchemaType.OBJECT, required: ['name'] },
  });
  api.root.addResource('names').addMethod('POST', integration, {
    requestModels: { 'application/json': model },
    requestParameters: { 'method.request.querystring.q': true },
    requestValidatorOptions: { validateRequestBody: true, validateRequestParameters: true },
  });
  api.root.addResource('mapped').addMethod(
    'POST',
    new apigateway.LambdaIntegration(addFunction(stack, 'ServiceWithoutProxy'), {
      proxy: false,
      integrationResponses: [
        {
          statusCode: '202',
          responseParameters: { 'method.response.header.X-Name': 'integration.response.body.name' },
          responseTemplates: { 'application/json': "Hello, $input.path('$.name')" },
        },
      ],
    }),
    {
      methodResponses: [{ statusCode: '202', responseParameters: { 'method.response.header.X-Name': true } }],
    },
  );
  for (const family of ['4XX', '5XX'] as const) {
    api.addGatewayResponse(`Default${family}`, {
      type: apigateway.ResponseType[`DEFAULT_${family}`],
      responseHeaders: { 'X-Customised': `'${family}'` },
    });
  }
  api.root.addResource('keyed').addMethod('POST', integration, {
    apiKeyRequired: true,
    requestParameters: { 'method.request.querystring.q': true },
    requestValidator: api.addRequestValidator('Parameters', { validateRequestParameters: true }),
  });
}

describe('the pipeline', () => {
  const served = serve(build);
  const post = (target: string, headers = bearer, body: string | Buffer = '{}') =>
    served.call(target, { method: 'POST', headers, body });

  test('parses before it routes: a request that is too large is that on unknown routes as well', async () => {
    const reply = await post('/nowhere', [], Buffer.alloc(10_485_761));
    expect([reply.status, reply.text]).toEqual([413, '{"message":"Request Too Long"}']);
  });

  test('routes before it authorizes: an unknown route invokes no authorizer', async () => {
    served.play({ Guard: () => grantAll(), Service: serviceOk });
    expect((await served.call('/nowhere')).status).toBe(403);
    expect(served.eventsOf('Guard')).toEqual([]);
  });

  test('lets the resource policy deny before the authorizer is invoked', async () => {
    served.play({ Guard: () => grantAll(), Service: serviceOk });
    expect((await served.call('/closed', { headers: bearer })).status).toBe(403);
    expect(served.eventsOf('Guard')).toEqual([]);
  });

  test('never validates for an unauthenticated caller', async () => {
    served.play({ Guard: () => thrown('Unauthorized'), Service: serviceOk });
    expect((await post('/names', [])).status).toBe(401);
    expect((await post('/names')).status).toBe(401);
    served.play({ Guard: () => grantAll(), Service: serviceOk });
    expect((await post('/names')).status).toBe(400);
  });

  test('asks for the API key after the authorizer and before it validates', async () => {
    served.play({ Guard: () => thrown('Unauthorized'), Service: serviceOk });
    expect((await post('/keyed')).status).toBe(401);
    served.play({ Guard: () => grantAll(), Service: serviceOk });
    const reply = await post('/keyed');
    expect([reply.status, reply.text]).toEqual([403, '{"message":"Forbidden"}']);
  });

  test('validates parameters before the body, and both before the integration', async () => {
    served.play({ Guard: () => grantAll(), Service: serviceOk });
    expect((await post('/names')).text).toContain('Missing required request parameters: [q]');
    expect((await post('/names?q=1')).text).toContain('Invalid request body');
    expect(served.eventsOf('Service')).toEqual([]);
    expect((await post('/names?q=1', bearer, '{"name":"ada"}')).status).toBe(200);
    expect(served.eventsOf('Service')).toHaveLength(1);
  });

  test('maps the integration response after the integration', async () => {
    served.play({ Guard: () => grantAll(), Service: () => ({ name: 'ada' }) });
    const reply = await post('/mapped', bearer, '{"wanted":true}');
    expect(served.eventsOf('Service')).toEqual([{ wanted: true }]);
    expect([reply.status, reply.text]).toEqual([202, 'Hello, ada']);
  });

  test.each<[string, string, () => unknown, () => unknown, string]>([
    ['route', '/nowhere', () => grantAll(), serviceOk, 'MissingAuthenticationTokenException'],
    ['authorizer', '/names', () => thrown('Unauthorized'), serviceOk, 'UnauthorizedException'],
    ['API key', '/keyed', () => grantAll(), serviceOk, 'ForbiddenException'],
    ['validation', '/names', () => grantAll(), serviceOk, 'BadRequestException'],
    ['integration', '/names?q=1', () => grantAll(), () => 'malformed', 'InternalServerErrorException'],
    [
      'integration response',
      '/mapped',
      () => grantAll(),
      () => ({ name: 'no\nheader' }),
      'InternalServerErrorException',
    ],
  ])('ends in a gateway response on an error of the %s', async (step, target, guard, service, errorType) => {
    served.play({ Guard: guard, Service: service });
    const headers = step === 'route' ? [] : bearer;
    const reply = await post(target, headers, '{"name":"ada"}');
    expect(reply.header('x-amzn-ErrorType')).toBe(errorType);
    expect(reply.header('X-Customised')).toBe(reply.status < 500 ? '4XX' : '5XX');
  });

  test('gives an OPTIONS MOCK method no authorizer', async () => {
    served.play({ Guard: () => thrown('Unauthorized'), Service: serviceOk });
    const reply = await served.call('/names', { method: 'OPTIONS' });
    expect([reply.status, reply.header('Access-Control-Allow-Origin')]).toEqual([204, 'https://a.example']);
    expect(served.eventsOf('Guard')).toEqual([]);
  });
});
