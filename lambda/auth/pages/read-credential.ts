/** Reads the passkey's part of a form. */
import { ValidationError } from '../../shared/errors';

/**
 * Returns the credential, which the script has written as JSON.
 * @throws ValidationError when it is not JSON
 */
export function readCredential({ credential = '' }: Readonly<Record<string, string>>): unknown {
  try {
    return JSON.parse(credential);
  } catch {
    // no cause: the parser's message quotes the text
    throw new ValidationError([{ pointer: '#/credential', detail: 'must be JSON' }]);
  }
}
