/** The two forms in which a request may name a resource. */

/**
 * Returns a pattern and, if it can end in a slash, its form with a trailing slash. API Gateway routes `/foo/` to the resource
 * `/foo`, but the ARN that it evaluates contains the slash.
 */
export function withTrailingSlash(pattern: string): readonly string[] {
  return /[/*]$/.test(pattern) ? [pattern] : [pattern, `${pattern}/`];
}
