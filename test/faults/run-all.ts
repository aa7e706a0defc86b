/** Runs many cases, some concurrently, and reports those that fail. */

/**
 * Runs the cases. A case that fails runs once more alone: a real failure repeats, but a failure caused by a busy machine does not.
 * @param atOnce the number of concurrent cases; cases that wait for a timeout use only time
 * @returns the names of the failed cases, each with its error
 */
export async function runAll<Case>(
  cases: readonly Case[],
  atOnce: number,
  run: (tested: Case) => Promise<void>,
  name: (tested: Case) => string,
): Promise<readonly string[]> {
  const waiting = [...cases];
  const failed: Case[] = [];
  const work = async () => {
    for (let tested = waiting.shift(); tested !== undefined; tested = waiting.shift()) {
      const current = tested;
      await run(current).catch(() => failed.push(current));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));

  const failures: string[] = [];
  for (const tested of failed) {
    await run(tested).catch((error: unknown) => {
      failures.push(`${name(tested)}: ${error instanceof Error ? error.message : error}`);
    });
  }
  return failures;
}
