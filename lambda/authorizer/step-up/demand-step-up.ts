/** Adds the routes that require a step-up to the authorizer's policies, in a stage that has such routes. */
import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { denials, stepUpRequired } from '../../denials';
import { problemType } from '../../http-conventions';
import type { StepUpGrant } from '../../route-grants';
import { readStageArn } from '../api-arn';
import { AuthPolicy, splitPattern } from '../auth-policy';
import type { AuthorizerHandler } from '../authorizer-handler';
import { matchesWildcard } from './matches-wildcard';

/**
 * Allows the routes for which the token has the scope. From `auth_time` plus the route's `maxAgeSeconds` on, the policy
 * denies them: by a condition on the time of the request, so that a cached policy stays right. Without a method that
 * the route requires, it denies them at once.
 *
 * The context also names the reason of a denial: see `findDenial`.
 */
export function demandStepUp(judge: AuthorizerHandler, grants: readonly StepUpGrant[]): AuthorizerHandler {
  return async (event, context) => {
    const result = await judge(event, context);
    // the result of a self-check has none
    if (!result.context) return result;
    const scopes = String(result.context.scope).split(' ');
    const methods = String(result.context.amr).split(' ');
    const authTime = Number(result.context.authTime);
    const held = grants.filter(({ scope }) => scope === undefined || scopes.includes(scope));

    const policy = new AuthPolicy(result.principalId, readStageArn(event.methodArn));
    for (const { patterns, maxAgeSeconds, amr = [] } of held) {
      const isStrong = amr.every((method) => methods.includes(method));
      const until = new Date((authTime + maxAgeSeconds) * 1000).toISOString();
      const tooOld = { DateGreaterThanEquals: { 'aws:CurrentTime': until } };
      for (const pattern of patterns) {
        policy.allowPattern(pattern);
        policy.denyMethod(...splitPattern(pattern), isStrong ? tooOld : undefined);
      }
    }
    const { Version, Statement } = result.policyDocument;
    const added = held.length === 0 ? [] : policy.build().policyDocument.Statement;
    const policyDocument = { Version, Statement: [...Statement, ...added] };
    const denial = findDenial(policyDocument, event.methodArn, held.length > 0);
    return { ...result, policyDocument, context: { ...inScope, ...result.context, ...denial } };
  };
}

/** The reason of a denial where the stage has no other. */
const inScope = toContext('INSUFFICIENT_SCOPE', denials.INSUFFICIENT_SCOPE.detail);

/**
 * Returns the reason for the context, for a token that a step-up can help. API Gateway caches the context with the
 * policy, for requests to any route. So the reason is a missing step-up, unless the token may not call the present
 * route at all. A client that is misled by a cached reason steps up once, gets a new token, and with it the true
 * reason.
 */
function findDenial(
  { Statement }: APIGatewayAuthorizerResult['policyDocument'],
  methodArn: string,
  mayStepUp: boolean,
): Readonly<Record<string, string>> {
  const allowed = Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(
    (statement) => ('Resource' in statement && statement.Resource) || [],
  );
  if (!mayStepUp || !allowed.some((resource) => matchesWildcard(resource, methodArn))) return {};
  return toContext('STEP_UP_REQUIRED', stepUpRequired.detail);
}

function toContext(code: string, detail: string) {
  return { denialCode: code, denialType: problemType(code), denialDetail: detail };
}
