/** Reads who calls from the authorizer's context. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Caller } from './request';

/**
 * The caller of a protected route.
 * @throws Error when the context is missing or incomplete: then the route stands open, and must not be served
 */
export function readCaller(event: APIGatewayProxyEvent): Caller {
  const context: Record<string, unknown> = event.requestContext.authorizer ?? {};
  const { sub, sid, username, scope } = context;
  if (!isFilled(sub) || !isFilled(sid) || !isFilled(username) || typeof scope !== 'string') {
    throw new Error('A protected route was reached without the context of the authorizer');
  }
  return { sub, sid, username, scopes: scope.split(' ').filter((part) => part !== '') };
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
