/**
 * Selects the stores that a contract suite tests. The default level tests a fake and a table. A table of which the first
 * answer to each call is lost is tested only by conditional-write-lost-answers.all.test.ts, for all suites.
 */

/** The environment variable that conditional-write-lost-answers.all.test.ts sets for the suites that it loads. */
export const LOST_ANSWERS = 'TEST_LOST_ANSWERS';

/** Returns the rows of the stores that are tested now. A row begins with its title. */
export function ofLevel<Row extends readonly [string, ...unknown[]]>(rows: readonly Row[]): readonly Row[] {
  const areLost = process.env[LOST_ANSWERS] === '1';
  return rows.filter(([title]) => title.endsWith('when every first answer is lost') === areLost);
}
