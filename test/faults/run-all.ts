/** Runs many cases, some at once, and tells which fail. */

/**
 * A case that fails runs once more by itself: what fails for a fault fails again, and what a busy machine brought about does not.
 * @param atOnce how many run at the same time: cases that wait for silence cost nothing but time
 * @returns the names of those that failed, each with why
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
