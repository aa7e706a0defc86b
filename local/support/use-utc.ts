/** Puts the process into UTC, the time zone of Lambda: worker threads have no zone but their process's. */

/** The zone of this machine, for what people read and for programs of their own. */
export const machineTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Takes effect at once, for every date of the process. */
export function useUtc(): void {
  process.env.TZ = 'UTC';
}
