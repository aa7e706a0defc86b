/**
 * Runs Lambda authorizers: identifies the caller, gets a policy from the cache or the function, and evaluates
 * it for the request.
 */
import type { Invoke, InvokeResult } from '../../functions/invoke';
import { evaluate } from '../../iam/evaluate';
import type { LambdaAuthorizer } from '../../template/authorizer-definition';
import { GatewayFault } from '../http/gateway-fault';
import { invokeInTime } from '../integrations/invoke-in-time';
import type { MappingScope } from '../mapping/mapping-scope';
import { type Authorization, AuthorizerAnswerError } from './authorizer-answer';
import { createAuthorizerCache } from './authorizer-cache';
import type { AuthorizerTrace } from './authorizer-trace';
import type { Identify, Identity } from './identity';
import { policyContextOf } from './policy-context';
import { rememberAnswers } from './remember-answers';
import { compileRequestIdentity } from './request-identity';
import { compileTokenIdentity } from './token-identity';

/** The dependencies of an authorizer. */
export interface AuthorizerDependencies {
  readonly invoke: Invoke;
  readonly now: () => number;
  /** Whether the API has permission to invoke the authorizer's function. */
  readonly mayInvoke: boolean;
  /** How long to wait for the function, in milliseconds. @default - the timeout of the definition */
  readonly timeoutMs?: number;
}

/**
 * The same as for integrations, and not configurable:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
const defaultTimeoutMs = 29_000;

/** Lets a request pass, or rejects with a `GatewayFault`. */
export type RunAuthorizer = (scope: MappingScope, methodArn: string, trace: AuthorizerTrace) => Promise<void>;

const denials = {
  'explicit-deny':
    'User is not authorized to access this resource with an explicit deny in an identity-based policy',
  'implicit-deny':
    'User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action',
};

const verdicts = {
  allow: 'allowed',
  'explicit-deny': 'denied: explicit',
  'implicit-deny': 'denied: implicit',
};

function readResult(result: InvokeResult, read: (payload: string) => Authorization): Authorization {
  if (result.kind === 'timed-out') throw new AuthorizerAnswerError('it timed out');
  if (result.kind === 'returned') return read(result.payload);
  if (result.errorMessage === 'Unauthorized') {
    throw new GatewayFault('UNAUTHORIZED', 'the authorizer rejected the caller');
  }
  throw new AuthorizerAnswerError(`it failed with ${result.errorType}`);
}

/**
 * Compiles an authorizer.
 * @throws Error when its validation expression cannot be translated
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function compileAuthorizer(
  definition: LambdaAuthorizer,
  { invoke, now, mayInvoke, timeoutMs = definition.timeoutMs ?? defaultTimeoutMs }: AuthorizerDependencies,
): RunAuthorizer {
  const identify: Identify =
    'identitySources' in definition ? compileRequestIdentity(definition) : compileTokenIdentity(definition);
  const cache = createAuthorizerCache(definition.resultTtlSeconds, now);
  const readAnswer = rememberAnswers();

  async function ask(identity: Identity, methodArn: string, trace: AuthorizerTrace) {
    if (!mayInvoke) {
      trace.authorizer = 'not invoked: no permission';
      const reason = `the function of authorizer ${definition.logicalId} lacks an AWS::Lambda::Permission for it`;
      throw new GatewayFault('AUTHORIZER_CONFIGURATION_ERROR', reason);
    }
    trace.authorizer = 'refused';
    try {
      const invoked = invoke(definition.functionArn, identity.event(methodArn), (requestId) => {
        trace.authorizerRequestId = requestId;
      });
      const late = () => new AuthorizerAnswerError(`it did not respond within ${timeoutMs} ms`);
      return readResult(await invokeInTime(invoked, timeoutMs, late), readAnswer);
    } catch (error) {
      if (!(error instanceof AuthorizerAnswerError)) throw error;
      trace.authorizer = 'failed';
      const reason = `authorizer ${definition.logicalId}: ${error.message}`;
      throw new GatewayFault('AUTHORIZER_CONFIGURATION_ERROR', reason);
    }
  }

  return async (scope, methodArn, trace) => {
    const identity = identify(scope, trace);
    const kept = cache.get(identity.key);
    const started = now();
    const authorization = kept ?? (await ask(identity, methodArn, trace));
    // An invocation counts as at least 1 ms, because 0 means that the function was not invoked.
    const integrationLatency = kept === undefined ? Math.max(1, now() - started) : 0;
    if (kept === undefined) cache.set(identity.key, authorization);
    const { principalId, context, usageIdentifierKey } = authorization;
    trace.caller = { ...context, ...(principalId !== undefined && { principalId }), integrationLatency };
    if (usageIdentifierKey !== undefined) trace.usageIdentifierKey = usageIdentifierKey;
    const evaluation = evaluate(authorization.policies, {
      action: 'execute-api:Invoke',
      resource: methodArn,
      context: policyContextOf(scope.request),
    });
    const { decision } = evaluation;
    trace.evaluation = evaluation;
    const manner = kept === undefined ? `${integrationLatency} ms` : 'cached · 0 ms';
    const nameless = principalId === undefined ? ' · no principalId' : '';
    trace.authorizer = `${verdicts[decision]} · ${manner}${nameless}`;
    if (decision !== 'allow') {
      throw new GatewayFault('ACCESS_DENIED', `the authorizer's policy: ${decision}`, denials[decision]);
    }
  };
}
