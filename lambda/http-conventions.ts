/** What answers of the functions and answers of API Gateway itself have in common: pure data, for both to use. */

/** What pages of other origins may read of an answer. */
export const EXPOSED_HEADERS = 'Location, Retry-After, WWW-Authenticate, x-amzn-RequestId';

/** What every answer tells browsers: to keep nothing, to take no content for another, and to come by HTTPS (RFC 6797). */
export const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** The `type` of a problem (RFC 9457 section 3.1.1): `urn:problem-type:latchkey:not-found` for `NOT_FOUND`. */
export function problemType(code: string): string {
  return `urn:problem-type:latchkey:${code.toLowerCase().replaceAll('_', '-')}`;
}
