import { parseReason } from '../../../bin/audit/parse-reason';

test('a reason is trimmed', () => {
  expect(parseReason('  T-1: laptop was stolen ')).toBe('T-1: laptop was stolen');
  expect(parseReason('x'.repeat(200))).toHaveLength(200);
});

test.each(['', '  ', 'x'.repeat(201), 'two\nlines', 'a bell\u0007', 'half \ud800'])(
  '%j is not a valid reason, and the error does not repeat it',
  (text) => {
    expect(() => parseReason(text)).toThrow(/^--reason takes one line of 1 to 200 characters$/);
  },
);
