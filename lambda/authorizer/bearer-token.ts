/** Reads the token from an `Authorization` header. */
import { TokenRejectedError } from '../shared/tokens/token-rejected-error';

/**
 * The token of a `Bearer` credential, its scheme in any case (RFC 6750 section 2.1, RFC 9110 section 11.1).
 *
 * @throws TokenRejectedError `not-a-bearer-token`
 */
export function readBearerToken(header: unknown): string {
  const token = typeof header === 'string' ? /^bearer +(\S+)$/i.exec(header)?.[1] : undefined;
  if (token === undefined) throw new TokenRejectedError('not-a-bearer-token');
  return token;
}
