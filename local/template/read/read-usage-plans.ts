/** Reads usage plans with their API keys. */
import type { AssemblyView } from '../assembly-view';
import { booleanOf, listOf, numberOf, objectOf, type Properties, textOf } from '../resolve/property';
import type { ApiKey, UsagePlan, UsageQuota } from '../usage-definition';
import { readPlanThrottles, readThrottle } from './read-throttle';

/**
 * Returns the enabled keys by physical id. AWS would generate a missing value; here it is a fixed one with
 * the logical id.
 */
function readKeys(view: AssemblyView): ReadonlyMap<string, ApiKey> {
  return new Map(
    view.ofType('AWS::ApiGateway::ApiKey').flatMap((key) => {
      const properties = key.properties();
      if (!booleanOf(properties, 'Enabled')) return [];
      const value = textOf(properties, 'Value') ?? `local-api-key-${key.logicalId}`;
      return [[key.ref, { id: key.ref, value }] as const];
    }),
  );
}

function readQuota(plan: Properties): UsageQuota | undefined {
  const quota = objectOf(plan, 'Quota');
  const period = textOf(quota, 'Period')?.toUpperCase();
  if (period !== 'DAY' && period !== 'WEEK' && period !== 'MONTH') return undefined;
  return { period, limit: numberOf(quota, 'Limit', 0), offset: numberOf(quota, 'Offset', 0) };
}

/**
 * Reads the usage plans that include a stage.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function readUsagePlans(view: AssemblyView, apiId: string, stageName: string): readonly UsagePlan[] {
  const keys = readKeys(view);
  const members = view.ofType('AWS::ApiGateway::UsagePlanKey').map((member) => member.properties());
  return view.ofType('AWS::ApiGateway::UsagePlan').flatMap((plan) => {
    const properties = plan.properties();
    const stage = listOf<Properties>(properties, 'ApiStages').find(
      ({ ApiId, Stage }) => ApiId === apiId && Stage === stageName,
    );
    if (stage === undefined) return [];
    const throttle = readThrottle(objectOf(properties, 'Throttle'));
    const quota = readQuota(properties);
    return [
      {
        logicalId: plan.logicalId,
        keys: members
          .filter(({ UsagePlanId }) => UsagePlanId === plan.ref)
          .flatMap((member) => keys.get(textOf(member, 'KeyId') ?? '') ?? []),
        methodThrottles: readPlanThrottles(stage),
        ...(throttle !== undefined && { throttle }),
        ...(quota !== undefined && { quota }),
      },
    ];
  });
}
