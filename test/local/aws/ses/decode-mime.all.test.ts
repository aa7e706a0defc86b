import { decodeBody, decodeWords } from '../../../../local/aws/ses/decode-mime';

test.each([
  ['=?UTF-8?B?R3LDvMOfZQ==?=', 'Grüße'],
  ['=?utf-8?q?Gr=C3=BC=C3=9Fe_an?= alle', 'Grüße an alle'],
  ['=?ISO-8859-1?Q?Gr=FC=DFe?=', 'Grüße'],
  ['=?UTF-8?B?R3LDvA==?=\r\n =?UTF-8?B?w59l?=', 'Grüße'],
  ['plain =? text', 'plain =? text'],
])('decodes %j', (value, expected) => {
  expect(decodeWords(value)).toBe(expected);
});

test('an unknown charset is read as UTF-8', () => {
  expect(decodeBody('R3LDvMOfZQ==', ' BASE64', 'x-unknown')).toBe('Grüße');
});
