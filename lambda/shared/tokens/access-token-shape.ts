/** Checks the form of a token, before any of it is decoded. */
import { TokenRejectedError } from './token-rejected-error';

/**
 * The longest token that we issue, in characters. API Gateway itself accepts 10,240 bytes for all headers
 * together.
 */
const MAX_TOKEN_LENGTH = 8192;

/** Three parts of base64url. */
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * The last characters of base64url that leave no unused bits (RFC 4648 section 3.5), by the length of the
 * text modulo 4. No text has length 1.
 */
const LAST_CHARACTERS = [undefined, '', 'AQgw', 'AEIMQUYcgkosw048'] as const;

/**
 * Asserts that a text is a JWS in compact serialization (RFC 7515 section 7.1) whose parts are in canonical
 * base64url. Each token then has exactly one spelling, so a respelled token cannot slip past a list or a
 * cache.
 *
 * @throws TokenRejectedError `too-large` or `malformed`
 */
export function checkTokenShape(token: string): void {
  if (token.length > MAX_TOKEN_LENGTH) throw new TokenRejectedError('too-large');
  if (!COMPACT_JWS.test(token)) throw new TokenRejectedError('malformed');
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  const isCanonical =
    endsWell(token, first, first) &&
    endsWell(token, second, second - first - 1) &&
    endsWell(token, token.length, token.length - second - 1);
  if (!isCanonical) throw new TokenRejectedError('malformed');
}

/** Whether the part of `length` characters before `end` is canonical. */
function endsWell(token: string, end: number, length: number): boolean {
  const allowed = LAST_CHARACTERS[length % 4];
  return allowed === undefined || allowed.includes(token.charAt(end - 1));
}
