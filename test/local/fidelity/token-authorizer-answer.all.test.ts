/** Fact sheet section 3: the effects of a TOKEN authorizer's response. */
import { Duration, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { thrown } from '../gateway/drive';
import { addFunction } from '../template/synthesize';
import { answerOf, bearer, grantAll, serviceOk, statement } from './grants';
import { serve } from './over-http';

const build = (customise: boolean) => (stack: Stack) => {
  const api = new apigateway.RestApi(stack, 'Api');
  const authorizer = new apigateway.TokenAuthorizer(stack, 'Authorizer', {
    handler: addFunction(stack, 'Guard'),
    resultsCacheTtl: Duration.seconds(customise ? 0 : 300),
  });
  const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
  api.root.addMethod('GET', integration, { authorizer });
  api.root.addResource('open').addMethod('GET', integration);
  if (!customise) return;
  api.addGatewayResponse('Denied', {
    type: apigateway.ResponseType.ACCESS_DENIED,
    templates: { 'application/json': '{"message":$context.error.messageString,"mine":true}' },
  });
};

let tokens = 0;

/** Returns a token that is not cached. */
const fresh = (): [string, string][] => {
  tokens += 1;
  return [['Authorization', `Bearer ${tokens}`]];
};

describe("a TOKEN authorizer's answer", () => {
  const served = serve(build(false));
  const ask = async (result: unknown) => {
    served.play({ Guard: () => result, Service: serviceOk });
    const reply = await served.call('/', { headers: fresh() });
    return [reply.status, reply.text, reply.header('x-amzn-ErrorType')];
  };

  test('that is an error whose message is exactly `Unauthorized` is a 401', async () => {
    expect(await ask(thrown('Unauthorized'))).toEqual([
      401,
      '{"message":"Unauthorized"}',
      'UnauthorizedException',
    ]);
  });

  test.each<[string, unknown]>([
    ['any other error', thrown('unauthorized')],
    ['an error that only begins so', thrown('Unauthorized: expired')],
    ['a time-out', { kind: 'timed-out' }],
    ['null', null],
    ['an array', [grantAll()]],
    ['a string', 'Allow'],
    ['an unparsable policy', answerOf({ Effect: 'Maybe', Action: '*', Resource: '*' })],
    ['no policy', { principalId: 'ada' }],
    ['an object as a context value', grantAll({ context: { a: {} } })],
    ['an array as a context value', grantAll({ context: { a: [1] } })],
  ])('that is %s is a 500 with message null', async (_kind, result) => {
    expect(await ask(result)).toEqual([500, '{"message":null}', 'AuthorizerConfigurationException']);
    expect(served.eventsOf('Service')).toEqual([]);
  });

  test('that denies explicitly is a 403 with a capital Message', async () => {
    expect(await ask(answerOf([statement('Allow', '*'), statement('Deny', '*')]))).toEqual([
      403,
      '{"Message":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}',
      'AccessDeniedException',
    ]);
  });

  test('that denies implicitly is a 403 with a capital Message', async () => {
    expect(await ask(answerOf(statement('Allow', 'arn:aws:execute-api:*:*:*/*/POST/')))).toEqual([
      403,
      '{"Message":"User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action"}',
      'AccessDeniedException',
    ]);
  });

  test('without principalId is accepted, with a warning in the log', async () => {
    expect((await ask(grantAll({ principalId: undefined })))[0]).toBe(200);
    expect(served.lastTrace()?.authorizer).toContain('no principalId');
    await ask(grantAll());
    expect(served.lastTrace()?.authorizer).not.toContain('no principalId');
  });

  test('hands strings, numbers and booleans of its context on as strings, null as null', async () => {
    await ask(grantAll({ context: { s: 'x', n: 1.5, b: false, z: null } }));
    expect(served.eventsOf('Service')[0]?.requestContext.authorizer).toEqual({
      s: 'x',
      n: '1.5',
      b: 'false',
      z: null,
      principalId: 'ada',
      integrationLatency: expect.any(Number),
    });
  });

  test('gives the event an integrationLatency, which is 0 when the result came from the cache', async () => {
    served.play({
      Guard: () => {
        served.advance(25);
        return grantAll();
      },
      Service: serviceOk,
    });
    await served.call('/', { headers: bearer });
    await served.call('/', { headers: bearer });
    const latencies = served
      .eventsOf('Service')
      .map(({ requestContext }) => requestContext.authorizer?.integrationLatency);
    expect(latencies).toEqual([25, 0]);
  });

  test('is absent from the event of a method without an authorizer', async () => {
    served.play({ Guard: () => grantAll(), Service: serviceOk });
    await served.call('/open', { headers: bearer });
    expect(served.eventsOf('Service')[0]?.requestContext).not.toHaveProperty('authorizer');
  });
});

describe('a customised ACCESS_DENIED', () => {
  const served = serve(build(true));

  test('decides by its template, with no capital of its own', async () => {
    served.play({ Guard: () => answerOf(statement('Deny', '*')), Service: serviceOk });
    const { text } = await served.call('/', { headers: bearer });
    expect(JSON.parse(text)).toEqual({
      message: expect.stringContaining('explicit deny'),
      mine: true,
    });
  });
});
