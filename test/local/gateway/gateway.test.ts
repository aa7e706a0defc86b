/** The gateway from request to reply: routes, validation, integrations and its own errors. */
import type { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as fc from 'fast-check';
import { codePoint } from '../../support/code-point';
import { addFunction } from '../template/synthesize';
import { drive, thrown } from './drive';

const numRuns = process.env.SOAK === '1' ? 10_000 : 200;

function build(stack: Stack): void {
  const api = new apigateway.RestApi(stack, 'Api', {
    deployOptions: { stageName: 'v1', variables: { colour: 'blue' } },
    binaryMediaTypes: ['image/*'],
  });
  const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
  const base = api.addModel('Base', {
    modelName: 'Base',
    schema: {
      type: apigateway.JsonSchemaType.OBJECT,
      properties: { name: { type: apigateway.JsonSchemaType.STRING, maxLength: 5 } },
    },
  });
  const model = api.addModel('Named', {
    schema: {
      type: apigateway.JsonSchemaType.OBJECT,
      required: ['name'],
      allOf: [{ ref: `https://apigateway.amazonaws.com/restapis/${api.restApiId}/models/${base.modelId}` }],
    },
  });
  const items = api.root.addResource('items');
  items.addMethod('POST', integration, {
    requestModels: { 'application/json': model },
    requestParameters: {
      'method.request.querystring.b': true,
      'method.request.header.A': true,
      'method.request.querystring.c': false,
    },
    requestValidatorOptions: { validateRequestBody: true, validateRequestParameters: true },
  });
  items.addResource('{id}').addMethod('ANY', integration);
  api.root.addResource('web').addMethod('GET', new apigateway.HttpIntegration('https://example.com'));
}

describe('a gateway', () => {
  const driven = drive(build);
  const answerWith = (result: unknown) => driven.play({ Service: () => result });
  const itemEvent = async (target: string, headers: [string, string][] = [], body: string | Buffer = '') => {
    answerWith({});
    await driven.send({ method: 'PUT', target, headers, body });
    return driven.eventsOf('Service')[0];
  };

  test('gives a function the whole event', async () => {
    const headers: [string, string][] = [
      ['user-agent', 'test/1'],
      ['X-Thing', 'a'],
      ['x-thing', 'b'],
      ['Connection', 'close'],
      ['X-Forwarded-For', '203.0.113.7'],
    ];
    const event = await itemEvent('/items/a%2Fb%20c+d/?x=1&x=2%20+3&y', headers, 'text');
    expect(event).toMatchObject({
      resource: '/items/{id}',
      path: '/items/a%2Fb%20c+d/',
      httpMethod: 'PUT',
      headers: {
        Host: '127.0.0.1:3000',
        'User-Agent': 'test/1',
        'X-Thing': 'b',
        'X-Forwarded-For': '203.0.113.7, 127.0.0.1',
        'X-Forwarded-Port': '3000',
        'X-Forwarded-Proto': 'http',
      },
      multiValueHeaders: { 'X-Thing': ['a', 'b'] },
      queryStringParameters: { x: '2  3', y: '' },
      multiValueQueryStringParameters: { x: ['1', '2  3'], y: [''] },
      pathParameters: { id: 'a%2Fb%20c+d' },
      stageVariables: { colour: 'blue' },
      requestContext: {
        accountId: '000000000000',
        apiId: driven.api.id,
        domainName: '127.0.0.1',
        httpMethod: 'PUT',
        identity: { sourceIp: '127.0.0.1', userAgent: 'test/1', caller: null },
        path: '/items/a%2Fb%20c+d/',
        protocol: 'HTTP/1.1',
        requestTime: '14/Apr/2026:22:11:46 +0000',
        requestTimeEpoch: Date.UTC(2026, 3, 14, 22, 11, 46),
        resourcePath: '/items/{id}',
        stage: 'v1',
      },
      body: 'text',
      isBase64Encoded: false,
    });
    expect(Object.keys(event?.requestContext ?? {}).sort()).toEqual(
      'accountId apiId deploymentId domainName domainPrefix extendedRequestId httpMethod identity path protocol requestId requestTime requestTimeEpoch resourceId resourcePath stage'.split(
        ' ',
      ),
    );
    expect(event?.headers).not.toHaveProperty('Connection');
    expect(event?.headers['X-Amzn-Trace-Id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  });

  test('writes empty parts of the event as null', async () => {
    expect(await itemEvent('/items/7')).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      body: null,
    });
  });

  test('encodes binary bodies both ways', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0x80]);
    const event = await itemEvent('/items/7', [['Content-Type', 'image/png']], bytes);
    expect(event).toMatchObject({ body: bytes.toString('base64'), isBase64Encoded: true });
    answerWith({ body: bytes.toString('base64'), isBase64Encoded: true });
    const decoded = await driven.send({ target: '/items/7', headers: [['Accept', 'image/png']] });
    expect(decoded.body).toEqual(bytes);
    expect((await driven.send({ target: '/items/7' })).text).toBe(bytes.toString('base64'));
  });

  test('answers what a function returns, with the ids of the request', async () => {
    answerWith({ statusCode: '201', headers: { Location: '/items/7' }, body: '{"id":7}' });
    const reply = await driven.send({ target: '/items/7' });
    expect([reply.status, reply.text, reply.header('Location')]).toEqual([201, '{"id":7}', '/items/7']);
    expect(reply.header('Content-Type')).toBe('application/json');
    expect(reply.header('X-Amzn-Trace-Id')).toMatch(/^Root=1-/);
    expect(reply.header('x-amzn-RequestId')).toBe(reply.trace.requestId);
    expect(reply.trace).toMatchObject({ route: 'ANY /items/{id}', status: 201 });
  });

  test.each<[string, unknown]>([
    ['throws', thrown('secret-in-the-error')],
    ['runs into its own time-out', { kind: 'timed-out' }],
    ['returns no proxy response', 'hello'],
  ])('answers 502 where a function %s', async (_kind, result) => {
    answerWith(result);
    const reply = await driven.send({ target: '/items/7' });
    expect([reply.status, reply.text]).toEqual([502, '{"message": "Internal server error"}']);
    expect(reply.header('x-amzn-ErrorType')).toBe('InternalServerErrorException');
    expect(JSON.stringify(reply.trace)).not.toContain('secret');
  });

  test('answers 501 with the reason where an integration is not run', async () => {
    const reply = await driven.send({ target: '/web' });
    expect(reply.status).toBe(501);
    expect(reply.text).toMatch(/Not run locally: integrations of type HTTP_PROXY/);
  });

  test.each([
    ['GET', '/nowhere'],
    ['GET', '/items'],
    ['GET', '/items/1/2'],
    ['TRACE', '/items/1'],
    ['OPTIONS', '*'],
  ])('has no route for %s %s', async (method, target) => {
    const reply = await driven.send({ method, target });
    expect([reply.status, reply.text]).toEqual([403, '{"message":"Missing Authentication Token"}']);
    expect(reply.header('x-amzn-ErrorType')).toBe('MissingAuthenticationTokenException');
  });

  test('misreads a bearer token on an unknown route as a signature, without echoing it', async () => {
    const reply = await driven.send({
      target: '/nowhere',
      headers: [['Authorization', 'Bearer top-secret']],
    });
    expect([reply.status, reply.header('x-amzn-ErrorType')]).toEqual([403, 'IncompleteSignatureException']);
    expect(reply.text).toMatch(/Invalid key=value pair \(missing equal-sign\) in Authorization header/);
    expect(reply.text).not.toContain('top-secret');
  });

  test('names all missing parameters, headers first', async () => {
    const reply = await driven.send({ method: 'POST', target: '/items?b=%20' });
    expect([reply.status, reply.text]).toEqual([
      400,
      '{"message":"Missing required request parameters: [A, b]"}',
    ]);
    expect(reply.header('x-amzn-ErrorType')).toBe('BadRequestException');
  });

  test.each<[string, string, string | undefined, number]>([
    ['that fits', '{"name":"ada"}', 'application/json', 200],
    ['that fits, its type with a charset', '{"name":"ada"}', 'Application/JSON; charset=utf-8', 200],
    ['that fits, without a type', '{"name":"ada"}', undefined, 200],
    ['without a required property', '{}', 'application/json', 400],
    [
      'that is too long by the model that its model refers to',
      '{"name":"ada lovelace"}',
      'application/json',
      400,
    ],
    ['that is no JSON', '{"name":', 'application/json', 400],
    ['that is an array', '[]', 'application/json', 400],
    ['that is missing, which counts as {}', '', 'application/json', 400],
    ['of a type that has no model', 'name', 'text/plain', 200],
  ])('validates a body %s', async (_kind, body, contentType, status) => {
    answerWith({});
    const typed: [string, string][] = contentType === undefined ? [] : [['content-type', contentType]];
    const reply = await driven.send({
      method: 'POST',
      target: '/items?b=1',
      headers: [['a', '1'], ...typed],
      body,
    });
    expect(reply.status).toBe(status);
    if (status === 400) expect(reply.text).toBe('{"message":"Invalid request body"}');
  });

  test.each<[string, number, { target?: string; headers?: [string, string][]; body?: Buffer }]>([
    ['a body over 10 MB', 413, { body: Buffer.alloc(10_485_761) }],
    ['a path that makes the ARN too long', 414, { target: `/items/${'x'.repeat(1_600)}` }],
    ['headers over 10,240 bytes', 431, { headers: [['X-Long', 'x'.repeat(10_240)]] }],
  ])('refuses %s', async (_kind, status, request) => {
    answerWith({});
    expect((await driven.send({ method: 'PUT', target: '/items/7', ...request })).status).toBe(status);
    expect(driven.eventsOf('Service')).toEqual([]);
  });

  test('answers 504 when the integration has waited long enough', async () => {
    const impatient = drive(build, (app) => ({
      ...app,
      apis: app.apis.map((api) => ({
        ...api,
        methods: api.methods.map((method) =>
          method.integration.kind === 'lambda-proxy'
            ? { ...method, integration: { ...method.integration, timeoutMs: 20 } }
            : method,
        ),
      })),
    }));
    impatient.play({ Service: () => new Promise(() => {}) });
    const reply = await impatient.send({ target: '/items/7' });
    expect([reply.status, reply.text]).toEqual([504, '{"message":"Endpoint request timed out"}']);
  });

  test('survives any request', async () => {
    answerWith({});
    const text = fc.string({ unit: codePoint });
    const headers = fc.array(fc.tuple(fc.string({ minLength: 1 }), text), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'OPTIONS', 'x'),
        text,
        headers,
        text,
        async (method, path, pairs, body) => {
          const reply = await driven.send({ method, target: `/items${path}`, headers: pairs, body });
          expect(reply.status === 501 || reply.status < 500).toBe(true);
        },
      ),
      { numRuns },
    );
  });
});
