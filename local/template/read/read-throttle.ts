/** Reads the limits of token buckets. */

import { listOf, numberOf, objectOf, type Properties, textOf } from '../resolve/property';
import type { MethodThrottle, ThrottleLimits } from '../usage-definition';

/**
 * The limits of an account in most regions:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const accountLimits: ThrottleLimits = { ratePerSecond: 10_000, burst: 5_000 };

function readLimits(properties: Properties, rateName: string, burstName: string): ThrottleLimits | undefined {
  if (properties[rateName] === undefined && properties[burstName] === undefined) return undefined;
  const ratePerSecond = numberOf(properties, rateName, accountLimits.ratePerSecond);
  const burst = numberOf(properties, burstName, accountLimits.burst);
  // -1 removes a limit
  if (ratePerSecond < 0 || burst < 0) return accountLimits;
  return { ratePerSecond, burst };
}

/** Reads the limits of a usage plan or of a stage in one; undefined if there are none. */
export function readThrottle(properties: Properties): ThrottleLimits | undefined {
  return readLimits(properties, 'RateLimit', 'BurstLimit');
}

/** Reads the limits of a usage plan for methods. Their names are such as `/pets/GET`. */
export function readPlanThrottles(stage: Properties): readonly MethodThrottle[] {
  const throttles = objectOf(stage, 'Throttle');
  return Object.keys(throttles).flatMap((name) => {
    const limits = readThrottle(objectOf(throttles, name));
    const [, resourcePath = '', httpMethod = ''] = /^(.*)\/([^/]+)$/.exec(name) ?? [];
    return limits === undefined ? [] : [{ ...limits, ...methodOf(resourcePath, httpMethod) }];
  });
}

/** Reads the limits in the method settings of a stage. Their paths are such as `/*` or `/~1pets~1{id}`. */
export function readStageThrottles(stage: Properties): readonly MethodThrottle[] {
  return listOf<Properties>(stage, 'MethodSettings').flatMap((setting) => {
    const limits = readLimits(setting, 'ThrottlingRateLimit', 'ThrottlingBurstLimit');
    const resourcePath = textOf(setting, 'ResourcePath') ?? '/*';
    const httpMethod = textOf(setting, 'HttpMethod') ?? '*';
    return limits === undefined ? [] : [{ ...limits, ...methodOf(resourcePath, httpMethod) }];
  });
}

function methodOf(resourcePath: string, httpMethod: string) {
  const path = resourcePath.replaceAll('~1', '/').replace(/^\/*/, '/');
  return { resourcePath: path === '/*' ? '*' : path, httpMethod: httpMethod.toUpperCase() };
}
