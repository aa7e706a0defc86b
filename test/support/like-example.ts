/** Compares a body with an example: the same members, and values of the same form. */
import { isIP } from 'node:net';
import { refreshTokenPattern } from './uuid-pattern';

/** Any part of a JSON document. */
// biome-ignore lint/suspicious/noExplicitAny: it is looked through, member by member
type Json = any;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-(\d)[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Forms of texts that differ between responses, narrowest first. Every other text is a constant of the API. */
const FORMS: readonly (readonly [name: string, form: RegExp])[] = [
  ['time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
  ['JWT', /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/],
  ['refresh token', refreshTokenPattern],
  ['device token', /^d1\.[\w-]{12}\.[\w-]{43}$/],
  ['device', /^[\w-]{12}$/],
  ['URL', /^https?:\/\/\S+$/],
  ['version', /^\d+\.\d+\.\d+$/],
  ['base64url', /^[\w-]{40,}$/],
  // at least 16 bytes, which no word of the API is
  ['short base64url', /^[\w-]{22,39}$/],
];

/**
 * Returns a body with the example's values wherever both have the same form. It equals the example unless the
 * body differs, and then shows the difference.
 */
export function likeExample(body: Json, example: Json): Json {
  if (Array.isArray(body)) return body.map((item, place) => likeExample(item, example?.[place]));
  if (typeof body === 'object' && body !== null) {
    return Object.fromEntries(
      Object.entries(body).map(([name, value]) => [name, likeExample(value, example?.[name])]),
    );
  }
  const form = formOf(body);
  return form !== undefined && form === formOf(example) ? example : body;
}

function formOf(value: Json): string | undefined {
  if (typeof value === 'number') return numberForm(value);
  if (typeof value !== 'string') return undefined;
  const [, version] = UUID.exec(value) ?? [];
  if (version !== undefined) return `UUID of version ${version}`;
  if (isIP(value) !== 0) return 'address';
  return FORMS.find(([, form]) => form.test(value))?.[0];
}

/** Returns the form of a number. Seconds since 1970 have ten digits until 2286, and milliseconds thirteen. */
function numberForm(value: number): string {
  if (!Number.isInteger(value)) return 'fraction';
  return value < 1e9 ? 'count' : `time of ${String(value).length} digits`;
}
