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
  api.root.addResource('keyed').addMethod('POST', integration, {
    apiKeyRequired: true,
    requestParameters: { 'method.request.querystring.q': true },
    requestValidator: api.addRequestValidator('Parameters', { validateRequestParameters: true }),
  });
}

describe('the pipeline', () => {
  const served = serve(build);
  const post = (target: string, headers = bearer, body = '{}') =>
    served.call(target, { method: 'POST', headers, body });

  test('routes before it authorizes: an unknown route asks no authorizer', async () => {
    served.play({ Guard: () => grantAll(), Service: serviceOk });
    expect((await served.call('/nowhere')).status).toBe(403);
    expect(served.eventsOf('Guard')).toEqual([]);
  });

  test('lets the resource policy deny before the authorizer is asked', async () => {
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

  test('gives an OPTIONS MOCK method no authorizer', async () => {
    served.play({ Guard: () => thrown('Unauthorized'), Service: serviceOk });
    const reply = await served.call('/names', { method: 'OPTIONS' });
    expect([reply.status, reply.header('Access-Control-Allow-Origin')]).toEqual([204, 'https://a.example']);
    expect(served.eventsOf('Guard')).toEqual([]);
  });
});
