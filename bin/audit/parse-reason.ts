/** Checks the reason that an operator gives for a command. */
import { UsageError } from '../usage-error';

/** The maximum length in characters: enough for a sentence, or for the number of a ticket. */
const MAX_LENGTH = 200;

/**
 * Returns the reason without surrounding spaces.
 * @throws UsageError with what to do, if it is empty, too long or has several lines
 */
export function parseReason(text: string): string {
  const reason = text.trim();
  if (reason === '' || reason.length > MAX_LENGTH || /\p{Cc}/u.test(reason) || !reason.isWellFormed()) {
    throw new UsageError(`--reason takes one line of 1 to ${MAX_LENGTH} characters`);
  }
  return reason;
}
