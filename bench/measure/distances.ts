/** Distances between two samples. */
/** A distance. 0 if the samples agree in the measured property. */
export type Distance = (first: ArrayLike<number>, second: ArrayLike<number>) => number;

/** The distance of the medians, in the unit of the samples. */
export const betweenMedians: Distance = (first, second) => Math.abs(median(first) - median(second));

/**
 * The largest distance of the distribution functions, from 0 to 1: the Kolmogorov–Smirnov statistic. It also
 * detects what leaves the medians unchanged, such as one slower response in ten.
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

/** Sorts values. A test sorts thousands of samples, and typed arrays sort fastest. */
const ascending = (values: ArrayLike<number>) => new Float64Array(values).sort();
