/** The authorizer's contract with API Gateway: which errors it throws, and what it logs. */
import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import type { authorizerEvents, FieldsOf } from '../events';
import { isAwsCallError } from '../shared/aws/aws-call-error';
import { describeError } from '../shared/describe-error';
import type { Log } from '../shared/log';
import { publishFailure } from '../shared/publish-failure';
import { TokenRejectedError } from '../shared/tokens/token-rejected-error';
import type { Authorize } from './authorize';

type AuthorizerEventName = keyof typeof authorizerEvents;

/** A Lambda handler of a token authorizer. */
export type AuthorizerHandler = (
  event: APIGatewayTokenAuthorizerEvent,
  context?: { readonly awsRequestId: string },
) => Promise<APIGatewayAuthorizerResult>;

/**
 * Creates the handler. It throws `Unauthorized` when a token is not valid, and API Gateway responds with 401.
 * It throws `AuthorizerFault` for every other error, and API Gateway responds with 500. A fault never
 * authorizes a request.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function createAuthorizerHandler(
  authorize: Authorize,
  log: Log<AuthorizerEventName>,
): AuthorizerHandler {
  return async (event, context) => {
    const requestId = context?.awsRequestId;
    try {
      return await authorize(event);
    } catch (error) {
      if (error instanceof TokenRejectedError) {
        const { reason, kid, session } = error;
        log('token_rejected', { reason, kid, ...session, requestId });
        throw withoutStack('Unauthorized');
      }
      publishFailure(error);
      log('authorizer_failed', { ...describe(error), requestId });
      throw withoutStack('AuthorizerFault');
    }
  };
}

/**
 * Creates an error without a stack. The runtime would log the stack of every error: for each rejected token,
 * and a second time for faults.
 */
function withoutStack(message: string): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}`;
  return error;
}

function describe(error: unknown): FieldsOf<'authorizer_failed'> {
  if (!isAwsCallError(error)) return { error: describeError(error) };
  const { name, operation, kind, reason } = error;
  return { error: { name }, operation, kind, reason };
}
