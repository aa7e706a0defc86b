/** What answers of the functions and answers of API Gateway itself have in common: pure data, for both to use. */

/** What pages of other origins may read of an answer. */
export const EXPOSED_HEADERS =
  'ETag, Last-Modified, Location, Retry-After, WWW-Authenticate, x-amzn-RequestId';

/** Headers that pages of other origins may send. */
export const ALLOWED_HEADERS = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-Modified-Since',
  'If-None-Match',
  'If-Unmodified-Since',
] as const;

/**
 * Tells browsers to store no answer, to sniff no content type, to use HTTPS (RFC 6797) and to show nothing in a frame (RFC 7034). All answers carry
 * these headers, those of preflights too. `includeSubDomains` (ASVS V3.4.1) concerns the names below the API's own name.
 */
export const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

/** The `type` of a problem (RFC 9457 section 3.1.1): `urn:problem-type:latchkey:not-found` for `NOT_FOUND`. */
export function problemType(code: string): string {
  return `urn:problem-type:latchkey:${code.toLowerCase().replaceAll('_', '-')}`;
}
