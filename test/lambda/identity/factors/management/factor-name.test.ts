import {
  DEFAULT_FACTOR_NAME,
  parseFactorName,
} from '../../../../../lambda/identity/factors/management/factor-name';

test.each([
  ['My phone', 'My phone'],
  ['  Pixel 9  ', 'Pixel 9'],
  ['Geschäft', 'Geschäft'],
  ['Cafe\u0301', 'Caf\u00e9'],
  ['電話 ☎', '電話 ☎'],
  ['😀'.repeat(64), '😀'.repeat(64)],
  [DEFAULT_FACTOR_NAME, DEFAULT_FACTOR_NAME],
])('takes %p', (text, name) => {
  expect(parseFactorName(text)).toBe(name);
});

test.each([
  ['nothing', ''],
  ['blanks alone', '   '],
  ['65 characters', 'a'.repeat(65)],
  ['a line break', 'a\nb'],
  ['a tab', 'a\tb'],
  ['an escape sequence', 'a\u001b[31m'],
  ['a change of direction', 'a\u202eb'],
  ['a zero-width space', 'a\u200bb'],
  ['a zero-width joiner', 'a\u200db'],
  ['a no-break space', 'a\u00a0b'],
  ['a line separator', 'a\u2028b'],
  ['a filler that is not displayed', '\u3164'],
  ['a private character', '\ue000'],
  ['a lone surrogate', '\ud800'],
])('rejects %s', (_what, text) => {
  expect(parseFactorName(text)).toBeUndefined();
});
