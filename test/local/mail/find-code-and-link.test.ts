import { findCodeAndLink } from '../../../local/mail/find-code-and-link';

test.each([['123456'], ['ABC-DEF-GH2'], ['K7QM 2XPD'], ['12-34-56'], ['ABCDEFGHJKLM']])(
  '%s is a code',
  (code) => {
    expect(findCodeAndLink(`Your code:\r\n\r\n  ${code}  \r\n\r\nBye`)).toEqual({ code });
  },
);

test.each([
  ['12345'],
  ['12-34'],
  ['Hello there'],
  ['Your code is 123456'],
  ['abc-def'],
  ['ABC-DEFG'],
  ['ABC--DEF'],
  ['THANK YOU.'],
  ['GÄB-DEF'],
])('%s is not', (line) => {
  expect(findCodeAndLink(line)).toEqual({});
});

test('the first code and the first link count', () => {
  const text = 'See https://one.example/a?id=1#s-x_y, or HTTP://two.example.\n\nAAA-AAA\nBBB-BBB';
  expect(findCodeAndLink(text)).toEqual({ code: 'AAA-AAA', link: 'https://one.example/a?id=1#s-x_y' });
});

test.each([
  ['(https://example.com/a).', 'https://example.com/a'],
  ['<https://example.com/a>', 'https://example.com/a'],
  ['http://localhost:3000/reset#x!', 'http://localhost:3000/reset#x'],
])('the link of %s', (text, link) => {
  expect(findCodeAndLink(text)).toEqual({ link });
});

test('other schemes are no links, and a mail without text has neither', () => {
  expect(findCodeAndLink('javascript:alert(1) mailto:a@b ftp://example.com')).toEqual({});
  expect(findCodeAndLink(undefined)).toEqual({});
});
