/** Runs contestants in turn, so that whatever else the machine does falls on all of them. */

/**
 * Runs every contestant once a round, each round beginning with another one.
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
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length] as Name;
      results[name].push(await contestants[name]());
    }
    onRound(round + 1);
  }
  return results;
}
