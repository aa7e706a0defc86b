import { chooseMailLanguage } from '../../../../lambda/identity/email/mail-language';

test.each<[string | undefined, string]>([
  [undefined, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['DE', 'de'],
  ['de-CH', 'de'],
  ['de-CH, en;q=0.9', 'de'],
  ['en-GB,de;q=0.9', 'en'],
  ['de;q=0.4, en;q=0.5', 'en'],
  ['en;q=0.4, de ; q=0.500', 'de'],
  ['fr-FR, fr;q=0.9, de;q=0.5', 'de'],
  ['fr', 'en'],
  ['de, en', 'de'],
  ['en, de', 'en'],
  ['*', 'en'],
  ['de;q=0, *', 'en'],
  ['en;q=0, *', 'de'],
  ['de;q=0', 'en'],
  ['den', 'en'],
  ['de;q=2', 'en'],
  ['de\r\nBcc: eve@example.com', 'en'],
  [`${'fr,'.repeat(5_000)}de`, 'en'],
])('%j chooses %s', (header, language) => {
  expect(chooseMailLanguage(header)).toBe(language);
});
