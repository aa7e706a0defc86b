/** Judges a token by its outside, before any of it is decoded. */
import { TokenRejectedError } from './token-rejected-error';

/** No token that we issue is longer, in characters. API Gateway itself takes 10,240 bytes for all headers together. */
export const MAX_TOKEN_LENGTH = 8192;

const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Asserts that a text is a JWS in compact serialization (RFC 7515 section 7.1) whose parts are in canonical base64url:
 * one token has one spelling only, so none can be respelled past a list or a cache.
 *
 * @throws TokenRejectedError `too-large` or `malformed`
 */
export function checkTokenShape(token: string): void {
  if (token.length > MAX_TOKEN_LENGTH) throw new TokenRejectedError('too-large');
  if (!COMPACT_JWS.test(token) || !token.split('.').every(isCanonical)) {
    throw new TokenRejectedError('malformed');
  }
}

function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}
