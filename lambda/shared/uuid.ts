/** The form of account ids and session ids. */

/**
 * The source of a pattern: a UUID of any version, in lower case as `randomUUID` writes it (RFC 9562 section
 * 4).
 */
export const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const WHOLE = new RegExp(`^${UUID}$`);

/** Whether a text is exactly one UUID in lower case. */
export function isUuid(text: string): boolean {
  return WHOLE.test(text);
}
