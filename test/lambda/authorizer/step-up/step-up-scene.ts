/** An authorizer with a step-up, behind the local gateway, which caches its results. */
import type { APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { authorize } from '../../../../lambda/authorizer/authorize';
import type { AuthorizerHandler } from '../../../../lambda/authorizer/authorizer-handler';
import { demandStepUp } from '../../../../lambda/authorizer/step-up/demand-step-up';
import type { Route } from '../../../../lambda/routes';
import type { AccessTokenClaims } from '../../../../lambda/shared/tokens/access-token-claims';
import { createRouteGrants } from '../../../../lib/routes/route-grants';
import { compileAuthorizer } from '../../../../local/gateway/authorizer/authorizer';
import type { AuthorizerTrace } from '../../../../local/gateway/authorizer/authorizer-trace';
import { GatewayFault } from '../../../../local/gateway/http/gateway-fault';
import { parseRequest } from '../../../../local/gateway/http/parse-request';
import { soundClaims } from '../../shared/tokens/mint-token';

const signedIn = { service: 'foo', access: 'signed-in' } as const;

/** The routes of the scene. */
export const table: Readonly<Record<string, Route>> = {
  'GET /foo': signedIn,
  'GET /foo/{id}': signedIn,
  'POST /payments': { ...signedIn, stepUp: { maxAgeSeconds: 300 } },
  'POST /payments/{id}/refund': { ...signedIn, scope: 'clerk', stepUp: { maxAgeSeconds: 300 } },
  'DELETE /vault/{id}': { ...signedIn, stepUp: { maxAgeSeconds: 60, amr: ['mfa'] } },
  'GET /reports': { ...signedIn, scope: 'reports' },
};

export const STAGE = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod';

/** When the user of the scene was authenticated, in epoch seconds. */
export const AUTH_TIME = 1_767_323_045;

/** What a token states. */
export type Claims = Partial<Pick<AccessTokenClaims, 'amr' | 'scope' | 'auth_time'>>;

const toEvent = (methodArn: string, token = 'token'): APIGatewayTokenAuthorizerEvent => ({
  type: 'TOKEN',
  authorizationToken: `Bearer ${token}`,
  methodArn,
});

/** Creates an authorizer for a token with these claims. */
export function createAuthorizer(
  claims: Claims,
  wrap = (judge: AuthorizerHandler) => judge,
): AuthorizerHandler {
  const { stepUp = [], ...grants } = createRouteGrants(table);
  const judge = authorize({
    verifyToken: async () => ({
      claims: { ...(soundClaims as unknown as AccessTokenClaims), auth_time: AUTH_TIME, ...claims },
      kid: 'key-1',
    }),
    checkSession: async () => {},
    grants,
  });
  return demandStepUp(wrap(judge), stepUp);
}

/** Asks the authorizer for a policy, for a request such as `POST/payments`. */
export const judgeRequest = (
  claims: Claims,
  request: string,
  wrap?: (judge: AuthorizerHandler) => AuthorizerHandler,
) => createAuthorizer(claims, wrap)(toEvent(`${STAGE}/${request}`));

/** The local gateway in front of the authorizer. */
export interface GuardedGateway {
  /** The clock of the gateway and of the authorizer, in epoch milliseconds. */
  readonly clock: { millis: number };
  /** How often the authorizer was invoked. */
  readonly invoked: () => number;
  /** Sends a request such as `POST/payments`. Returns `served`, or the code that the response names. */
  readonly ask: (request: string) => Promise<string>;
}

/** Starts the gateway. It caches each result for an hour. */
export function startGateway(claims: Claims): GuardedGateway {
  const clock = { millis: AUTH_TIME * 1000 };
  const handler = createAuthorizer(claims);
  let invoked = 0;
  const run = compileAuthorizer(
    {
      logicalId: 'Authorizer',
      id: 'authorizer',
      name: 'authorizer',
      functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:authorizer',
      resultTtlSeconds: 3_600,
      identitySource: 'method.request.header.Authorization',
    },
    {
      invoke: async (_arn, event) => {
        invoked += 1;
        const { authorizationToken, methodArn } = event as APIGatewayTokenAuthorizerEvent;
        const payload = JSON.stringify(await handler(toEvent(methodArn, authorizationToken.slice(7))));
        return { kind: 'returned', payload };
      },
      now: () => clock.millis,
      mayInvoke: true,
    },
  );
  return {
    clock,
    invoked: () => invoked,
    ask: async (request) => {
      const slash = request.indexOf('/');
      const headers = [['Authorization', 'Bearer token']] as const;
      const plain = {
        method: request.slice(0, slash),
        target: request.slice(slash),
        headers,
        body: Buffer.alloc(0),
        sourceIp: '192.0.2.1',
      };
      const parsed = parseRequest(plain, clock.millis);
      const trace: AuthorizerTrace = {};
      try {
        await run(
          { request: parsed, pathParameters: {}, stageVariables: {}, context: {} },
          `${STAGE}/${request}`,
          trace,
        );
        return 'served';
      } catch (error) {
        if (!(error instanceof GatewayFault) || error.type !== 'ACCESS_DENIED') throw error;
        return String(trace.caller?.denialCode);
      }
    },
  };
}
