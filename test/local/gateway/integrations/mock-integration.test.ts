/** MOCK integrations, as CDK creates them for CORS preflights. */
import type { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { drive } from '../drive';

const preflight = (allowOrigins: string[]) => (stack: Stack) => {
  const api = new apigateway.RestApi(stack, 'Api');
  const mock = new apigateway.MockIntegration({
    requestTemplates: { 'application/json': '{"statusCode": $input.params("code")}' },
    integrationResponses: [
      {
        statusCode: '200',
        responseTemplates: {
          'application/json': '{"hi":"$context.httpMethod$nothing","q":"$input.params().querystring.code"}',
        },
      },
      {
        statusCode: '404',
        selectionPattern: '4\\d{2}',
        responseParameters: {
          'method.response.header.X-Why': "'gone'",
          'method.response.header.X-Undeclared': "'no'",
        },
      },
    ],
  });
  api.root.addMethod('GET', mock, {
    methodResponses: [
      { statusCode: '200' },
      {
        statusCode: '404',
        responseParameters: {
          'method.response.header.X-Why': true,
          'method.response.header.X-Undeclared': false,
        },
      },
    ],
  });
  api.root.addResource('foo').addCorsPreflight({ allowOrigins, allowMethods: ['GET', 'POST'] });
};

describe('a CORS preflight', () => {
  test('of one origin always names it', async () => {
    const driven = drive(preflight(['https://a.example']));
    const reply = await driven.send({
      method: 'OPTIONS',
      target: '/foo',
      headers: [['Origin', 'https://b.example']],
    });
    expect([reply.status, reply.text]).toEqual([204, '']);
    expect(reply.header('Access-Control-Allow-Origin')).toBe('https://a.example');
    expect(reply.header('Access-Control-Allow-Methods')).toBe('GET,POST');
  });

  test.each([
    ['https://a.example', 'https://a.example'],
    ['https://b.example', 'https://b.example'],
    ['https://evil.example', 'https://a.example'],
    [undefined, 'https://a.example'],
  ])('of several origins answers %s with %s', async (origin, allowed) => {
    const driven = drive(preflight(['https://a.example', 'https://b.example']));
    const headers: [string, string][] = origin === undefined ? [] : [['origin', origin]];
    const reply = await driven.send({ method: 'OPTIONS', target: '/foo', headers });
    expect(
      reply.headers.filter(([name]) => name === 'Access-Control-Allow-Origin').map(([, value]) => value),
    ).toEqual([allowed]);
    expect(reply.header('Vary')).toBe('Origin');
  });
});

describe('an override of the request', () => {
  const driven = drive((stack) => {
    const api = new apigateway.RestApi(stack, 'Api');
    const mock = new apigateway.MockIntegration({
      requestTemplates: {
        'application/json': '#set($context.requestOverride.path.body = $input.body){"statusCode": 200}',
      },
      integrationResponses: [
        {
          statusCode: '200',
          responseTemplates: {
            'application/json':
              '$context.requestOverride.path.body $input.body#set($context.responseOverride.status = $input.params("s"))',
          },
        },
      ],
    });
    api.root.addMethod('POST', mock, { methodResponses: [{ statusCode: '200' }] });
  });
  const post = (target: string) => driven.send({ method: 'POST', target, body: '{"a":1}' });

  test('is available in the template of the response, whose body is empty', async () => {
    expect((await post('/')).text).toBe('{"a":1} {}');
  });

  test.each([
    ['418', 418],
    ['99', 200],
    ['text', 200],
  ])('of the status to %s makes it %i', async (status, made) => {
    expect((await post(`/?s=${status}`)).status).toBe(made);
  });
});

describe('a MOCK integration', () => {
  const driven = drive(preflight(['*']));

  test('renders its template, an undefined variable as nothing', async () => {
    const reply = await driven.send({ target: '/?code=200' });
    expect([reply.status, reply.text]).toEqual([200, '{"hi":"GET","q":"200"}']);
  });

  test('chooses its response by the status', async () => {
    const reply = await driven.send({ target: '/?code=410' });
    expect([reply.status, reply.header('X-Why')]).toEqual([404, 'gone']);
  });

  test('without a status is a fault of the API', async () => {
    expect((await driven.send({ target: '/' })).status).toBe(500);
  });
});

describe('a request whose content type has no template', () => {
  const answering = (passthroughBehavior: apigateway.PassthroughBehavior) => (stack: Stack) => {
    const api = new apigateway.RestApi(stack, 'Api');
    const mock = new apigateway.MockIntegration({
      passthroughBehavior,
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      integrationResponses: [{ statusCode: '200' }],
    });
    api.root.addMethod('POST', mock, { methodResponses: [{ statusCode: '200' }] });
  };
  const text = {
    method: 'POST',
    target: '/',
    headers: [['Content-Type', 'text/plain']] as const,
    body: Buffer.from('no status'),
  };

  test.each([
    [
      'passes through WHEN_NO_MATCH, and names no status here',
      apigateway.PassthroughBehavior.WHEN_NO_MATCH,
      500,
    ],
    [
      'is refused WHEN_NO_TEMPLATES, since there is one',
      apigateway.PassthroughBehavior.WHEN_NO_TEMPLATES,
      415,
    ],
    ['is refused when it may NEVER pass', apigateway.PassthroughBehavior.NEVER, 415],
  ])('%s', async (_sentence, behavior, status) => {
    expect((await drive(answering(behavior)).send(text)).status).toBe(status);
  });
});
