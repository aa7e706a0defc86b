/** Runs contestants in turn, so that whatever else the machine does falls on all of them. */
import { seededRandom, shuffle } from './seeded-random';

/**
 * Runs every contestant once a round, in an order of its own in each round: after a large program the caches hold less of the next one, so
 * no contestant may follow the same other one each time. The orders are the same in every run.
 * @param onRound is told how many rounds are done
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
