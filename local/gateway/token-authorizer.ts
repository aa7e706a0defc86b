/** Runs a TOKEN authorizer: finds the token, asks the function or the cache, and judges its policy for the request. */
import type { Invoke, InvokeResult } from '../functions/invoke';
import { evaluate } from '../iam/evaluate';
import type { TokenAuthorizer } from '../template/model';
import { type Authorization, AuthorizerAnswerError, readAuthorizerAnswer } from './authorizer-answer';
import { createAuthorizerCache } from './authorizer-cache';
import { GatewayFault } from './gateway-fault';
import { compileJavaPattern, JavaPatternError } from './java-pattern';
import type { ParsedRequest } from './parse-request';
import { policyContextOf } from './policy-context';

/** What an authorizer needs of the world. */
export interface TokenAuthorizerDependencies {
  readonly invoke: Invoke;
  readonly now: () => number;
  /** Whether the API may invoke the function on the authorizer's behalf. */
  readonly mayInvoke: boolean;
}

/** The caller as `event.requestContext.authorizer` has it. */
export type AuthorizedCaller = Readonly<Record<string, string | number | null>>;

/** How an authorizer ran; filled in as far as it gets. */
export interface AuthorizerAccount {
  /** For the log line. */
  authorizer?: string;
  /** What the authorizer said of the caller, whether or not its policy lets the caller pass. */
  caller?: AuthorizedCaller;
}

/** Lets a request pass, or ends it with a fault. */
export type RunAuthorizer = (
  request: ParsedRequest,
  methodArn: string,
  account: AuthorizerAccount,
) => Promise<void>;

const denials = {
  'explicit-deny':
    'User is not authorized to access this resource with an explicit deny in an identity-based policy',
  'implicit-deny':
    'User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action',
};

function readResult(result: InvokeResult): Authorization {
  if (result.kind === 'timed-out') throw new AuthorizerAnswerError('it did not answer in time');
  if (result.kind === 'returned') return readAuthorizerAnswer(result.payload);
  if (result.errorMessage === 'Unauthorized') {
    throw new GatewayFault('UNAUTHORIZED', 'the authorizer refused the token');
  }
  throw new AuthorizerAnswerError(`it failed with ${result.errorType}`);
}

function compileExpression(source: string | undefined): RegExp | undefined {
  if (source === undefined) return undefined;
  try {
    return compileJavaPattern(source);
  } catch (error) {
    if (!(error instanceof JavaPatternError)) throw error;
    const text = `its IdentityValidationExpression holds ${error.message}, which the local run can't translate`;
    throw new Error(text, { cause: error });
  }
}

/**
 * Compiles an authorizer.
 * @throws Error when its validation expression cannot be translated
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function compileTokenAuthorizer(
  definition: TokenAuthorizer,
  { invoke, now, mayInvoke }: TokenAuthorizerDependencies,
): RunAuthorizer {
  const header = definition.identitySource.replace(/^method\.request\.header\./i, '');
  const expression = compileExpression(definition.validationExpression);
  const cache = createAuthorizerCache(definition.resultTtlSeconds, now);

  function findToken(request: ParsedRequest, account: AuthorizerAccount): string {
    const token = request.header(header);
    if (token === undefined || token === '') {
      account.authorizer = 'not invoked: missing token';
      throw new GatewayFault('UNAUTHORIZED', `the header ${header} is missing`);
    }
    if (expression !== undefined && !expression.test(token)) {
      account.authorizer = 'not invoked: malformed token';
      throw new GatewayFault('UNAUTHORIZED', `the header ${header} does not match the validation expression`);
    }
    return token;
  }

  async function ask(authorizationToken: string, methodArn: string, account: AuthorizerAccount) {
    if (!mayInvoke) {
      account.authorizer = 'not invoked: no permission';
      const reason = `the function of authorizer ${definition.logicalId} lacks an AWS::Lambda::Permission for it`;
      throw new GatewayFault('AUTHORIZER_CONFIGURATION_ERROR', reason);
    }
    account.authorizer = 'refused';
    const event = { type: 'TOKEN', authorizationToken, methodArn };
    try {
      return readResult(await invoke(definition.functionArn, event));
    } catch (error) {
      if (!(error instanceof AuthorizerAnswerError)) throw error;
      account.authorizer = 'failed';
      const reason = `authorizer ${definition.logicalId}: ${error.message}`;
      throw new GatewayFault('AUTHORIZER_CONFIGURATION_ERROR', reason);
    }
  }

  return async (request, methodArn, account) => {
    const token = findToken(request, account);
    const kept = cache.get(token);
    const started = now();
    const authorization = kept ?? (await ask(token, methodArn, account));
    // a call takes time, and 0 says that there was none
    const integrationLatency = kept === undefined ? Math.max(1, now() - started) : 0;
    if (kept === undefined) cache.set(token, authorization);
    const { principalId, context } = authorization;
    account.caller = { ...context, ...(principalId !== undefined && { principalId }), integrationLatency };
    const { decision } = evaluate(authorization.policies, {
      action: 'execute-api:Invoke',
      resource: methodArn,
      context: policyContextOf(request),
    });
    const verdict =
      decision === 'allow'
        ? 'allowed'
        : decision === 'explicit-deny'
          ? 'denied: explicit'
          : 'denied: implicit';
    const manner = kept === undefined ? `${integrationLatency} ms` : 'cached · 0 ms';
    const nameless = principalId === undefined ? ' · no principalId' : '';
    account.authorizer = `${verdict} · ${manner}${nameless}`;
    if (decision !== 'allow') {
      throw new GatewayFault('ACCESS_DENIED', `the authorizer's policy: ${decision}`, denials[decision]);
    }
  };
}
