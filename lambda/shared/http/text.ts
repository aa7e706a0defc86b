/** The schema of text that a client sends. */
import * as z from 'zod/mini';

/** Whether a text can be stored, compared and displayed unchanged: it has no NUL and no lone surrogate. */
export function isCleanText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/**
 * A limit far above the rules for usernames, passwords and addresses. Those apply to the normalized text, and
 * their messages are clearer.
 */
export const MAX_RAW_LENGTH = 1024;

/**
 * Decoders put this in place of bytes that are not UTF-8. Two texts that contain it may have been different.
 */
const REPLACEMENT_CHARACTER = '\uFFFD';

/**
 * Creates the schema of a UTF-8 text of `minLength` to `maxLength` code points, without NULs and lone
 * surrogates.
 */
export function cleanText({ minLength = 0, maxLength }: { minLength?: number; maxLength: number }) {
  return z.string().check(
    z.minLength(
      minLength,
      minLength === 1 ? 'must not be empty' : `must be at least ${minLength} characters long`,
    ),
    z.maxLength(maxLength, `must be at most ${maxLength} characters long`),
    z.refine(isCleanText, 'must not contain NUL characters or lone surrogates'),
    z.refine(
      (text) => !text.includes(REPLACEMENT_CHARACTER),
      'must be encoded in UTF-8 and must not contain the replacement character (U+FFFD)',
    ),
  );
}
