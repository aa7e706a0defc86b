/** Random numbers that are the same in every run, so that results can be repeated. */

/** Returns a number from 0 to below 1 at each call. */
export type Random = () => number;

/**
 * Creates a separate generator for a seed: xorshift32. It is not suitable for secrets.
 * @param seed a non-zero 32-bit integer
 * @throws Error for the seed 0
 * @see Marsaglia, Xorshift RNGs, Journal of Statistical Software 8 (2003),
 * https://doi.org/10.18637/jss.v008.i14
 */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  if (state === 0) throw new Error('The seed must not be 0');
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Returns the same values in a random order (Fisher and Yates). */
export function shuffle<Value>(values: readonly Value[], random: Random): Value[] {
  const shuffled = [...values];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] as Value, shuffled[last] as Value];
  }
  return shuffled;
}
