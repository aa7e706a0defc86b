/**
 * Decides whether two things that were measured in the same turns differ, or whether chance explains their
 * distance.
 */
import type { Distance } from './distances';
import { type Random, seededRandom } from './seeded-random';

/** The result of a test. */
export interface Judgement {
  /** The distance of the samples as they were measured. */
  readonly distance: number;
  /** How often chance alone causes a distance at least as great. Never 0. */
  readonly p: number;
  /** The smallest detectable distance: chance alone exceeds it so rarely that it would be significant. */
  readonly visible: number;
}

/** The number of random exchanges. */
export const PERMUTATIONS = 9_999;

/** Below this p, two things differ. In a thousand tests of equal things, one says so in error. */
export const SIGNIFICANCE = 0.001;

/** Makes the exchanges the same in every run. */
const SEED = 0x1a7c_4e37;

/**
 * Compares pairs: the values at the same index were measured in the same turn, in random order. If the two
 * things are alike, exchanging the values of any turn makes no difference. The test makes random exchanges
 * many times. p is the share of distances at least as great as the measured one (Phipson and Smyth,
 * Permutation P-values Should Never Be Zero, https://doi.org/10.2202/1544-6115.1585).
 * @throws Error when the samples differ in length
 */
export function comparePairs(
  first: readonly number[],
  second: readonly number[],
  distanceOf: Distance,
  permutations = PERMUTATIONS,
): Judgement {
  if (first.length === 0 || first.length !== second.length) {
    throw new Error(`${first.length} and ${second.length} measurements are not pairs`);
  }
  const random = seededRandom(SEED);
  const distance = distanceOf(first, second);
  const byChance = Array.from({ length: permutations }, () => distanceOf(...exchange(first, second, random)));
  const asGreat = byChance.filter((other) => other >= distance).length;
  byChance.sort((a, b) => b - a);
  return {
    distance,
    p: (1 + asGreat) / (1 + permutations),
    visible: byChance[Math.floor(SIGNIFICANCE * permutations)] as number,
  };
}

/** Exchanges the two values of about half of the turns. */
function exchange(
  first: readonly number[],
  second: readonly number[],
  random: Random,
): [Float64Array, Float64Array] {
  const [a, b] = [new Float64Array(first), new Float64Array(second)];
  for (let turn = 0; turn < a.length; turn++) {
    if (random() >= 0.5) continue;
    a[turn] = second[turn] as number;
    b[turn] = first[turn] as number;
  }
  return [a, b];
}
