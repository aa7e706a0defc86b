/** Takes out of a text what has the form of a secret. */

/** Replaces a secret. */
export const MASK = '(masked)';

/** Digests of 128 bits in base64url, random texts of 256 bits or more in it, and digests of 256 or 512 bits in hexadecimal. */
const RANDOM =
  /(?<![\w-])(?:(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?:(?=[\w-]*\d)[\w-]{22}|[\w-]{43,})|[\da-f]{64}|[\da-f]{128})(?![\w-])/g;

const SECRET_FORMS = [
  // a JWT: its header is a JSON object in base64url, which begins with `{"`
  /eyJ[\w-]{4,}\.[\w-]+\.[\w-]*/,
  // a hashed password in the PHC string format, or an older crypt(3) form
  /\$[a-z0-9-]{1,32}\$[^\s$]/i,
  /-----BEGIN [A-Z ]+-----/,
];

/** Replaces a text that holds what looks like a secret, and of any other text what is random in it: keys may hold digests. */
export function maskText(text: string): string {
  return SECRET_FORMS.some((form) => form.test(text)) ? MASK : text.replace(RANDOM, MASK);
}
