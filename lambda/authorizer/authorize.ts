/**
 * The authorizer's operation. It takes a bearer token and returns the policy of all routes that the token may
 * call.
 */
import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import type { RouteGrants } from '../route-grants';
import type { VerifyAccessToken } from '../shared/tokens/verify-access-token';
import { readStageArn } from './api-arn';
import { AuthPolicy } from './auth-policy';
import { readBearerToken } from './bearer-token';
import type { CheckSession } from './check-session';

/** The dependencies of the operation. */
export interface AuthorizeDependencies {
  readonly verifyToken: VerifyAccessToken;
  readonly checkSession: CheckSession;
  readonly grants: RouteGrants;
}

/** The members of API Gateway's event that the operation uses. */
export interface AuthorizeCommand {
  /** The whole `Authorization` header. */
  readonly authorizationToken: unknown;
  /** The ARN of the method that was called. */
  readonly methodArn: string;
}

/**
 * Returns the policy.
 * @throws TokenRejectedError when the token is not valid, and any other error when the token could not be
 * checked
 */
export type Authorize = (command: AuthorizeCommand) => Promise<APIGatewayAuthorizerResult>;

/**
 * The maximum number of stages and sets of scopes whose policies are kept. A process serves one stage, and
 * few sets of scopes are in use.
 */
const MAX_POLICIES = 100;

/**
 * Returns the operation. The policy names all routes that the token may call, not only the called one. API
 * Gateway may cache it and apply it to other requests with the same token.
 */
export function authorize({ verifyToken, checkSession, grants }: AuthorizeDependencies): Authorize {
  const policies = new Map<string, APIGatewayAuthorizerResult['policyDocument']>();

  /** Returns the policy of a stage and its scopes. Policies differ only by these, so each is built once. */
  function findPolicy(stageArn: string, scope: string) {
    const key = `${stageArn} ${scope}`;
    const known = policies.get(key);
    if (known) return known;
    const policy = buildPolicy(stageArn, scope.split(' '));
    if (policies.size >= MAX_POLICIES) policies.clear();
    policies.set(key, policy);
    return policy;
  }

  function buildPolicy(stageArn: string, scopes: readonly string[]) {
    // the policy document does not contain the principal
    const policy = new AuthPolicy('anybody', stageArn);
    for (const pattern of grants.anyToken) policy.allowPattern(pattern);
    for (const scope of scopes) {
      if (!Object.hasOwn(grants.scopes, scope)) continue;
      for (const pattern of grants.scopes[scope] ?? []) policy.allowPattern(pattern);
    }
    return policy.build().policyDocument;
  }

  return async ({ authorizationToken, methodArn }) => {
    const token = await verifyToken(readBearerToken(authorizationToken));
    await checkSession(token);

    const { sub, sid, username, scope = '', auth_time: authTime, amr } = token.claims;
    return {
      principalId: sub,
      policyDocument: findPolicy(readStageArn(methodArn), scope),
      context: { sub, sid, username, scope, authTime, amr: amr.join(' ') },
    };
  };
}
