/** How far two samples are apart. */
/** 0 for samples that are alike in what it looks at. */
export type Distance = (first: ArrayLike<number>, second: ArrayLike<number>) => number;

/** Between the medians, in the unit of the samples. */
export const betweenMedians: Distance = (first, second) => Math.abs(median(first) - median(second));

/**
 * Between the distributions, wherever they differ most, from 0 to 1: the statistic of Kolmogorov and Smirnov. It sees what
 * leaves the medians alone, such as one answer in ten that takes longer.
 */
export const betweenDistributions: Distance = (first, second) => {
  const [a, b] = [ascending(first), ascending(second)];
  let [inA, inB, widest] = [0, 0, 0];
  while (inA < a.length && inB < b.length) {
    const value = Math.min(a[inA] as number, b[inB] as number);
    while (a[inA] === value) inA++;
    while (b[inB] === value) inB++;
    widest = Math.max(widest, Math.abs(inA / a.length - inB / b.length));
  }
  return widest;
};

function median(values: ArrayLike<number>): number {
  const sorted = ascending(values);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] as number) + (sorted[Math.ceil(half)] as number)) / 2;
}

/** Typed, since a test makes thousands of them, and these are sorted the fastest. */
const ascending = (values: ArrayLike<number>) => new Float64Array(values).sort();
