/** Checks whether HTTP allows a header. */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { HeaderPair } from './messages';

/**
 * Whether HTTP allows the name and the value in a response:
 * https://datatracker.ietf.org/doc/html/rfc9110#section-5.5
 */
export function isValidHeader([name, value]: HeaderPair): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
