/** The form of the ids of accounts and sessions. */

/** Source of a pattern: a UUID of any version, in lower case as `randomUUID` writes it (RFC 9562, section 4). */
export const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const WHOLE = new RegExp(`^${UUID}$`);

/** Returns whether a text is a UUID in lower case, and nothing else. */
export function isUuid(text: string): boolean {
  return WHOLE.test(text);
}
