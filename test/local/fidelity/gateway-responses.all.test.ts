/** Fact sheet section 6: the gateway's own error responses. */
import { Duration, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { uuidPattern } from '../../support/uuid-pattern';
import { drive, type Played, thrown } from '../gateway/drive';
import { addFunction } from '../template/synthesize';
import { answerOf, bearer, grantAll, serviceOk, statement } from './grants';
import { serve } from './over-http';

const apiKey = 'a-key-of-more-than-twenty-letters';

const build = (customise: (api: apigateway.RestApi) => void) => (stack: Stack) => {
  const api = new apigateway.RestApi(stack, 'Api', {
    deployOptions: { stageName: 'v1', variables: { team: 'blue' } },
  });
  const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'), {
    timeout: Duration.millis(50),
  });
  api.root.addMethod('ANY', integration);
  api.root.addResource('guarded').addMethod('GET', integration, {
    authorizer: new apigateway.TokenAuthorizer(stack, 'Authorizer', {
      handler: addFunction(stack, 'Guard'),
      resultsCacheTtl: Duration.seconds(0),
    }),
  });
  const model = api.addModel('Named', {
    schema: {
      type: apigateway.JsonSchemaType.OBJECT,
      required: ['name'],
      properties: { name: { type: apigateway.JsonSchemaType.STRING, pattern: '^[a-z]+$' } },
    },
  });
  api.root.addResource('names').addMethod('POST', integration, {
    requestModels: { 'application/json': model },
    requestParameters: { 'method.request.querystring.a': true, 'method.request.querystring.b': true },
    requestValidatorOptions: { validateRequestBody: true, validateRequestParameters: true },
  });
  const key = new apigateway.ApiKey(stack, 'Key', { value: apiKey });
  const planned = (path: string) =>
    api.root.addResource(path).addMethod('GET', integration, { apiKeyRequired: true });
  planned('counted');
  const slow = planned('slow');
  api
    .addUsagePlan('Plan', {
      quota: { limit: 2, period: apigateway.Period.MONTH },
      apiStages: [
        {
          stage: api.deploymentStage,
          throttle: [{ method: slow, throttle: { rateLimit: 0, burstLimit: 0 } }],
        },
      ],
    })
    .addApiKey(key);
  customise(api);
};

/** Requests by the type of their response. */
const provoke: Readonly<Record<string, readonly [target: string, call?: object]>> = {
  MISSING_AUTHENTICATION_TOKEN: ['/nowhere'],
  'MISSING_AUTHENTICATION_TOKEN, by a wrong method': ['/guarded', { method: 'DELETE' }],
  UNAUTHORIZED: ['/guarded'],
  ACCESS_DENIED: ['/guarded', { headers: [['Authorization', 'denied']] }],
  AUTHORIZER_CONFIGURATION_ERROR: ['/guarded', { headers: bearer }],
  AUTHORIZER_FAILURE: ['/guarded', { headers: [['Authorization', 'unreachable']] }],
  BAD_REQUEST_PARAMETERS: ['/names', { method: 'POST' }],
  BAD_REQUEST_BODY: ['/names?a=1&b=1', { method: 'POST', body: '{"name":' }],
  INVALID_API_KEY: ['/counted', { headers: [['x-api-key', 'unknown']] }],
  THROTTLED: ['/slow', { headers: [['x-api-key', apiKey]] }],
  'INTEGRATION_FAILURE, by malformed Lambda output': ['/'],
  "INTEGRATION_FAILURE, by the gateway's own failure": ['/', { method: 'PUT' }],
  REQUEST_TOO_LARGE: ['/', { method: 'POST', body: Buffer.alloc(10_485_761) }],
};

const unreachable = () => Promise.reject(new Error('no answer from the runner'));

/** Functions that fail in the way that the request selects. */
const failing: Record<string, Played> = {
  Guard: (event) => {
    const { authorizationToken } = event as unknown as { authorizationToken: string };
    if (authorizationToken === 'unreachable') return unreachable();
    return authorizationToken === 'denied' ? answerOf(statement('Deny', '*')) : thrown('broken');
  },
  Service: ({ httpMethod }) => (httpMethod === 'PUT' ? unreachable() : 'malformed'),
};

describe('a gateway response by default', () => {
  const served = serve(build(() => {}));
  beforeEach(() => served.play(failing));

  test.each<[string, number, string]>([
    ['MISSING_AUTHENTICATION_TOKEN', 403, '{"message":"Missing Authentication Token"}'],
    ['MISSING_AUTHENTICATION_TOKEN, by a wrong method', 403, '{"message":"Missing Authentication Token"}'],
    ['UNAUTHORIZED', 401, '{"message":"Unauthorized"}'],
    [
      'ACCESS_DENIED',
      403,
      '{"Message":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}',
    ],
    ['AUTHORIZER_CONFIGURATION_ERROR', 500, '{"message":null}'],
    ['AUTHORIZER_FAILURE', 500, '{"message":null}'],
    ['BAD_REQUEST_PARAMETERS', 400, '{"message":"Missing required request parameters: [a, b]"}'],
    ['BAD_REQUEST_BODY', 400, '{"message":"Invalid request body"}'],
    ['INVALID_API_KEY', 403, '{"message":"Forbidden"}'],
    ['THROTTLED', 429, '{"message":"Too Many Requests"}'],
    ['INTEGRATION_FAILURE, by malformed Lambda output', 502, '{"message": "Internal server error"}'],
    ["INTEGRATION_FAILURE, by the gateway's own failure", 500, '{"message":"Internal server error"}'],
    ['REQUEST_TOO_LARGE', 413, '{"message":"Request Too Long"}'],
  ])('%s is %i %s', async (type, status, body) => {
    const [target, call] = provoke[type] ?? [''];
    const reply = await served.call(target, call);
    expect([reply.status, reply.text]).toEqual([status, body]);
  });

  test('QUOTA_EXCEEDED is 429 Limit Exceeded', async () => {
    const send = () => served.call('/counted', { headers: [['x-api-key', apiKey]] });
    await send();
    await send();
    const reply = await send();
    expect([reply.status, reply.text]).toEqual([429, '{"message":"Limit Exceeded"}']);
    expect(reply.header('x-amzn-ErrorType')).toBe('LimitExceededException');
  });

  test('INTEGRATION_TIMEOUT is 504 Endpoint request timed out', async () => {
    served.play({ Service: () => new Promise(() => {}) });
    const reply = await served.call('/');
    expect([reply.status, reply.text]).toEqual([504, '{"message":"Endpoint request timed out"}']);
    expect(reply.header('x-amzn-ErrorType')).toBe('InternalServerErrorException');
  });

  test('INTEGRATION_TIMEOUT comes after 29 seconds unless the integration says otherwise', () => {
    expect(defaultTimeouts()).toEqual([29_000]);
  });

  test.each([
    ['MISSING_AUTHENTICATION_TOKEN', 'MissingAuthenticationTokenException'],
    ['MISSING_AUTHENTICATION_TOKEN, by a wrong method', 'MissingAuthenticationTokenException'],
    ['UNAUTHORIZED', 'UnauthorizedException'],
    ['ACCESS_DENIED', 'AccessDeniedException'],
    ['AUTHORIZER_CONFIGURATION_ERROR', 'AuthorizerConfigurationException'],
    // This name and that of REQUEST_TOO_LARGE are not documented; they are our choice.
    ['AUTHORIZER_FAILURE', 'AuthorizerFailureException'],
    ['BAD_REQUEST_PARAMETERS', 'BadRequestException'],
    ['BAD_REQUEST_BODY', 'BadRequestException'],
    ['INVALID_API_KEY', 'ForbiddenException'],
    ['THROTTLED', 'TooManyRequestsException'],
    ['INTEGRATION_FAILURE, by malformed Lambda output', 'InternalServerErrorException'],
    ["INTEGRATION_FAILURE, by the gateway's own failure", 'InternalServerErrorException'],
    ['REQUEST_TOO_LARGE', 'RequestTooLargeException'],
  ])(
    '%s carries the x-amzn-ErrorType %s, x-amzn-RequestId, x-amz-apigw-id and Content-Type',
    async (type, errorType) => {
      const [target, call] = provoke[type] ?? [''];
      const reply = await served.call(target, call);
      expect(reply.header('x-amzn-ErrorType')).toBe(errorType);
      expect(reply.header('x-amzn-RequestId')).toMatch(uuidPattern);
      expect(reply.header('x-amz-apigw-id')).toBeTruthy();
      expect(reply.header('Content-Type')).toBe('application/json');
    },
  );

  test('of an unknown route with a bearer token is 403 IncompleteSignatureException', async () => {
    const reply = await served.call('/nowhere', { headers: bearer });
    expect([reply.status, reply.header('x-amzn-ErrorType')]).toEqual([403, 'IncompleteSignatureException']);
    expect(reply.text).toContain('Invalid key=value pair (missing equal-sign) in Authorization header');
  });
});

/** Returns the timeouts of integrations that set none. */
function defaultTimeouts(): readonly (number | undefined)[] {
  const { api } = drive((stack) => {
    const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
    new apigateway.RestApi(stack, 'Api').root.addMethod('GET', integration);
  });
  return api.methods.map(({ integration }) =>
    integration.kind === 'lambda-proxy' ? integration.timeoutMs : undefined,
  );
}

describe('a customised gateway response', () => {
  const served = serve(
    build((api) => {
      api.addGatewayResponse('Unauthorized', {
        type: apigateway.ResponseType.UNAUTHORIZED,
        responseHeaders: { 'X-Literal': "'yes'", 'X-Echo': 'method.request.header.Origin' },
        templates: {
          'application/json':
            '{"m":$context.error.messageString,"plain":"$context.error.message","t":"$context.error.responseType","s":"$stageVariables.team","h":"$method.request.header.Origin","q":"$method.request.querystring.q","id":"$context.requestId","vtl":"#if(true)x#end $util.x"}',
        },
      });
      api.addGatewayResponse('Body', {
        type: apigateway.ResponseType.BAD_REQUEST_BODY,
        templates: { 'application/json': '$context.error.validationErrorString' },
      });
      api.addGatewayResponse('ClientErrors', {
        type: apigateway.ResponseType.DEFAULT_4XX,
        templates: { 'application/json': '4xx $context.error.responseType' },
      });
      api.addGatewayResponse('ServerErrors', {
        type: apigateway.ResponseType.DEFAULT_5XX,
        templates: { 'application/json': '5xx $context.error.responseType' },
      });
    }),
  );
  beforeEach(() => served.play({ Guard: () => grantAll(), Service: serviceOk }));

  test('substitutes `$context.*`, `$stageVariables.*` and `method.request.*`, and is not VTL', async () => {
    const reply = await served.call('/guarded?q=7', { headers: [['Origin', 'https://a.example']] });
    expect(JSON.parse(reply.text)).toEqual({
      m: 'Unauthorized',
      plain: 'Unauthorized',
      t: 'UNAUTHORIZED',
      s: 'blue',
      h: 'https://a.example',
      q: '7',
      id: reply.header('x-amzn-RequestId'),
      vtl: '#if(true)x#end $util.x',
    });
  });

  test('sets headers from a literal and from method.request.header', async () => {
    const reply = await served.call('/guarded', { headers: [['Origin', 'https://a.example']] });
    expect([reply.header('X-Literal'), reply.header('X-Echo')]).toEqual(['yes', 'https://a.example']);
  });

  test('has in validationErrorString what was wrong, which may contain the rejected value', async () => {
    const post = async (body: string) => (await served.call('/names?a=1&b=1', { method: 'POST', body })).text;
    expect(await post('{}')).toBe('[object has missing required properties (["name"])]');
    expect(await post('{"name":"ADA"}')).toBe(
      '[ECMA 262 regex "^[a-z]+$" does not match input string "ADA"]',
    );
  });

  test('DEFAULT_4XX and DEFAULT_5XX serve every type that has no entry of its own', async () => {
    served.play(failing);
    const own = ['UNAUTHORIZED', 'BAD_REQUEST_BODY'];
    for (const [type, [target, call]] of Object.entries(provoke)) {
      const reply = await served.call(target, call);
      const general = `${reply.status < 500 ? '4xx' : '5xx'} ${type.replace(/,.*/, '')}`;
      if (own.includes(type)) expect(reply.text).not.toMatch(/^[45]xx/);
      else expect(reply.text).toBe(general);
    }
  });
});
