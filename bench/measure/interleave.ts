/** Runs contestants in turn, so that other load on the machine affects all of them alike. */
import { seededRandom, shuffle } from './seeded-random';

/**
 * Runs every contestant once per round, in a different order in each round. A large program leaves the caches
 * cold for the next, so no contestant may always follow the same other one. The orders are the same in every
 * run.
 * @param onRound receives the number of completed rounds
 */
export async function interleave<Name extends string, Measurement>(
  contestants: Readonly<Record<Name, () => Promise<Measurement>>>,
  rounds: number,
  onRound: (done: number) => void = () => {},
): Promise<Record<Name, Measurement[]>> {
  const names = Object.keys(contestants) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    Measurement[]
  >;
  const random = seededRandom(1);
  for (let round = 0; round < rounds; round++) {
    for (const name of shuffle(names, random)) results[name].push(await contestants[name]());
    onRound(round + 1);
  }
  return results;
}
