/** Judges a token by its outside, before any of it is decoded. */
import { TokenRejectedError } from './token-rejected-error';

/** No token that we issue is longer, in characters. API Gateway itself takes 10,240 bytes for all headers together. */
export const MAX_TOKEN_LENGTH = 8192;

/** Base64url whose last character has no bits that nothing is made of: RFC 4648 section 3.5. */
const CANONICAL = '(?=[\\w-])(?:[\\w-]{4})*(?:[\\w-][AQgw]|[\\w-]{2}[AEIMQUYcgkosw048])?';

const COMPACT_JWS = new RegExp(`^${CANONICAL}\\.${CANONICAL}\\.${CANONICAL}$`);

/**
 * Asserts that a text is a JWS in compact serialization (RFC 7515 section 7.1) whose parts are in canonical base64url:
 * one token has one spelling only, so none can be respelled past a list or a cache.
 *
 * @throws TokenRejectedError `too-large` or `malformed`
 */
export function checkTokenShape(token: string): void {
  if (token.length > MAX_TOKEN_LENGTH) throw new TokenRejectedError('too-large');
  if (!COMPACT_JWS.test(token)) throw new TokenRejectedError('malformed');
}
