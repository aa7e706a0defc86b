/** The sign-in that a browser has begun, as its flow cookie holds it. It gives no right but that of its challenge. */
import { randomBytes } from 'node:crypto';
import type { PageFlow } from '../shared/http/page-gate';

/** How long a flow lasts. */
export const FLOW_SECONDS = 600;

/** The version, when the flow began in epoch seconds, its id, and the challenge. */
const GRAMMAR = /^f1\.([1-9]\d{0,10})\.([\w-]{43})(?:\.([\w.-]{1,256}))?$/;

/** Creates a flow. @param challenge the challenge of a second factor. Default: none */
export function createFlow(challenge?: string): PageFlow {
  const id = randomBytes(32).toString('base64url');
  return challenge === undefined ? { id } : { id, challenge };
}

/**
 * Formats a flow for the cookie: `f1.<time>.<id>[.<challenge>]`.
 * @param millis the time in epoch milliseconds
 * @throws TypeError when the challenge has other characters than those of a challenge
 */
export function formatFlow({ id, challenge }: PageFlow, millis: number): string {
  const text = ['f1', Math.floor(millis / 1000), id, ...(challenge === undefined ? [] : [challenge])].join(
    '.',
  );
  if (!GRAMMAR.test(text)) throw new TypeError('The flow cannot be stored in a cookie');
  return text;
}

/** Parses the value of a cookie; returns undefined when it is malformed or has expired. */
export function parseFlow(text: string, millis: number): PageFlow | undefined {
  const [, seconds, id, challenge] = GRAMMAR.exec(text) ?? [];
  const age = Math.floor(millis / 1000) - Number(seconds);
  // the clocks of two instances may differ by some seconds
  if (id === undefined || !(age < FLOW_SECONDS && age >= -60)) return undefined;
  return challenge === undefined ? { id } : { id, challenge };
}
