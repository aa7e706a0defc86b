/** Checks the types of a verified token's claims, so that later code can trust them. */
import type { JWTPayload } from 'jose';
import type { AccessTokenClaims } from './access-token-claims';
import { TokenRejectedError } from './token-rejected-error';

const TEXTS = ['iss', 'sub', 'aud', 'client_id', 'jti', 'sid', 'username'] as const;
const TIMES = ['exp', 'iat', 'auth_time', 'session_start'] as const;

/**
 * Asserts that every claim of an access token (RFC 9068 section 2.2, and our own) is present and has its
 * type. Strings are not empty, times are whole epoch seconds, and `amr` is a list of non-empty strings.
 * `scope` is optional, and a string.
 *
 * @throws TokenRejectedError `bad-claims`
 */
export function checkClaims(
  claims: JWTPayload,
  kid: string,
): asserts claims is JWTPayload & AccessTokenClaims {
  const sound =
    TEXTS.every((name) => typeof claims[name] === 'string' && claims[name] !== '') &&
    TIMES.every((name) => Number.isSafeInteger(claims[name]) && Number(claims[name]) >= 0) &&
    isMethods(claims.amr) &&
    (claims.scope === undefined || typeof claims.scope === 'string');
  if (!sound) throw new TokenRejectedError('bad-claims', kid);
}

function isMethods(amr: unknown): boolean {
  return (
    Array.isArray(amr) && amr.length > 0 && amr.every((method) => typeof method === 'string' && method !== '')
  );
}
