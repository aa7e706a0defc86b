/** Parses the form that a browser sends, strictly. */
import { InvalidRequestBodyError, PayloadTooLargeError, UnsupportedMediaTypeError } from '../shared/errors';
import type { SentForm } from '../shared/http/page-gate';
import { isCleanText } from '../shared/http/text';

/** The size of the largest valid form, in bytes. A response of an authenticator has some 4 KB. */
export const MAX_FORM_BYTES = 16_384;

/** Far more fields than any form has. */
const MAX_FIELDS = 64;

const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/**
 * Returns the fields of a form by name.
 * @param maxBytes the size of the largest valid form
 * @throws UnsupportedMediaTypeError, PayloadTooLargeError
 * @throws InvalidRequestBodyError when a field occurs twice, a name or a value is not clean UTF-8 text, or there are too many
 */
export function parseForm(
  { text, isBase64Encoded, contentType }: SentForm,
  maxBytes = MAX_FORM_BYTES,
): Readonly<Record<string, string>> {
  if (!FORM_TYPE.test(contentType?.trim() ?? '')) {
    throw new UnsupportedMediaTypeError('The content type is not application/x-www-form-urlencoded');
  }
  const bytes = Buffer.from(text ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBytes) throw new PayloadTooLargeError(`The form has ${bytes.length} bytes`);
  // the parser puts the replacement character in place of octets that are not UTF-8
  const pairs = [...new URLSearchParams(bytes.toString('utf8'))];
  const isClean = pairs.every((pair) => pair.every((part) => isCleanText(part) && !part.includes('\uFFFD')));
  if (!isClean) throw new InvalidRequestBodyError('A field of the form is not clean text');
  if (pairs.length > MAX_FIELDS) throw new InvalidRequestBodyError(`The form has ${pairs.length} fields`);
  const fields = new Map(pairs);
  if (fields.size !== pairs.length) throw new InvalidRequestBodyError('A field of the form occurs twice');
  return Object.fromEntries(fields);
}
