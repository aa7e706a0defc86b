/** Makes many calls at once, as parallel requests do. */

/** How many of `count` calls at once answer `true`; none may fail. */
export async function countAdmitted(count: number, call: (n: number) => Promise<boolean>): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, (_, n) => call(n)));
  return answers.filter(Boolean).length;
}
