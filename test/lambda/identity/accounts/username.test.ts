import fc from 'fast-check';
import { normaliseUsername, parseUsername } from '../../../../lambda/identity/accounts/username';

const numRuns = process.env.SOAK === '1' ? 100_000 : 300;

test.each([
  ['ada', 'ada', 'ada'],
  ['Ada.Lovelace+api', 'ada.lovelace+api', 'Ada.Lovelace+api'],
  ['ＡＤＡ', 'ada', 'ADA'],
  ['\u212Aelvin', 'kelvin', 'Kelvin'],
  ['a_b', 'a_b', 'a_b'],
  ['x'.repeat(64), 'x'.repeat(64), 'x'.repeat(64)],
])('accepts %s, stores it as %s and shows it as %s', (name, normalised, shown) => {
  expect(parseUsername(name)).toEqual({ shown, normalised });
});

test.each([
  'ab',
  'x'.repeat(65),
  'a b c',
  'ada\n',
  'аda',
  'ada\u202E',
  'ada#1',
  'ada@example.com',
  // characters that NFKC converts to @
  'ada\uFF20example.com',
  'ada\uFE6Bexample.com',
  'ada/x',
  '',
  '\u0130stanbul',
  'a\0b',
])('rejects %j', (name) => {
  expect(parseUsername(name)).toBeUndefined();
});

test('normalising a username twice changes nothing', () => {
  const characters = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'aZ09._@+-Ａｂ９Ｋſ'), minLength: 3, maxLength: 64 }),
    fc.string({ unit: 'grapheme' }),
  );
  fc.assert(
    fc.property(characters, (name) => {
      const parsed = parseUsername(name);
      if (!parsed) return;
      expect(normaliseUsername(parsed.normalised)).toBe(parsed.normalised);
      expect(parseUsername(parsed.normalised)?.normalised).toBe(parsed.normalised);
      // a token carries only plain characters, so no username imitates another one
      expect(parsed.shown).toMatch(/^[A-Za-z0-9._+-]{3,64}$/);
      expect(parsed.shown.toLowerCase()).toBe(parsed.normalised);
    }),
    { numRuns },
  );
});
