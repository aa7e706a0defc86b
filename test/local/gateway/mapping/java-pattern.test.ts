/** Translations of Java's regular expressions. */
import { compileJavaPattern, JavaPatternError } from '../../../../local/gateway/mapping/java-pattern';

test.each<[string, string, boolean]>([
  ['Bearer .+', 'Bearer x', true],
  ['Bearer', 'Bearer x', false],
  ['^Bearer [-0-9a-zA-Z._]*$', 'Bearer a-b_c.d', true],
  ['a|b', 'ab', false],
  ['(?i)bearer x', 'BEARER X', true],
  ['[Bb][Ee]arer [\\w-]+\\.[\\w-]+\\.[\\w-]+', 'bearer a.b-.c', true],
  ['[\\w-.]+', 'a-b.c', true],
  ['[.-\\w]+', 'a-b.c', true],
  ['\\Qa.b\\E+', 'a.bb', true],
  ['\\Qa.b\\E', 'axb', false],
  ['\\Aab\\z', 'ab', true],
  ['\\p{Alpha}+\\p{Digit}', 'ab7', true],
  ['\\p{Alpha}', 'é', false],
  ['\\p{L}', 'é', true],
  ['[\\p{Upper}_]+', 'A_B', true],
  ['\\P{Digit}', '7', false],
  ['a\\sb', 'a\u00a0b', false],
  ['a\\hb', 'a\u00a0b', true],
  ['[\\s\\S]', '\u00a0', true],
  ['a\\x2Db\\u002dc', 'a-b-c', true],
  ['a]b', 'a]b', true],
  ['[]a]+', ']a', true],
  ['a{2,3}?', 'aaa', true],
  ['(?<x>a)\\k<x>', 'aa', true],
  ['(?:a(?=b)b)', 'ab', true],
  ['a\\/b\\-c\\@', 'a/b-c@', true],
  ['.', '😀', true],
  ['a', 'a\n', false],
])('%j of %j is %s', (source, value, expected) => {
  expect(compileJavaPattern(source).test(value)).toBe(expected);
});

test.each([
  ['a++', 'a possessive quantifier'],
  ['(?>a)', 'an atomic group'],
  ['[a-z&&[^b]]', 'a class inside a class|an intersection'],
  ['[a[b]]', 'a class inside a class'],
  ['a(?i)b', 'flags inside the expression'],
  ['\\p{IsGreek}', 'the class'],
  ['\\Gx', 'the escape'],
  ['a{', 'a brace'],
  ['[a', 'a class that is not closed'],
  ['(a', 'cannot compile'],
])('%j is rejected with the reason', (source, reason) => {
  expect(() => compileJavaPattern(source)).toThrow(JavaPatternError);
  expect(() => compileJavaPattern(source)).toThrow(new RegExp(reason));
});
