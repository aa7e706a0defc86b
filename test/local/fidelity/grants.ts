/** What the authorizers that the tests play answer with. */
import type { HeaderPair } from '../../../local/gateway/http/messages';

/** A statement about invoking routes. */
export function statement(Effect: string, Resource: unknown, more: Record<string, unknown> = {}) {
  return { Action: 'execute-api:Invoke', Effect, Resource, ...more };
}

/** An authorizer's answer with these statements. */
export function answerOf(Statement: unknown, more: Record<string, unknown> = {}) {
  return { principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement }, ...more };
}

/** An authorizer's answer that allows everything. */
export function grantAll(more: Record<string, unknown> = {}) {
  return answerOf(statement('Allow', '*'), more);
}

/** A function that answers 200. */
export const serviceOk = () => ({ statusCode: 200, body: 'served' });

/** A header that carries a token. */
export const bearer: readonly HeaderPair[] = [['Authorization', 'Bearer abc.def']];
