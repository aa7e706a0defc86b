/** Reads the token from an `Authorization` header. */
import { TokenRejectedError } from '../shared/tokens/token-rejected-error';

/**
 * Returns the token of a `Bearer` credential. The scheme is case-insensitive (RFC 6750 section 2.1, RFC 9110
 * section 11.1).
 *
 * @throws TokenRejectedError `not-a-bearer-token`
 */
export function readBearerToken(header: unknown): string {
  const text = typeof header === 'string' ? header : '';
  // a pattern that also matched the token would scan all of it, which costs more than the rest of the
  // authorizer's own work
  const token = text.slice(/^bearer +/i.exec(text)?.[0].length ?? text.length);
  if (token === '' || token.includes(' ') || token !== token.trim()) {
    throw new TokenRejectedError('not-a-bearer-token');
  }
  return token;
}
