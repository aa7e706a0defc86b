/** Reads and writes the dates of HTTP headers (RFC 9110 section 5.6.7). */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH = `(?<month>${MONTHS.join('|')})`;
const TIME = '(?<time>\\d\\d:\\d\\d:\\d\\d)';

/** The form that is sent, and the two obsolete ones that a recipient must accept. */
const FORMS = [
  `(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\\d\\d) ${MONTH} (?<year>\\d{4}) ${TIME} GMT`,
  `(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\\d\\d)-${MONTH}-(?<shortYear>\\d\\d) ${TIME} GMT`,
  `(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${MONTH} (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})`,
].map((form) => new RegExp(`^${form}$`));

/** Writes a time in epoch milliseconds, without the fraction of its second. */
export function formatHttpDate(millis: number): string {
  return new Date(millis).toUTCString();
}

/**
 * Reads a date; undefined for a text that is not one.
 * @param nowMillis decides the century of a year of two digits, in epoch milliseconds
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
  // a leap second is a second late
  const millis = Date.parse(`${date}T${time.replace(/:60$/, ':59')}Z`);
  // Date.parse takes the 31st of a short month for the 1st of the next
  return new Date(millis).getUTCDate() === Number(day) ? millis : undefined;
}

/** A year of two digits that seems more than 50 years ahead is the last one in the past that ends with them. */
function findYear(shortYear: number, nowMillis: number): number {
  const now = new Date(nowMillis).getUTCFullYear();
  const year = now - (now % 100) + shortYear;
  return year > now + 50 ? year - 100 : year;
}
