/** Recovery codes, which replace a second factor that the user has lost. Each works once. */
import { createHash, randomBytes } from 'node:crypto';

/** How many codes an account gets at once. */
export const RECOVERY_CODES = 10;

/** From this number on, the user is warned that few codes are left. */
export const FEW_RECOVERY_CODES = 3;

/** The size of a code in bytes. NIST SP 800-63B-4 section 3.1.2.2 limits no attempts from 64 bits on. */
const CODE_BYTES = 16;

/** The symbols of a code, of 5 bits each. The first one holds 3 bits. */
const SYMBOLS = 26;

/** The symbols between two hyphens. */
const GROUP = 4;

/** Crockford's base32, without letters that can be misread: https://www.crockford.com/base32.html */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Creates the codes of an account, in the form in which they are shown: groups of four symbols. */
export function createRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => show(encode(randomBytes(CODE_BYTES))));
}

/**
 * Reads a code that a user typed, in any case, with blanks and hyphens anywhere. As in Crockford's base32, O is 0,
 * and I and L are 1. Returns the form in which the code is shown; undefined when the text is not a code.
 */
export function readRecoveryCode(text: string): string | undefined {
  const symbols = text.replace(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(symbols) ? show(symbols) : undefined;
}

/**
 * Returns the digest of a code, which the table holds in its place. The code has 128 random bits, so the digest
 * needs neither a salt nor a slow hash.
 * @param code in the form in which it is shown
 */
export function digestRecoveryCode(sub: string, code: string): string {
  return createHash('sha256').update(`${sub}\n${code}`).digest('base64url');
}

function encode(bytes: Buffer): string {
  const bits = BigInt(`0x${bytes.toString('hex')}`);
  return Array.from({ length: SYMBOLS }, (_, place) => {
    const shift = BigInt(5 * (SYMBOLS - 1 - place));
    return ALPHABET[Number((bits >> shift) & 31n)];
  }).join('');
}

function show(symbols: string): string {
  return (symbols.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
}
