/** The token in every form of the pages, which only a page for the same session or flow can hold. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The name of the hidden field. */
export const FORM_TOKEN_FIELD = 'csrf';

const BYTES = 32;

/**
 * Creates a token. A random mask makes each one different, so that the length of compressed responses reveals nothing
 * of it (BREACH).
 * @param binding what the token is bound to: the secret of a session, or the id of a flow
 */
export function createFormToken(binding: string): string {
  const mask = randomBytes(BYTES);
  return Buffer.concat([mask, xor(mask, digest(binding))]).toString('base64url');
}

/** Returns whether a form's token is one for this session or flow. */
export function isFormToken(token: string | undefined, binding: string): boolean {
  if (token === undefined || !/^[\w-]{86}$/.test(token)) return false;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 2 * BYTES) return false;
  return timingSafeEqual(xor(bytes.subarray(0, BYTES), bytes.subarray(BYTES)), digest(binding));
}

function digest(binding: string): Buffer {
  return createHash('sha256').update(`latchkey-form:${binding}`).digest();
}

function xor(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)));
}
