/** Headers and problem types that the functions and API Gateway share. Pure data. */

/** The response headers that pages of other origins may read. */
export const EXPOSED_HEADERS =
  'ETag, Last-Modified, Location, Retry-After, WWW-Authenticate, x-amzn-RequestId';

/** The request headers that pages of other origins may send. */
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
 * Makes browsers store no response, sniff no content type, use HTTPS (RFC 6797) and show nothing
 * in a frame (RFC 7034). All responses have these headers, including preflights. `includeSubDomains` (ASVS
 * V3.4.1) applies to the API's own subdomains.
 */
export const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

/**
 * Returns the `type` of a problem (RFC 9457 section 3.1.1): `urn:problem-type:latchkey:not-found` for
 * `NOT_FOUND`.
 */
export function problemType(code: string): string {
  return `urn:problem-type:latchkey:${code.toLowerCase().replaceAll('_', '-')}`;
}
