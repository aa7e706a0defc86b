/** Formats durations in ISO 8601. */

/** Returns whole seconds as days, hours, minutes and seconds, such as `P31DT16H15M`; `PT0S` for 0. */
export function formatDuration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3_600) % 24, 'H'],
    [Math.floor(seconds / 60) % 60, 'M'],
    [seconds % 60, 'S'],
  ] as const;
  const days = Math.floor(seconds / 86_400);
  const time = parts.flatMap(([count, unit]) => (count > 0 ? [`${count}${unit}`] : [])).join('');
  if (days === 0) return `PT${time || '0S'}`;
  return `P${days}D${time === '' ? '' : `T${time}`}`;
}
