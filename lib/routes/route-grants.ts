/** Creates the route grants that the authorizer reads, and measures the policies that follow from them. */
import {
  ROUTE_GRANTS_FILE,
  type RouteGrants,
  STEP_UP_GRANTS_FILE,
  type StepUpGrant,
} from '../../lambda/route-grants';
import { toArnPattern } from '../../lambda/route-patterns';
import { checkRouteOverlap, type GuardedRoute } from '../checks/check-route-overlap';
import { checkStepUp } from '../checks/check-step-up';
import { ConfigurationError } from '../stages/configuration-error';
import { mergePatterns } from './merge-patterns';
import { withTrailingSlash } from './with-trailing-slash';

/** The largest policy that an authorizer may return, in bytes; API Gateway's limit is 8 KB. */
const MAX_POLICY_BYTES = 8_000;

/** The longest ARN of a stage, without the stage's name: partition, region, account and API. */
const LONGEST_API_ARN = `arn:aws-us-gov:execute-api:${'x'.repeat(16)}:000000000000:${'x'.repeat(10)}/`;

/** The condition under which a policy denies routes that require a step-up, with any time. */
const TOO_OLD = { DateGreaterThanEquals: { 'aws:CurrentTime': '2026-01-02T03:04:05.000Z' } };

/** The grants of a stage. */
export interface StageGrants extends RouteGrants {
  /** Routes that require a step-up; no other member has them. @default - the stage has no such route */
  readonly stepUp?: readonly StepUpGrant[];
}

/**
 * Creates the grants of a route table. Routes without a scope are merged where the wildcard opens neither a route with a scope nor
 * a public route. Routes with a scope or a step-up are listed one by one.
 * @param basePath the path in front of every route
 * @throws ConfigurationError when patterns of different scopes overlap
 */
export function createRouteGrants(table: Readonly<Record<string, GuardedRoute>>, basePath = ''): StageGrants {
  checkRouteOverlap(table);
  checkStepUp(table);
  const routes = Object.entries(table).map(([key, route]) => ({ ...route, pattern: toArnPattern(key) }));
  // added last, so that it does not count as a prefix that routes share
  const place = (pattern: string) => pattern.replace('/', `${basePath}/`);
  const isOpen = ({ access, scope, stepUp }: GuardedRoute) =>
    access === 'signed-in' && scope === undefined && stepUp === undefined;
  const patternsOf = (chosen: typeof routes) => chosen.map(({ pattern }) => pattern);
  const scopes = new Map<string, string[]>();
  const stepUps = new Map<string, StepUpGrant>();
  for (const { access, scope, stepUp, pattern } of routes) {
    if (stepUp !== undefined) {
      const grant = { ...stepUp, ...(scope !== undefined && { scope }) };
      const name = JSON.stringify(grant);
      const patterns = [...(stepUps.get(name)?.patterns ?? []), ...withTrailingSlash(pattern).map(place)];
      stepUps.set(name, { ...grant, patterns });
      continue;
    }
    if (access !== 'signed-in' || scope === undefined) continue;
    scopes.set(scope, [...(scopes.get(scope) ?? []), ...withTrailingSlash(pattern)]);
  }
  return {
    anyToken: mergePatterns(
      patternsOf(routes.filter(isOpen)),
      patternsOf(routes.filter((route) => !isOpen(route))),
    ).map(place),
    scopes: Object.fromEntries([...scopes].map(([scope, patterns]) => [scope, patterns.map(place)])),
    ...(stepUps.size > 0 && { stepUp: [...stepUps.values()] }),
  };
}

/** Returns the grants as files of the authorizer's asset, by file name. */
export function toRouteGrantsFiles({ stepUp, ...grants }: StageGrants): Readonly<Record<string, string>> {
  return {
    [ROUTE_GRANTS_FILE]: JSON.stringify(grants),
    ...(stepUp && { [STEP_UP_GRANTS_FILE]: JSON.stringify(stepUp) }),
  };
}

/** Returns the size of the policy for a token with every scope, in bytes of JSON, for the longest possible ARN of the stage. */
export function measureLargestPolicy(grants: StageGrants, stageName: string): number {
  const patterns = new Set([...grants.anyToken, ...Object.values(grants.scopes).flat()]);
  const { stepUp: stepUps = [] } = grants;
  const toStatement = (Effect: string, listed: readonly string[], Condition?: object) => ({
    Effect,
    Action: 'execute-api:Invoke',
    Resource: listed.map((pattern) => `${LONGEST_API_ARN}${stageName}/${pattern}`),
    Condition,
  });
  const policy = {
    Version: '2012-10-17',
    Statement: [
      toStatement('Allow', [...patterns]),
      ...(stepUps.length > 0
        ? [
            toStatement(
              'Allow',
              stepUps.flatMap((grant) => grant.patterns),
            ),
          ]
        : []),
      ...stepUps.map((grant) => toStatement('Deny', grant.patterns, TOO_OLD)),
    ],
  };
  return Buffer.byteLength(JSON.stringify(policy));
}

/** Returns one line with the size of the authorizer's largest policy. */
export function describeLargestPolicy(name: string, bytes: number): string {
  return `${name}: at most ${bytes} of ${MAX_POLICY_BYTES} bytes in a policy of the authorizer`;
}

/**
 * Rejects routes whose policy API Gateway would reject.
 * @throws ConfigurationError with one line
 */
export function checkLargestPolicy(name: string, bytes: number): void {
  if (bytes <= MAX_POLICY_BYTES) return;
  throw new ConfigurationError(
    `${name}: the policy of a token with every scope has ${bytes} bytes, over the limit of ${MAX_POLICY_BYTES}: give protected routes a common prefix, or spread them over more APIs.`,
  );
}
