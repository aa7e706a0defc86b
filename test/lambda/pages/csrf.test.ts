import { createFormToken, isFormToken } from '../../../lambda/pages/csrf';

test('a token is valid for its session or flow, and different each time', () => {
  const tokens = [1, 2, 3].map(() => createFormToken('session:p1.a'));
  expect(new Set(tokens).size).toBe(3);
  for (const token of tokens) {
    expect(token).toMatch(/^[\w-]{86}$/);
    expect(isFormToken(token, 'session:p1.a')).toBe(true);
  }
});

test('no part of a token is the same in the next one', () => {
  const [one = '', other = ''] = [1, 2].map(() => createFormToken('flow:a'));
  for (let start = 0; start + 8 <= one.length; start++)
    expect(other).not.toContain(one.slice(start, start + 8));
});

test('a token of another session or flow is not valid', () => {
  const token = createFormToken('session:p1.a');
  for (const binding of ['session:p1.b', 'flow:p1.a', 'session:', ''])
    expect(isFormToken(token, binding)).toBe(false);
});

test.each<[string, (token: string) => string | undefined]>([
  ['missing', () => undefined],
  ['empty', () => ''],
  ['shorter', (token) => token.slice(1)],
  ['longer', (token) => `${token}A`],
  ['with a line break', (token) => `${token}\n`],
  ['of zeros', () => 'A'.repeat(86)],
  ['changed', (token) => `${token.slice(0, 60)}${token[60] === 'A' ? 'B' : 'A'}${token.slice(61)}`],
  ['not ASCII', (token) => `${token.slice(1)}ä`],
  ['huge', () => 'A'.repeat(100_000)],
])('a token is not valid that is %s', (_what, change) => {
  expect(isFormToken(change(createFormToken('flow:a')), 'flow:a')).toBe(false);
});
