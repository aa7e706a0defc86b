/** Parses the values that conditions compare. Malformed values become NaN or undefined. */

/** Parses an integer or a decimal number. */
export function parseNumber(text: string): number {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

const timeZone = '(?:Z|[+-]\\d{2}:\\d{2})';
const w3cDate = new RegExp(
  `^\\d{4}(?:-\\d{2}(?:-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?${timeZone})?)?)?$`,
);

/**
 * Parses one of the W3C forms of ISO 8601, or seconds since the epoch. Four digits alone are a year.
 * @returns epoch milliseconds
 * @see https://www.w3.org/TR/NOTE-datetime
 */
export function parseDate(text: string): number {
  if (w3cDate.test(text)) return Date.parse(text);
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Number.NaN;
}

/** Returns the bytes of a base64 text, as hexadecimal digits. */
export function parseBinary(text: string): string | undefined {
  const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
  return base64.test(text) ? Buffer.from(text, 'base64').toString('hex') : undefined;
}
