/** Checks the reason that an operator gives for a command. */

/** In characters: a sentence, or the number of a ticket. */
const MAX_LENGTH = 200;

/**
 * Returns the reason without the spaces around it.
 * @throws Error saying what to do, when it is empty, too long or of several lines
 */
export function parseReason(text: string): string {
  const reason = text.trim();
  if (reason === '' || reason.length > MAX_LENGTH || /\p{Cc}/u.test(reason) || !reason.isWellFormed()) {
    throw new Error(`--reason takes one line of 1 to ${MAX_LENGTH} characters`);
  }
  return reason;
}
