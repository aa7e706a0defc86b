/** Fact sheet section 8: the event of a Lambda proxy integration. */
import { Duration, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { HeaderPair } from '../../../local/gateway/http/messages';
import { uuidPattern } from '../../support/uuid-pattern';
import { addFunction } from '../template/synthesize';
import { bearer, grantAll, serviceOk } from './grants';
import { serve } from './over-http';

const build = (variables?: Record<string, string>) => (stack: Stack) => {
  const api = new apigateway.RestApi(stack, 'Api', {
    deployOptions: { stageName: 'v1', ...(variables && { variables }) },
    binaryMediaTypes: ['image/*'],
  });
  const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
  api.root.addMethod('ANY', integration);
  api.root
    .addResource('pets')
    .addResource('{id}')
    .addMethod('ANY', integration, {
      authorizer: new apigateway.TokenAuthorizer(stack, 'Authorizer', {
        handler: addFunction(stack, 'Guard'),
        resultsCacheTtl: Duration.seconds(0),
      }),
    });
};

describe('the proxy event', () => {
  const served = serve(build({ team: 'blue' }));
  const eventOf = async (
    target: string,
    headers: readonly HeaderPair[] = [],
    body: string | Buffer = '',
    method = 'POST',
  ) => {
    served.play({ Guard: () => grantAll(), Service: serviceOk });
    await served.call(target, { method, headers, body });
    const event = served.eventsOf('Service')[0];
    if (event === undefined) throw new Error('The function got no event.');
    return event;
  };

  test('has exactly its twelve keys', async () => {
    expect(Object.keys(await eventOf('/')).sort()).toEqual(
      [
        'resource',
        'path',
        'httpMethod',
        'headers',
        'multiValueHeaders',
        'queryStringParameters',
        'multiValueQueryStringParameters',
        'pathParameters',
        'stageVariables',
        'requestContext',
        'body',
        'isBase64Encoded',
      ].sort(),
    );
  });

  test('has the path without the stage, the method, the resource and the stage variables', async () => {
    expect(await eventOf('/pets/7?a=1', bearer, 'text')).toMatchObject({
      resource: '/pets/{id}',
      path: '/pets/7',
      httpMethod: 'POST',
      pathParameters: { id: '7' },
      stageVariables: { team: 'blue' },
      body: 'text',
      isBase64Encoded: false,
    });
  });

  test('has null for empty maps and an empty body', async () => {
    expect(await eventOf('/')).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      body: null,
      isBase64Encoded: false,
    });
  });

  test('has the last of duplicate headers in `headers`, and all in `multiValueHeaders`', async () => {
    const event = await eventOf('/', [
      ['X-Thing', 'a'],
      ['X-Thing', 'b'],
    ]);
    expect(event.headers['X-Thing']).toBe('b');
    expect(event.multiValueHeaders['X-Thing']).toEqual(['a', 'b']);
  });

  test.each([
    ['Connection', 'close'],
    ['Content-MD5', 'x'],
    ['Max-Forwards', '1'],
    ['Proxy-Authenticate', 'x'],
    ['Server', 'x'],
    ['TE', 'trailers'],
    ['Trailer', 'X'],
    ['Upgrade', 'x'],
    ['WWW-Authenticate', 'x'],
    ['Expect', '100-continue'],
  ])('drops the header %s', async (name, value) => {
    const event = await eventOf('/', [
      [name, value],
      ['X-Kept', '1'],
    ]);
    expect(Object.keys(event.headers).map((header) => header.toLowerCase())).not.toContain(
      name.toLowerCase(),
    );
    expect(event.headers['X-Kept']).toBe('1');
  });

  test('drops the headers Content-Length and Transfer-Encoding', async () => {
    expect(Object.keys((await eventOf('/', [], 'body')).multiValueHeaders)).not.toContain('Content-Length');
    const chunked = await eventOf('/', [['Transfer-Encoding', 'chunked']]);
    expect(Object.keys(chunked.multiValueHeaders)).not.toContain('Transfer-Encoding');
  });

  test('has Host, X-Amzn-Trace-Id and X-Forwarded-For, -Port and -Proto added', async () => {
    const { headers } = await eventOf('/');
    expect(headers).toMatchObject({
      Host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      'X-Forwarded-For': '127.0.0.1',
      'X-Forwarded-Port': expect.stringMatching(/^\d+$/),
      'X-Forwarded-Proto': 'http',
    });
  });

  test('has a requestContext with each of its keys; its path is without a stage, as behind a custom domain with an empty base path', async () => {
    const { requestContext } = await eventOf('/pets/7', [...bearer, ['User-Agent', 'test/1']]);
    expect(requestContext).toEqual({
      accountId: '000000000000',
      apiId: served.api.id,
      deploymentId: served.api.stage.deploymentId,
      domainName: '127.0.0.1',
      domainPrefix: '127',
      extendedRequestId: expect.stringMatching(/=$/),
      httpMethod: 'POST',
      identity: expect.objectContaining({ sourceIp: '127.0.0.1', userAgent: 'test/1' }),
      path: '/pets/7',
      protocol: 'HTTP/1.1',
      requestId: expect.stringMatching(uuidPattern),
      requestTime: '14/Apr/2026:22:11:46 +0000',
      requestTimeEpoch: Date.UTC(2026, 3, 14, 22, 11, 46),
      resourceId: expect.stringMatching(/^[a-z0-9]+$/),
      resourcePath: '/pets/{id}',
      stage: 'v1',
      authorizer: expect.objectContaining({ principalId: 'ada' }),
    });
  });

  test('has a body of a binary media type in Base64', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0x80]);
    expect(await eventOf('/', [['Content-Type', 'image/png']], bytes)).toMatchObject({
      body: bytes.toString('base64'),
      isBase64Encoded: true,
    });
  });
});

describe('the proxy event of a stage without variables', () => {
  const served = serve(build());

  test('has null for them', async () => {
    served.play({ Service: serviceOk });
    await served.call('/');
    expect(served.eventsOf('Service')[0]).toMatchObject({ stageVariables: null });
  });
});
