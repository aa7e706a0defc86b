/** Tells whether two things that were measured in the same turns differ, or whether chance explains what is between them. */
import type { Distance } from './distances';
import { type Random, seededRandom } from './seeded-random';

/** What a test says. */
export interface Judgement {
  /** Between the samples as they were measured. */
  readonly distance: number;
  /** How often chance alone brings about such a distance or a greater one: never 0. */
  readonly p: number;
  /** The distance that chance alone exceeds so rarely that the samples would have been told apart by it. */
  readonly visible: number;
}

/** Exchanges that are tried. */
export const PERMUTATIONS = 9_999;

/** Below it two things are told apart: of a thousand tests of things that are alike, one says so in error. */
export const SIGNIFICANCE = 0.001;

/** The same exchanges in every run. */
const SEED = 0x1a7c_4e37;

/**
 * Compares pairs: the values at the same place were measured in the same turn, in random order. If the two things are alike, it
 * makes no difference to exchange the values of any turn; so that is done at random, again and again, and p is the share of
 * distances as great as the measured one (Phipson and Smyth, Permutation P-values Should Never Be Zero,
 * https://doi.org/10.2202/1544-6115.1585).
 * @throws Error when the samples have no pairs
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
