/** Reads the caller from the authorizer's context. */

import type { APIGatewayProxyEvent } from 'aws-lambda';
import { InternalError } from '../errors';
import type { Caller } from './request';

/**
 * Returns the caller of a protected route.
 * @throws InternalError when the context is missing or incomplete: the route then has no authorizer and must
 * not be served
 */
export function readCaller(event: APIGatewayProxyEvent): Caller {
  const context: Record<string, unknown> = event.requestContext.authorizer ?? {};
  const { sub, sid, username, scope, amr } = context;
  // API Gateway passes numbers on as strings.
  const authTime = Number(context.authTime ?? Number.NaN);
  if (!isFilled(sub) || !isFilled(sid) || !isFilled(username) || !Number.isSafeInteger(authTime)) {
    throw new InternalError('A protected route was reached without the context of the authorizer');
  }
  // An account without scopes has an empty string here, or nothing.
  const scopes = isFilled(scope) ? scope.split(' ') : [];
  // An authorizer of the release before sends no methods: the caller then has used no second factor.
  return { sub, sid, username, scopes, authTime, amr: isFilled(amr) ? amr.split(' ') : [] };
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
