import { choosePageLanguage } from '../../../lambda/pages/page-language';

test.each<[string | undefined, string | undefined, string | undefined, string]>([
  [undefined, undefined, undefined, 'en'],
  [undefined, undefined, 'de-CH,en;q=0.5', 'de'],
  [undefined, 'en', 'de', 'en'],
  ['de', 'en', 'en', 'de'],
  ['fr', 'de', 'en', 'de'],
  ['DE', undefined, 'en', 'en'],
  ['constructor', '__proto__', 'de', 'de'],
  ['<script>', 'de\r\n', 'fr', 'en'],
])('the switch %j, the cookie %j and the header %j choose %s', (query, cookie, header, language) => {
  expect(choosePageLanguage({ query, cookie, header })).toBe(language);
});
