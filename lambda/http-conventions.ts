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

/** Keeps a page from showing an answer in a frame (RFC 7034): preflight answers carry this one alone. */
export const FRAME_HEADERS = { 'X-Frame-Options': 'DENY' } as const;

/** What every answer tells browsers: to store nothing, to sniff no content type, to use HTTPS (RFC 6797), and to show nothing in a frame. */
export const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  ...FRAME_HEADERS,
} as const;

/** The `type` of a problem (RFC 9457 section 3.1.1): `urn:problem-type:latchkey:not-found` for `NOT_FOUND`. */
export function problemType(code: string): string {
  return `urn:problem-type:latchkey:${code.toLowerCase().replaceAll('_', '-')}`;
}
