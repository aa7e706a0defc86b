/**
 * Sets the time zone of the process to UTC, as on Lambda. Worker threads share the time zone of their
 * process.
 */

/** The time zone of this machine, for display and for the developer's own programs. */
export const machineTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Takes effect immediately, for every date of the process. */
export function useUtc(): void {
  process.env.TZ = 'UTC';
}
