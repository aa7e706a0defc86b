/** Runs contestants in turn, so that whatever else the machine does falls on all of them. */

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
  const random = createRandom();
  for (let round = 0; round < rounds; round++) {
    for (const name of shuffle(names, random)) results[name].push(await contestants[name]());
    onRound(round + 1);
  }
  return results;
}

/** Numbers from 0 to 1 that look random and are the same each time: a linear congruential generator with the constants of Numerical Recipes. */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Fisher-Yates. */
function shuffle<Name>(names: readonly Name[], random: () => number): readonly Name[] {
  const shuffled = [...names];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] as Name, shuffled[last] as Name];
  }
  return shuffled;
}
