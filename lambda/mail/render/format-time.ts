/** Formats times for mails. */

/**
 * Creates a formatter of times, in UTC: the time zone of the reader is not known.
 * @param locale a language with its region, such as `en-GB`
 */
export function createTimeFormatter(locale: string): (epochMillis: number) => string {
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
  return (epochMillis) => format.format(epochMillis);
}
