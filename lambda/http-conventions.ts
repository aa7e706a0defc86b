/** What answers of the functions and answers of API Gateway itself have in common: pure data, for both to use. */

/** What pages of other origins may read of an answer. */
export const EXPOSED_HEADERS = 'Location, Retry-After, WWW-Authenticate, x-amzn-RequestId';

/** The `type` of a problem (RFC 9457 section 3.1.1): `urn:problem-type:latchkey:not-found` for `NOT_FOUND`. */
export function problemType(code: string): string {
  return `urn:problem-type:latchkey:${code.toLowerCase().replaceAll('_', '-')}`;
}
