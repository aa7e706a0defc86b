/** Responses of the authorizers that the tests play. */
import type { HeaderPair } from '../../../local/gateway/http/messages';

/** Creates a statement about invoking routes. */
export function statement(Effect: string, Resource: unknown, more: Record<string, unknown> = {}) {
  return { Action: 'execute-api:Invoke', Effect, Resource, ...more };
}

/** Creates an authorizer's response with these statements. */
export function answerOf(Statement: unknown, more: Record<string, unknown> = {}) {
  return { principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement }, ...more };
}

/** Creates an authorizer's response that allows everything. */
export function grantAll(more: Record<string, unknown> = {}) {
  return answerOf(statement('Allow', '*'), more);
}

/** A function that responds with 200. */
export const serviceOk = () => ({ statusCode: 200, body: 'served' });

/** A header with a token. */
export const bearer: readonly HeaderPair[] = [['Authorization', 'Bearer abc.def']];
