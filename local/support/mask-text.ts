/** Masks the parts of a text that have the form of a secret. */

/** Replaces a secret. */
export const MASK = '(masked)';

/**
 * 128-bit digests in base64url, random base64url texts of 256 bits or more, and 256-bit or 512-bit digests in
 * hexadecimal.
 */
const RANDOM =
  /(?<![\w-])(?:(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?:(?=[\w-]*\d)[\w-]{22}|[\w-]{43,})|[\da-f]{64}|[\da-f]{128})(?![\w-])/g;

const SECRET_FORMS = [
  // A JWT. Its header is a JSON object in base64url and begins with `{"`.
  /eyJ[\w-]{4,}\.[\w-]+\.[\w-]*/,
  // A hashed password in the PHC string format, or an older crypt(3) form.
  /\$[a-z0-9-]{1,32}\$[^\s$]/i,
  /-----BEGIN [A-Z ]+-----/,
];

/**
 * Masks a whole text if it contains the form of a secret. In other texts it masks only the random parts,
 * because keys can contain digests.
 */
export function maskText(text: string): string {
  return SECRET_FORMS.some((form) => form.test(text)) ? MASK : text.replace(RANDOM, MASK);
}
