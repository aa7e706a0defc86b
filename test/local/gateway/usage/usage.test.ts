/** API keys, usage plans and throttles, tested through the gateway of a synthesized stack. */
import type { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { asInterface } from '../../../../lib/constructs/as-interface';
import { createGateway } from '../../../../local/gateway/gateway';
import type { RequestHandler } from '../../../../local/gateway/http/messages';
import { createUsageCounters } from '../../../../local/gateway/usage/usage-counters';
import { readAssembly } from '../../../../local/template/read-assembly';
import { grantAll, serviceOk } from '../../fidelity/grants';
import { addFunction, synthesizeStack } from '../../template/synthesize';
import { drive } from '../drive';

const value = 'a-key-of-more-than-twenty-letters';

interface Planning {
  readonly plan?: Partial<apigateway.UsagePlanProps>;
  readonly stage?: apigateway.StageOptions;
  readonly source?: apigateway.ApiKeySourceType;
  readonly petsThrottle?: apigateway.ThrottleSettings;
}

const build =
  ({ plan = {}, stage = {}, source, petsThrottle }: Planning) =>
  (stack: Stack): void => {
    const api = new apigateway.RestApi(stack, 'Api', {
      deployOptions: { stageName: 'v1', ...stage },
      ...(source !== undefined && { apiKeySourceType: source }),
    });
    const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
    const authorizer = new apigateway.TokenAuthorizer(stack, 'Authorizer', {
      handler: addFunction(stack, 'Guard'),
    });
    const pets = api.root.addResource('pets').addMethod('ANY', integration, { apiKeyRequired: true });
    api.root.addResource('toys').addMethod('GET', integration, { apiKeyRequired: true });
    api.root.addResource('open').addMethod('ANY', integration);
    api.root.addResource('guarded').addMethod('GET', integration, { apiKeyRequired: true, authorizer });
    api.root
      .addResource('web')
      .addMethod('GET', new apigateway.HttpIntegration('https://example.com'), { apiKeyRequired: true });
    const throttle = petsThrottle === undefined ? [] : [{ method: pets, throttle: petsThrottle }];
    const usagePlan = api.addUsagePlan('Plan', {
      ...plan,
      apiStages: [{ stage: api.deploymentStage, throttle }],
    });
    usagePlan.addApiKey(api.addApiKey('Key', { value }));
    usagePlan.addApiKey(api.addApiKey('Nameless'));
    usagePlan.addApiKey(new apigateway.ApiKey(stack, 'Disabled', { value: `${value}-off`, enabled: false }));
    new apigateway.ApiKey(stack, 'Planless', { value: `${value}-planless` });
    // a plan without stages
    new apigateway.UsagePlan(stack, 'Elsewhere').addApiKey(
      new apigateway.ApiKey(stack, 'Other', { value: `${value}-other` }),
    );
  };

type Options = Parameters<typeof drive>[2];

function start(planning: Planning, options?: Options) {
  const driven = drive(build(planning), undefined, options);
  driven.play({ Service: serviceOk, Guard: () => grantAll({ usageIdentifierKey: value }) });
  return {
    ...driven,
    async status(target: string, key: string | undefined = value, method = 'GET') {
      const headers = key === '' ? [] : [['X-API-Key', key] as const];
      return (await driven.send({ target, method, headers })).status;
    },
  };
}

const repeat = async (times: number, send: () => Promise<number>) => {
  const statuses: number[] = [];
  for (let round = 0; round < times; round += 1) statuses.push(await send());
  return statuses;
};

describe('an API key', () => {
  const driven = start({});

  test.each([
    ['missing', ''],
    ['unknown', 'nobody-has-this-key-at-all'],
    ['disabled', `${value}-off`],
    ['in no usage plan', `${value}-planless`],
    ['in a plan that does not hold the stage', `${value}-other`],
  ])('that is %s is a 403', async (_kind, key) => {
    const reply = await driven.send({ target: '/pets', headers: key === '' ? [] : [['x-api-key', key]] });
    expect([reply.status, reply.text, reply.header('x-amzn-ErrorType')]).toEqual([
      403,
      '{"message":"Forbidden"}',
      'ForbiddenException',
    ]);
    expect(reply.trace.reason).toMatch(/^INVALID_API_KEY: /);
    expect(JSON.stringify(reply.trace)).not.toContain(value);
  });

  test('of a plan of the stage lets the request pass, and is part of its identity', async () => {
    expect(await driven.status('/pets')).toBe(200);
    expect(driven.eventsOf('Service').at(-1)?.requestContext.identity).toMatchObject({
      apiKey: value,
      apiKeyId: expect.stringMatching(/^[a-z0-9]{10}$/),
      sourceIp: '127.0.0.1',
    });
  });

  test('without a value in the template has one with its logical id', async () => {
    const keys = driven.api.usagePlans?.flatMap((plan) => plan.keys.map((key) => key.value)) ?? [];
    const made = keys.find((key) => key !== value) ?? '';
    expect(made).toMatch(/^local-api-key-ApiNameless\w+$/);
    expect(await driven.status('/pets', made)).toBe(200);
  });

  test('is not checked if the method does not require it', async () => {
    expect(await driven.status('/open', '')).toBe(200);
    expect(driven.eventsOf('Service').at(-1)?.requestContext.identity).not.toHaveProperty('apiKey');
  });

  test('is not checked for a route that is not run', async () => {
    expect(await driven.status('/web', '')).toBe(501);
  });

  test('comes from the authorizer, and from no header, where the API says so', async () => {
    const other = start({ source: apigateway.ApiKeySourceType.AUTHORIZER });
    expect(await other.status('/pets')).toBe(403);
    const guarded = await other.send({ target: '/guarded', headers: [['Authorization', 'x']] });
    expect(guarded.status).toBe(200);
  });
});

describe("a usage plan's throttle", () => {
  test('is a token bucket for each key', async () => {
    const driven = start({ plan: { throttle: { rateLimit: 2, burstLimit: 3 } } });
    const send = () => driven.status('/pets');
    expect(await repeat(4, send)).toEqual([200, 200, 200, 429]);
    driven.advance(500);
    expect(await repeat(2, send)).toEqual([200, 429]);
    const made = driven.api.usagePlans?.[0]?.keys.find((key) => key.value !== value)?.value;
    expect(await driven.status('/pets', made)).toBe(200);
    driven.advance(60_000);
    expect(await repeat(4, send)).toEqual([200, 200, 200, 429]);
  });

  test('may be closer for a method', async () => {
    const driven = start({
      plan: { throttle: { rateLimit: 10, burstLimit: 10 } },
      petsThrottle: { rateLimit: 1, burstLimit: 1 },
    });
    // CDK writes ANY, which means every verb.
    expect(driven.api.usagePlans?.[0]?.methodThrottles).toMatchObject([
      { resourcePath: '/pets', httpMethod: 'ANY', burst: 1 },
    ]);
    expect(await repeat(2, () => driven.status('/pets'))).toEqual([200, 429]);
    expect(await repeat(2, () => driven.status('/toys'))).toEqual([200, 200]);
  });

  test('answers 429 Too Many Requests', async () => {
    const driven = start({ plan: { throttle: { rateLimit: 1, burstLimit: 0 } } });
    const reply = await driven.send({ target: '/pets', headers: [['x-api-key', value]] });
    expect([reply.status, reply.text, reply.header('x-amzn-ErrorType')]).toEqual([
      429,
      '{"message":"Too Many Requests"}',
      'TooManyRequestsException',
    ]);
  });
});

describe("a usage plan's quota", () => {
  const quota = (period: apigateway.Period, offset = 0) => ({
    plan: { quota: { limit: 2, period, offset } },
  });

  test('answers 429 Limit Exceeded', async () => {
    const driven = start(quota(apigateway.Period.DAY));
    const send = () => driven.send({ target: '/pets', headers: [['x-api-key', value]] });
    await send();
    await send();
    const reply = await send();
    expect([reply.status, reply.text, reply.header('x-amzn-ErrorType')]).toEqual([
      429,
      '{"message":"Limit Exceeded"}',
      'LimitExceededException',
    ]);
  });

  // The clock of the tests begins on Tuesday, 14 April 2026, 22:11 UTC.
  test.each([
    [apigateway.Period.DAY, 0],
    [apigateway.Period.WEEK, 4],
    [apigateway.Period.MONTH, 16],
  ])('starts again with each %s', async (period, days) => {
    const driven = start(quota(period));
    const send = () => driven.status('/pets');
    const hour = 3_600_000;
    expect(await repeat(3, send)).toEqual([200, 200, 429]);
    driven.advance(days * 24 * hour + hour);
    expect(await send()).toBe(429);
    driven.advance(hour);
    expect(await repeat(3, send)).toEqual([200, 200, 429]);
  });

  test('is smaller by the offset at first', async () => {
    const driven = start(quota(apigateway.Period.DAY, 1));
    expect(await repeat(2, () => driven.status('/pets'))).toEqual([200, 429]);
    driven.advance(86_400_000);
    expect(await repeat(3, () => driven.status('/pets'))).toEqual([200, 200, 429]);
  });
});

describe('a usage plan with two stages', () => {
  const stagesOf = (plan: Partial<apigateway.UsagePlanProps>, petsThrottle?: apigateway.ThrottleSettings) => {
    const app = readAssembly(
      synthesizeStack((stack) => {
        const api = new apigateway.RestApi(stack, 'Api', { deployOptions: { stageName: 'v1' } });
        const pets = api.root
          .addResource('pets')
          .addMethod('GET', new apigateway.MockIntegration(), { apiKeyRequired: true });
        const deployment = new apigateway.Deployment(stack, 'Second', {
          api: asInterface<apigateway.IRestApi>(api),
        });
        const second = new apigateway.Stage(stack, 'V2', { deployment, stageName: 'v2' });
        const throttle = petsThrottle === undefined ? [] : [{ method: pets, throttle: petsThrottle }];
        const apiStages = [api.deploymentStage, second].map((stage) => ({ stage, throttle }));
        const usagePlan = api.addUsagePlan('Plan', { ...plan, apiStages });
        usagePlan.addApiKey(api.addApiKey('Key', { value }));
      }),
    );
    const now = () => 0;
    const counters = createUsageCounters(now);
    const invoke = async () => ({ kind: 'timed-out' }) as const;
    return app.apis.map((api) => createGateway(api, { ...app, now, counters, invoke }));
  };
  const reasonFrom = async (stage: RequestHandler | undefined) => {
    const headers = [['x-api-key', value]] as const;
    const request = { method: 'GET', target: '/pets', headers, body: Buffer.alloc(0), sourceIp: '127.0.0.1' };
    const { trace } = (await stage?.handle(request)) ?? {};
    return trace?.reason?.split(':')[0];
  };

  test('has one throttle for both', async () => {
    const [first, second] = stagesOf({ throttle: { rateLimit: 1, burstLimit: 2 } });
    expect(await reasonFrom(first)).not.toBe('THROTTLED');
    expect(await reasonFrom(second)).not.toBe('THROTTLED');
    expect(await reasonFrom(first)).toBe('THROTTLED');
    expect(await reasonFrom(second)).toBe('THROTTLED');
  });

  test('has one quota for both', async () => {
    const [first, second] = stagesOf({ quota: { limit: 1, period: apigateway.Period.DAY } });
    expect(await reasonFrom(first)).not.toBe('QUOTA_EXCEEDED');
    expect(await reasonFrom(second)).toBe('QUOTA_EXCEEDED');
  });

  test("has a method's throttle for each", async () => {
    const [first, second] = stagesOf({}, { rateLimit: 1, burstLimit: 1 });
    expect(await reasonFrom(first)).not.toBe('THROTTLED');
    expect(await reasonFrom(second)).not.toBe('THROTTLED');
    expect(await reasonFrom(second)).toBe('THROTTLED');
  });
});

describe("a stage's throttle", () => {
  const stage = {
    throttlingRateLimit: 1,
    throttlingBurstLimit: 2,
    methodOptions: {
      '/open/PUT': { throttlingRateLimit: 1, throttlingBurstLimit: 1 },
      '/open/GET': { dataTraceEnabled: false },
    },
  };

  test('counts each method separately', async () => {
    const driven = start({ stage });
    expect(await repeat(3, () => driven.status('/open', ''))).toEqual([200, 200, 429]);
    expect(await repeat(3, () => driven.status('/open', '', 'POST'))).toEqual([200, 200, 429]);
    expect(await repeat(2, () => driven.status('/open', '', 'PUT'))).toEqual([200, 429]);
    driven.advance(1_000);
    expect(await repeat(2, () => driven.status('/open', ''))).toEqual([200, 429]);
  });

  test('can be turned off', async () => {
    const driven = start({ stage }, { throttle: false });
    expect(await repeat(5, () => driven.status('/open', '', 'PUT'))).toEqual([200, 200, 200, 200, 200]);
  });
});
