/** Reads the token from an `Authorization` header. */
import { TokenRejectedError } from '../shared/tokens/token-rejected-error';

/**
 * The token of a `Bearer` credential, its scheme in any case (RFC 6750 section 2.1, RFC 9110 section 11.1).
 *
 * @throws TokenRejectedError `not-a-bearer-token`
 */
export function readBearerToken(header: unknown): string {
  const text = typeof header === 'string' ? header : '';
  // a pattern for the token as well would read all of it, which costs more than the rest of the request's shell
  const token = text.slice(/^bearer +/i.exec(text)?.[0].length ?? text.length);
  if (token === '' || token.includes(' ') || token !== token.trim()) {
    throw new TokenRejectedError('not-a-bearer-token');
  }
  return token;
}
