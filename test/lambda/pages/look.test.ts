/** The look of a stage, its colors, and what the pages say about faults. */

import { emailFault } from '../../../lambda/identity/accounts/identifiers/email-address';
import { usernameFault } from '../../../lambda/identity/accounts/username';
import { findInBlocklist } from '../../../lambda/identity/passwords/password-blocklist';
import { checkPassword } from '../../../lambda/identity/passwords/password-policy';
import { parseLook } from '../../../lambda/pages/look';
import { parsePageNotice } from '../../../lambda/pages/page-notices';
import { recognizeFault } from '../../../lambda/pages/texts/fault-kinds';
import { withOwnTexts } from '../../../lambda/pages/texts/own-texts';
import { pageTexts } from '../../../lambda/pages/texts/texts';
import { CARD, contrastOf, toAccentColors } from '../../../lambda/pages/views/accent-colors';
import { fullLook } from './page-states';

test('a look is read as it was written', () => {
  expect(parseLook(JSON.stringify(fullLook))).toEqual(fullLook);
  expect(parseLook('{"name":"Latchkey"}')).toEqual({ name: 'Latchkey' });
});

test.each([
  ['no object', '[]'],
  ['no name', '{}'],
  ['an empty name', '{"name":""}'],
  ['a color that ends the style', '{"name":"L","accentColor":"#000000}</style>"}'],
  ['a logo from elsewhere', '{"name":"L","logo":"https://evil.example/logo.png"}'],
  ['a logo that is not a PNG image', '{"name":"L","logo":"data:image/svg+xml;base64,AAAA"}'],
  ['terms that are a script', '{"name":"L","termsUrl":"javascript:alert(1)"}'],
  ['terms with a quote', '{"name":"L","termsUrl":"https://example.com/\\""}'],
  ['an unknown member', '{"name":"L","__proto__x":"1"}'],
  ['a text in a language without pages', '{"name":"L","texts":{"fr":{"signIn.title":"A"}}}'],
  ['a text without a place', '{"name":"L","texts":{"en":{"signIn.__proto__":"A"}}}'],
  ['a text in place of a group', '{"name":"L","texts":{"en":{"signIn":"A"}}}'],
  ['a text in place of one with parameters', '{"name":"L","texts":{"en":{"passwordHint":"A"}}}'],
  ['a text that is none', '{"name":"L","texts":{"en":{"signIn.title":1}}}'],
  ['texts that are none', '{"name":"L","texts":"A"}'],
  ['a text of two lines', '{"name":"L","texts":{"en":{"signIn.title":"A\\nB"}}}'],
  ['a text without end', JSON.stringify({ name: 'L', texts: { en: { 'signIn.title': 'A'.repeat(501) } } })],
])('%s is not a look', (_, text) => {
  expect(() => parseLook(text)).toThrow('pages.json');
});

test.each(['#0a3d91', '#000000', '#ffffff', '#b3005e', '#767676', '#00ff00'])(
  'links in %s are readable on both cards',
  (accent) => {
    const { button, light, dark } = toAccentColors(accent);
    expect(button).toBe(accent);
    expect(contrastOf(light, CARD.light)).toBeGreaterThanOrEqual(7);
    expect(contrastOf(dark, CARD.dark)).toBeGreaterThanOrEqual(7);
  },
);

test('a text of the owner takes the place of one text, in its language', () => {
  const own = { en: { 'signIn.title': 'Welcome back', failed: 'Oh no.' }, de: {} } as const;
  expect(withOwnTexts('en', own)).toEqual({
    ...pageTexts.en,
    signIn: { ...pageTexts.en.signIn, title: 'Welcome back' },
    failed: 'Oh no.',
  });
  expect(withOwnTexts('de', own)).toEqual(pageTexts.de);
  expect(withOwnTexts('en')).toBe(pageTexts.en);
});

test('contrast is that of WCAG', () => {
  expect(contrastOf('#000000', '#ffffff')).toBe(21);
  expect(contrastOf('#ffffff', '#767676')).toBeCloseTo(4.54, 2);
});

test('only listed notices are shown', () => {
  expect(parsePageNotice('password-reset')).toBe('password-reset');
  expect(parsePageNotice('<script>')).toBeUndefined();
  expect(parsePageNotice(undefined)).toBeUndefined();
});

test('the faults that the API describes are recognized', async () => {
  const policy = { minLength: 12, maxLength: 20 };
  const details = [
    ...[checkPassword('short', policy), checkPassword('a'.repeat(21), policy), [usernameFault], [emailFault]]
      .flat()
      .map(({ detail }) => detail),
    await findInBlocklist('password1234', { username: 'ada', serviceName: 'latchkey' }),
    await findInBlocklist('ada.lovelace.12', { username: 'ada.lovelace', serviceName: 'latchkey' }),
  ];
  expect(details.map((detail) => recognizeFault(detail ?? ''))).toEqual([
    { kind: 'tooShort', limit: 12 },
    { kind: 'tooLong', limit: 20 },
    { kind: 'username', limit: 0 },
    { kind: 'email', limit: 0 },
    { kind: 'common', limit: 0 },
    { kind: 'derived', limit: 0 },
  ]);
  expect(recognizeFault('anything else')).toBeUndefined();
});
