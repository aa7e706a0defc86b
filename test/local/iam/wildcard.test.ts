/** IAM's wildcards, by example and compared with a simple reference. */
import * as fc from 'fast-check';
import { compileWildcard } from '../../../local/iam/wildcard';

const numRuns = process.env.SOAK === '1' ? 20_000 : 500;

/** The textbook algorithm with a table of prefixes: slow and obviously correct. */
function reference(pattern: string, value: string): boolean {
  let row = [true, ...Array.from(value, () => false)];
  for (const sign of pattern) {
    const next = [sign === '*' && row[0] === true];
    for (let at = 1; at <= value.length; at += 1) {
      const fits = sign === '?' || sign === value[at - 1];
      next[at] = sign === '*' ? next[at - 1] === true || row[at] === true : fits && row[at - 1] === true;
    }
    row = next;
  }
  return row[value.length] === true;
}

describe('compileWildcard', () => {
  test.each([
    ['*', '', true],
    ['*', 'a/b:c', true],
    ['a*', 'a/b', true],
    ['a*c', 'abbc', true],
    ['a*c', 'abcd', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['?', '', false],
    ['ab*ba', 'aba', false],
    ['*a?b*', 'xxacb', true],
    ['a.c', 'abc', false],
    ['arn:aws:execute-api:*:*:*/prod/GET/pets', 'arn:aws:execute-api:eu-west-1:1:a/prod/GET/pets/', false],
    [
      'arn:aws:execute-api:*:*:*/*/GET/pets/*',
      'arn:aws:execute-api:eu-west-1:1:a/prod/GET/pets/7/toys',
      true,
    ],
  ])('decides whether %j matches %j: %s', (pattern, value, expected) => {
    expect(compileWildcard(pattern)(value)).toBe(expected);
  });

  test('agrees with the plain reference on any pattern and value', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 12 });
    await fc.assert(
      fc.property(text, text, (pattern, value) => {
        expect(compileWildcard(pattern)(value)).toBe(reference(pattern, value));
      }),
      { numRuns },
    );
  });

  test('checks each piece of a pattern for backtracking only once', () => {
    const pieces = 200;
    const matches = compileWildcard(`${'*a'.repeat(pieces)}*b`);
    let looks = 0;
    /** Has the methods that the matcher uses, and stops a matcher that backtracks excessively. */
    const value = new Proxy(Object('a'.repeat(100_000)), {
      get(text, name) {
        if (name === 'length') return text.length;
        looks += 1;
        if (looks > 10 * pieces) throw new Error(`It looked ${looks} times`);
        return text[name].bind(text);
      },
    });
    expect(matches(value as string)).toBe(false);
    expect(looks).toBeGreaterThan(pieces);
  });
});
