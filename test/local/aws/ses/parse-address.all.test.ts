import { parseAddress } from '../../../../local/aws/ses/parse-address';

test.each([
  ['ann@example.com', { address: 'ann@example.com' }],
  [' ann@example.com ', { address: 'ann@example.com' }],
  ['<ann@example.com>', { address: 'ann@example.com' }],
  ['Ann <ann@example.com>', { address: 'ann@example.com', displayName: 'Ann' }],
  ['"Ann, \\"A\\"" <ann@example.com>', { address: 'ann@example.com', displayName: 'Ann, "A"' }],
  ['Grüße <ann+a.b@sub.example.com>', { address: 'ann+a.b@sub.example.com', displayName: 'Grüße' }],
])('reads %s', (text, expected) => {
  expect(parseAddress(text)).toEqual(expected);
});

test.each([
  ['', "Missing final '@domain'"],
  ['ann', "Missing final '@domain'"],
  ['@example.com', 'Missing local name'],
  ['ann@', 'Missing domain'],
  ['a b@example.com', 'Local address contains control or whitespace'],
  ['änn@example.com', 'Local address contains illegal character'],
  ['a@b@example.com', 'Local address contains illegal character'],
  ['a,b@example.com', 'Local address contains illegal character'],
  ['a..b@example.com', 'Local address contains a misplaced dot'],
  ['ann@exa mple.com', 'Domain contains control or whitespace'],
  ['ann@bücher.example', 'Domain contains illegal character'],
  ['ann@.example.com', 'Domain contains a misplaced dot'],
  ['Ann <ann@example.com> x', 'Local address contains control or whitespace'],
  ['ann@example.com\r\nBcc: b@example.com', 'Illegal address'],
  ['Ann\n <ann@example.com>', 'Illegal address'],
  [`${'a'.repeat(310)}@example.com`, 'Illegal address'],
])('rejects %j', (text, message) => {
  expect(() => parseAddress(text)).toThrow(message);
});
