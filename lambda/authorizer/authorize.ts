/** The authorizer's operation: a bearer token in, the policy of everything that it opens out. */
import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import type { RouteGrants } from '../route-grants';
import type { VerifyAccessToken } from '../shared/tokens/verify-access-token';
import { readStageArn } from './api-arn';
import { AuthPolicy } from './auth-policy';
import { readBearerToken } from './bearer-token';
import type { CheckSession } from './check-session';

/** What the operation needs. */
export interface AuthorizeDependencies {
  readonly verifyToken: VerifyAccessToken;
  readonly checkSession: CheckSession;
  readonly grants: RouteGrants;
}

/** What API Gateway asks: the members of its event that count. */
export interface AuthorizeCommand {
  /** The whole `Authorization` header. */
  readonly authorizationToken: unknown;
  /** The ARN of the method that was called. */
  readonly methodArn: string;
}

/**
 * Answers with the policy, or rejects: with TokenRejectedError for a bad token, with anything else when it could not
 * judge.
 */
export type Authorize = (command: AuthorizeCommand) => Promise<APIGatewayAuthorizerResult>;

/** Stages and sets of scopes whose policies are kept: a process serves one stage, and few sets of scopes are in use. */
const MAX_POLICIES = 100;

/**
 * Makes the operation. The policy names all routes that the token opens and not the called one alone, because API Gateway
 * may keep it and judge other requests of the same token by it.
 */
export function authorize({ verifyToken, checkSession, grants }: AuthorizeDependencies): Authorize {
  const policies = new Map<string, APIGatewayAuthorizerResult['policyDocument']>();

  /** Policies differ by stage and scopes only, so that each is built once. */
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
    // whom it is for is no part of the document
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

    const { sub, sid, username, scope = '', auth_time: authTime } = token.claims;
    return {
      principalId: sub,
      policyDocument: findPolicy(readStageArn(methodArn), scope),
      context: { sub, sid, username, scope, authTime },
    };
  };
}
