/** Lets clients and caches on the way keep an answer. */

/** The header for an answer that anybody may keep for so many seconds (RFC 9111 section 5.2). */
export function cacheFor(seconds: number): Readonly<Record<string, string>> {
  return { 'Cache-Control': `public, max-age=${seconds}` };
}
