/** Reads and writes the dates of HTTP headers (RFC 9110 section 5.6.7). */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH = `(?<month>${MONTHS.join('|')})`;
const TIME = '(?<time>\\d\\d:\\d\\d:\\d\\d)';

/** The preferred form, and the two obsolete ones that a recipient must accept. */
const FORMS = [
  `(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\\d\\d) ${MONTH} (?<year>\\d{4}) ${TIME} GMT`,
  `(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\\d\\d)-${MONTH}-(?<shortYear>\\d\\d) ${TIME} GMT`,
  `(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${MONTH} (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})`,
].map((form) => new RegExp(`^${form}$`));

/** Formats a time in epoch milliseconds, without the fraction of its second. */
export function formatHttpDate(millis: number): string {
  return new Date(millis).toUTCString();
}

/**
 * Parses a date. Returns undefined for any other text.
 * @param nowMillis the time in epoch milliseconds; it decides the century of a two-digit year
 * @returns epoch milliseconds
 */
export function parseHttpDate(text: string, nowMillis: number): number | undefined {
  for (const form of FORMS) {
    const parts = form.exec(text)?.groups;
    if (parts) return toMillis(parts, nowMillis);
  }
  return undefined;
}

function toMillis(
  parts: Readonly<Record<string, string | undefined>>,
  nowMillis: number,
): number | undefined {
  const { day = '', month = '', year, shortYear = '', time = '' } = parts;
  const date = [
    year ?? String(findYear(Number(shortYear), nowMillis)),
    String(MONTHS.indexOf(month) + 1).padStart(2, '0'),
    day.replace(' ', '0'),
  ].join('-');
  // Takes a leap second for the second before it.
  const millis = Date.parse(`${date}T${time.replace(/:60$/, ':59')}Z`);
  // Date.parse turns the 31st of a shorter month into a day of the next month.
  return new Date(millis).getUTCDate() === Number(day) ? millis : undefined;
}

/**
 * Returns the full year of a two-digit year. A year more than 50 years ahead is in the past instead (RFC 9110
 * section 5.6.7).
 */
function findYear(shortYear: number, nowMillis: number): number {
  const now = new Date(nowMillis).getUTCFullYear();
  const year = now - (now % 100) + shortYear;
  return year > now + 50 ? year - 100 : year;
}
