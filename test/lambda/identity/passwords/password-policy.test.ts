import fc from 'fast-check';
import { checkPassword, normalisePassword } from '../../../../lambda/identity/passwords/password-policy';

const policy = { minLength: 15, maxLength: 256 };

test.each(['fifteen letters', 'x'.repeat(256), '🔑'.repeat(15), ' '.repeat(15), 'pässwörter mit ümläuten'])(
  'accepts %j',
  (password) => {
    expect(checkPassword(password, policy)).toEqual([]);
  },
);

test.each([
  ['fourteen chars', 'too short', 'at least 15'],
  ['x'.repeat(257), 'too long', 'at most 256'],
  ['🔑'.repeat(14), 'short in code points though long in UTF-16 units', 'at least 15'],
  ['e\u0301'.repeat(14), 'long as typed and short once composed', 'at least 15'],
  ['\uFDFA'.repeat(15), 'short as typed and long once normalised', 'at most 256'],
])('rejects %j: %#', (password, _why, detail) => {
  const [fault] = checkPassword(password, policy);
  expect(fault).toEqual({ pointer: '#/password', detail: expect.stringContaining(detail) });
});

test('a fault never reveals anything about the password', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 5, maxLength: 14 }), (password) => {
      const secret = `§${password}`.slice(0, 14);
      expect(JSON.stringify(checkPassword(secret, policy))).not.toContain(secret);
    }),
  );
});

test('composed and decomposed spellings are one password', () => {
  expect(normalisePassword('e\u0301')).toBe(normalisePassword('\u00E9'));
});
