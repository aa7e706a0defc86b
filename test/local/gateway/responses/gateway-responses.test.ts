/** The gateway's own error responses, customized by the stack. */
import { Duration, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { addFunction } from '../../template/synthesize';
import { drive, thrown } from '../drive';

function build(stack: Stack): void {
  const api = new apigateway.RestApi(stack, 'Api', {
    deployOptions: { stageName: 'v1', variables: { team: 'blue' } },
  });
  const authorizer = new apigateway.TokenAuthorizer(stack, 'Authorizer', {
    handler: addFunction(stack, 'Guard'),
    resultsCacheTtl: Duration.seconds(0),
  });
  const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
  api.root.addResource('pets').addResource('{id}').addMethod('GET', integration, { authorizer });
  api.root.addResource('names').addMethod('POST', integration, {
    requestModels: {
      'application/json': api.addModel('Model', {
        schema: { type: apigateway.JsonSchemaType.OBJECT, required: ['name'] },
      }),
    },
    requestValidatorOptions: { validateRequestBody: true },
  });
  api.addGatewayResponse('Denied', {
    type: apigateway.ResponseType.ACCESS_DENIED,
    statusCode: '404',
    responseHeaders: {
      'Content-Type': "'application/problem+json'",
      'X-Origin': 'method.request.header.Origin',
      'X-Id': 'context.requestId',
      'X-Query': 'method.request.querystring.q',
      'X-None': 'context.nothing',
    },
    templates: {
      'application/json':
        '{"who":"$context.authorizer.sub","p":"$context.path","r":"$context.resourcePath","t":"$context.error.responseType","m":$context.error.messageString,"team":"$stageVariables.team","o":"$method.request.header.origin","none":"$context.nothing","vtl":"#if(true)x#end"}',
    },
  });
  api.addGatewayResponse('Body', {
    type: apigateway.ResponseType.BAD_REQUEST_BODY,
    templates: {
      'application/json': '$context.error.validationErrorString',
      'text/plain': 'plain: $context.error.message.',
    },
  });
  api.addGatewayResponse('Unknown', {
    type: apigateway.ResponseType.MISSING_AUTHENTICATION_TOKEN,
    statusCode: '404',
  });
  api.addGatewayResponse('Others', {
    type: apigateway.ResponseType.DEFAULT_4XX,
    responseHeaders: { 'Access-Control-Allow-Origin': "'*'" },
    templates: { 'application/json': '{"code":"$context.error.responseType"}' },
  });
}

describe('a customised gateway response', () => {
  const driven = drive(build);
  const Authorization = ['Authorization', 'Bearer x'] as const;

  test('fills its template and its headers', async () => {
    const policyDocument = { Statement: { Effect: 'Deny', Action: '*', Resource: '*' } };
    driven.play({ Guard: () => ({ principalId: 'a', policyDocument, context: { sub: 'u1' } }) });
    const reply = await driven.send({
      target: '/pets/7',
      headers: [Authorization, ['Origin', 'https://a.example']],
    });
    expect(reply.status).toBe(404);
    expect(JSON.parse(reply.text)).toEqual({
      who: 'u1',
      p: '/pets/7',
      r: '/pets/{id}',
      t: 'ACCESS_DENIED',
      m: expect.stringContaining('with an explicit deny'),
      team: 'blue',
      o: 'https://a.example',
      none: '',
      vtl: '#if(true)x#end',
    });
    expect(reply.header('Content-Type')).toBe('application/problem+json');
    expect(reply.headers.filter(([name]) => name.toLowerCase() === 'content-type')).toHaveLength(1);
    expect(reply.header('X-Origin')).toBe('https://a.example');
    expect(reply.header('X-Id')).toBe(reply.trace.requestId);
    expect(reply.header('X-None')).toBeUndefined();
  });

  test('has no header of a value that HTTP does not allow', async () => {
    const policyDocument = { Statement: { Effect: 'Deny', Action: '*', Resource: '*' } };
    driven.play({ Guard: () => ({ principalId: 'a', policyDocument }) });
    const send = (query: string) => driven.send({ target: `/pets/7?q=${query}`, headers: [Authorization] });
    expect((await send('fine')).header('X-Query')).toBe('fine');
    const reply = await send('a%0d%0aSet-Cookie:%20b=c');
    expect([reply.status, reply.header('X-Query')]).toEqual([404, undefined]);
  });

  test('is chosen by the types that the client accepts, and is JSON otherwise', async () => {
    const send = (accept: string) =>
      driven.send({ method: 'POST', target: '/names', headers: [['Accept', accept]], body: '{}' });
    const plain = await send('text/html, text/plain;q=0.5');
    expect([plain.text, plain.header('Content-Type')]).toEqual([
      'plain: Invalid request body.',
      'text/plain',
    ]);
    const other = await send('*/*');
    expect(other.text).toBe('[object has missing required properties (["name"])]');
    expect(other.header('Content-Type')).toBe('application/json');
  });

  test('of a status alone keeps the default body', async () => {
    const reply = await driven.send({ target: '/nowhere' });
    expect([reply.status, reply.text]).toEqual([404, '{"message":"Missing Authentication Token"}']);
  });

  test('for unknown routes does not apply to those with an Authorization header, which have another type', async () => {
    const reply = await driven.send({ target: '/nowhere', headers: [Authorization] });
    expect([reply.status, reply.text]).toEqual([403, '{"code":"INVALID_SIGNATURE"}']);
  });

  test('for all of 4xx applies to the types without their own response, with their own status', async () => {
    driven.play({ Guard: () => thrown('Unauthorized') });
    const reply = await driven.send({ target: '/pets/7', headers: [Authorization] });
    expect([reply.status, reply.text]).toEqual([401, '{"code":"UNAUTHORIZED"}']);
    expect(reply.header('Access-Control-Allow-Origin')).toBe('*');
    expect(reply.header('x-amzn-ErrorType')).toBe('UnauthorizedException');
  });

  test('for 4xx does not apply to 5xx', async () => {
    driven.play({ Guard: () => thrown('other') });
    const reply = await driven.send({ target: '/pets/7', headers: [Authorization] });
    expect([reply.status, reply.text]).toEqual([500, '{"message":null}']);
  });
});
