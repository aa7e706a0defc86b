/** Checks the API key, the usage plan and the throttles of a request after the caller is authorized. */
import type { ApiMethod, RestApi } from '../../template/model';
import type { ApiKey, UsagePlan } from '../../template/usage-definition';
import { GatewayFault } from '../http/gateway-fault';
import type { ParsedRequest } from '../http/parse-request';
import { findMethodThrottle } from './method-throttles';
import { createTokenBuckets } from './token-bucket';
import type { UsageCounters } from './usage-counters';

/** Lets a request pass, or throws a `GatewayFault`. Returns the caller's key if the method requires one. */
export type Admit = (
  method: ApiMethod,
  request: ParsedRequest,
  usageIdentifierKey: string | undefined,
) => ApiKey | undefined;

interface PlannedKey {
  readonly key: ApiKey;
  readonly plan: UsagePlan;
}

/** The inputs for compiling the usage of a stage. */
export interface UsageOptions {
  /** Whether requests are throttled. */
  readonly throttle: boolean;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The counters of the plans, shared with the other stages. */
  readonly counters: UsageCounters;
}

/**
 * Compiles the usage of a stage. The limits of the plan apply first, then those of the stage.
 * A plan counts each key separately, over all stages of the plan together. Its limits for a method count each
 * stage separately. The stage's limits count each method separately.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function compileUsage(api: RestApi, { throttle, now, counters }: UsageOptions): Admit {
  const planned = new Map<string, PlannedKey>();
  for (const plan of api.usagePlans ?? []) {
    for (const key of plan.keys) {
      if (planned.has(key.value)) continue;
      planned.set(key.value, { key, plan });
    }
  }
  const stageThrottles = api.stage.throttles ?? [];
  const take = createTokenBuckets(now);

  function checkPlan({ key, plan }: PlannedKey, { resourcePath }: ApiMethod, verb: string): void {
    const ofMethod = findMethodThrottle(plan.methodThrottles, resourcePath, verb);
    const limits = ofMethod ?? plan.throttle;
    const planAndKey = `${plan.logicalId} ${key.id}`;
    const bucket =
      ofMethod === undefined
        ? planAndKey
        : `${planAndKey} ${api.id}/${api.stage.name} ${verb} ${resourcePath}`;
    if (throttle && limits !== undefined && !counters.take(bucket, limits)) {
      throw new GatewayFault('THROTTLED', `the usage plan ${plan.logicalId} is at its rate limit`);
    }
    if (plan.quota !== undefined && !counters.count(planAndKey, plan.quota)) {
      throw new GatewayFault('QUOTA_EXCEEDED', `the quota of the usage plan ${plan.logicalId} is used up`);
    }
  }

  return (method, request, usageIdentifierKey) => {
    let known: PlannedKey | undefined;
    if (method.apiKeyRequired) {
      const sent = api.apiKeySource === 'AUTHORIZER' ? usageIdentifierKey : request.header('x-api-key');
      known = sent ? planned.get(sent) : undefined;
      if (known === undefined) {
        const fault =
          sent === undefined ? 'the API key is missing' : 'no usage plan of the stage has the API key';
        throw new GatewayFault('INVALID_API_KEY', fault);
      }
      checkPlan(known, method, request.method);
    }
    if (!throttle || stageThrottles.length === 0) return known?.key;
    const limits = findMethodThrottle(stageThrottles, method.resourcePath, request.method);
    if (limits !== undefined && !take(`${request.method} ${method.resourcePath}`, limits)) {
      throw new GatewayFault('THROTTLED', 'the stage has reached its rate limit for this method');
    }
    return known?.key;
  };
}
