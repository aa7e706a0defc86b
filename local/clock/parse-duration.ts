/** Parses ISO 8601 durations, as CloudFormation and `cdk.Duration.parse` use them. */

/**
 * Whole weeks alone, or days, hours, minutes and seconds in this order. Years and months have no fixed
 * length.
 */
const DURATION =
  /^P(?:(\d{1,9})W|(?=\d|T\d)(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?)$/;

/** Returns the seconds of a duration such as `PT15M` or `P1DT12H`, and undefined for any other text. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (match === null) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
}
