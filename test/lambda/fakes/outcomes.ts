/** Makes many calls at once, as concurrent requests do. */

/** Returns how many of `count` concurrent calls return `true`. None may fail. */
export async function countAdmitted(count: number, call: (n: number) => Promise<boolean>): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, (_, n) => call(n)));
  return answers.filter(Boolean).length;
}
