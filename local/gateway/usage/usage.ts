/** Admits requests by API key, usage plan and throttle, once the caller is authorized. */
import type { ApiKey, ApiMethod, RestApi, UsagePlan } from '../../template/model';
import { GatewayFault } from '../http/gateway-fault';
import type { ParsedRequest } from '../http/parse-request';
import { findMethodThrottle } from './method-throttles';
import { createTokenBuckets } from './token-bucket';
import type { UsageCounters } from './usage-counters';

/** Lets a request pass, or ends it with a fault; returns the caller's key where the method demands one. */
export type Admit = (
  method: ApiMethod,
  request: ParsedRequest,
  usageIdentifierKey: string | undefined,
) => ApiKey | undefined;

interface PlannedKey {
  readonly key: ApiKey;
  readonly plan: UsagePlan;
}

/** What usage is judged with. */
export interface UsageOptions {
  /** Whether token buckets are judged. */
  readonly throttle: boolean;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The counters of the plans, in common with the other stages. */
  readonly counters: UsageCounters;
}

/**
 * Compiles the usage of a stage. The plan's limits come first, then the stage's. A plan's limits are each key's own in
 * all of the plan's stages together, its limits of a method in one stage; the stage's are each method's own.
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
