/** The rules of scopes. */

/** The characters of a scope (RFC 6749 section 3.3). */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/;

/**
 * The maximum length of a list of scopes, in characters. A token carries the list and must fit in a header.
 */
export const MAX_SCOPES_LENGTH = 1_024;

/** The same rule in words, for error messages. */
export const SCOPE_RULE = '1 to 64 printable ASCII characters other than space, " and \\';

/** Whether a string is a valid scope. */
export function isScope(text: string): boolean {
  return SCOPE.test(text);
}
