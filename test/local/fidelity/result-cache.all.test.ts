/** Fact sheet section 5: the cache of authorizers' results. */
import { Duration, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { asInterface } from '../../../lib/constructs/as-interface';
import { thrown } from '../gateway/drive';
import { addFunction } from '../template/synthesize';
import { answerOf, grantAll, serviceOk, statement } from './grants';
import { serve } from './over-http';

function build(stack: Stack): void {
  const api = new apigateway.RestApi(stack, 'Api', { deployOptions: { stageName: 'v1' } });
  new apigateway.Stage(stack, 'Second', {
    stageName: 'v2',
    deployment: new apigateway.Deployment(stack, 'SecondDeployment', {
      api: asInterface<apigateway.IRestApi>(api),
    }),
  });
  const guard = addFunction(stack, 'Guard');
  const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'), {
    scopePermissionToMethod: false,
  });
  const guarded = (path: string, ttl: number | undefined) => {
    const authorizer = new apigateway.TokenAuthorizer(stack, `Guard-${path}`, {
      handler: guard,
      resultsCacheTtl: Duration.seconds(0),
    });
    const resource = authorizer.node.defaultChild as apigateway.CfnAuthorizer;
    resource.addPropertyOverride('AuthorizerResultTtlInSeconds', ttl);
    api.root.addResource(path).addMethod('ANY', integration, { authorizer });
  };
  guarded('default', undefined);
  guarded('off', 0);
  guarded('hour', 9_999);
  guarded('other', 300);
  const otherApi = new apigateway.RestApi(stack, 'Other', { deployOptions: { stageName: 'v1' } });
  const authorizer = new apigateway.TokenAuthorizer(stack, 'OtherGuard', { handler: guard });
  otherApi.root.addResource('default').addMethod('ANY', integration, { authorizer });
}

let tokens = 0;

describe('the result cache', () => {
  const served = serve(build);
  beforeEach(() => {
    tokens += 1;
    served.play({ Guard: () => grantAll(), Service: serviceOk });
  });
  const send = (target: string, token = `t${tokens}`, method = 'GET') =>
    served.call(target, { method, headers: [['Authorization', token]] });
  const asked = () => served.eventsOf('Guard').length;

  test('keeps a result for 300 seconds where the template names no time', async () => {
    await send('/default');
    served.advance(299_999);
    await send('/default');
    expect(asked()).toBe(1);
    served.advance(1);
    await send('/default');
    expect(asked()).toBe(2);
  });

  test('is off at 0', async () => {
    await send('/off');
    await send('/off');
    expect(asked()).toBe(2);
  });

  test('keeps nothing longer than 3600 seconds', async () => {
    await send('/hour');
    served.advance(3_599_999);
    await send('/hour');
    expect(asked()).toBe(1);
    served.advance(1);
    await send('/hour');
    expect(asked()).toBe(2);
  });

  test("has the token's value within the API and the stage as its key", async () => {
    const names = served.app.apis.map(({ name, stage }) => `${name} ${stage.name}`);
    expect(names).toEqual(['Api v1', 'Api v2', 'Other v1']);
    for (const api of [0, 1, 2, 0, 1, 2]) {
      const headers = [['Authorization', 'same']] as const;
      expect((await served.call('/default', { headers, api })).status).toBe(200);
    }
    expect(asked()).toBe(3);
  });

  test("has the token's value within the authorizer as its key", async () => {
    await send('/default', 'a');
    await send('/default', 'b');
    expect(asked()).toBe(2);
    await send('/other', 'a');
    expect(asked()).toBe(3);
    await send('/default', 'a');
    await send('/other', 'a');
    expect(asked()).toBe(3);
  });

  test('contains the policy and not the decision, which is made for the ARN of each request', async () => {
    served.play({
      Guard: () => answerOf(statement('Allow', `${served.stageArn}/GET/default`), { context: { a: 'b' } }),
      Service: serviceOk,
    });
    expect((await send('/default')).status).toBe(200);
    expect((await send('/default', undefined, 'POST')).status).toBe(403);
    expect((await send('/default')).status).toBe(200);
    expect(asked()).toBe(1);
    expect(served.eventsOf('Service').at(-1)?.requestContext.authorizer).toMatchObject({
      principalId: 'ada',
      a: 'b',
    });
  });

  test('holds policies that deny, too', async () => {
    served.play({ Guard: () => answerOf(statement('Deny', '*')), Service: serviceOk });
    expect((await send('/default')).status).toBe(403);
    expect((await send('/default')).status).toBe(403);
    expect(asked()).toBe(1);
  });

  test.each([
    ['401s', thrown('Unauthorized'), 401],
    ['thrown errors', thrown('broken'), 500],
  ])('holds no %s', async (_kind, result, status) => {
    served.play({ Guard: () => result, Service: serviceOk });
    expect((await send('/default')).status).toBe(status);
    expect((await send('/default')).status).toBe(status);
    expect(asked()).toBe(2);
  });
});
