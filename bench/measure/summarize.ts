/** Summarizes measurements. */

/** The summary of one thing's measurements. */
export interface Sample {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/**
 * Summarizes values.
 * @throws Error when there are none
 */
export function summarize(values: readonly number[]): Sample {
  const sorted = [...values].sort((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) throw new Error('No measurements to summarize');
  return { median: percentile(sorted, 50), min, max, count: sorted.length };
}

/**
 * Returns the value that a share of the values does not exceed, interpolated between neighbors.
 * @param sorted ascending
 * @param share in percent
 */
export function percentile(sorted: readonly number[], share: number): number {
  const place = ((sorted.length - 1) * share) / 100;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) return Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
