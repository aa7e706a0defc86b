/** The two forms in which a request may name a resource. */

/**
 * A pattern, and the form of it with a slash at the end: API Gateway takes `/foo/` to the resource `/foo`, but names it in the ARN
 * that it judges.
 */
export function withTrailingSlash(pattern: string): readonly string[] {
  return /[/*]$/.test(pattern) ? [pattern] : [pattern, `${pattern}/`];
}
