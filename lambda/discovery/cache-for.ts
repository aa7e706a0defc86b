/** Lets clients and intermediate caches store a response. */

/**
 * Returns the header for a response that any cache may store for this many seconds (RFC 9111 section 5.2).
 */
export function cacheFor(seconds: number): Readonly<Record<string, string>> {
  return { 'Cache-Control': `public, max-age=${seconds}` };
}
