/** Reads who calls from the authorizer's context. */

import type { APIGatewayProxyEvent } from 'aws-lambda';
import { InternalError } from '../errors';
import type { Caller } from './request';

/**
 * The caller of a protected route.
 * @throws InternalError when the context is missing or incomplete: then the route stands open, and must not be served
 */
export function readCaller(event: APIGatewayProxyEvent): Caller {
  const context: Record<string, unknown> = event.requestContext.authorizer ?? {};
  const { sub, sid, username, scope } = context;
  // API Gateway hands numbers on as strings
  const authTime = Number(context.authTime ?? Number.NaN);
  if (!isFilled(sub) || !isFilled(sid) || !isFilled(username) || !Number.isSafeInteger(authTime)) {
    throw new InternalError('A protected route was reached without the context of the authorizer');
  }
  // an account without scopes has an empty text here, or none
  const scopes = isFilled(scope) ? scope.split(' ') : [];
  return { sub, sid, username, scopes, authTime };
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
