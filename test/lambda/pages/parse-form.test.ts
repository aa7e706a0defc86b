import fc from 'fast-check';
import { MAX_FORM_BYTES, parseForm } from '../../../lambda/pages/parse-form';
import { isLatchkeyError } from '../../../lambda/shared/errors';
import { anyText } from '../../support/any-text';

const TYPE = 'application/x-www-form-urlencoded';
const form = (text: string | null, contentType: string | undefined = TYPE, isBase64Encoded = false) => ({
  text,
  contentType,
  isBase64Encoded,
});

test('reads the fields as a browser encodes them', () => {
  expect(parseForm(form('a=1&b=x+y%20%C3%A4&c='))).toEqual({ a: '1', b: 'x y ä', c: '' });
  expect(parseForm(form(null))).toEqual({});
  expect(parseForm(form(Buffer.from('a=1').toString('base64'), TYPE, true))).toEqual({ a: '1' });
});

test.each([TYPE, `${TYPE}; charset=UTF-8`, ` ${TYPE.toUpperCase()};charset="utf-8" `])(
  'reads %j',
  (contentType) => {
    expect(parseForm(form('a=1', contentType))).toEqual({ a: '1' });
  },
);

test.each([
  '',
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=a',
  `${TYPE}; charset=utf-16`,
  `${TYPE}, application/json`,
  `${TYPE}x`,
])('refuses the content type %j', (contentType) => {
  expect(() => parseForm(form('a=1', contentType))).toThrow(
    expect.objectContaining({ code: 'UNSUPPORTED_MEDIA_TYPE' }),
  );
});

test('refuses a form without a content type', () => {
  const sent = { text: 'a=1', contentType: undefined, isBase64Encoded: false };
  expect(() => parseForm(sent)).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_MEDIA_TYPE' }));
});

test('refuses a form of more than 16 KB, in any encoding', () => {
  const text = `a=${'x'.repeat(MAX_FORM_BYTES - 2)}`;
  expect(parseForm(form(text)).a).toHaveLength(MAX_FORM_BYTES - 2);
  const tooLarge = expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE' });
  expect(() => parseForm(form(`${text}x`))).toThrow(tooLarge);
  expect(() => parseForm(form(`a=${'ä'.repeat(MAX_FORM_BYTES / 2)}`))).toThrow(tooLarge);
  const inBase64 = Buffer.from('x'.repeat(17 * 1_024)).toString('base64');
  expect(() => parseForm(form(inBase64, TYPE, true))).toThrow(tooLarge);
});

test.each([
  ['a field twice', 'a=1&b=2&a=1'],
  ['a field twice, encoded', 'a=1&%61=2'],
  ['65 fields', Array.from({ length: 65 }, (_, index) => `f${index}=`).join('&')],
  ['a NUL', 'a=%00'],
  ['octets that are not UTF-8', 'a=%ff'],
  ['a lone surrogate', 'a=%ED%A0%80'],
  ['a replacement character', 'a=%EF%BF%BD'],
  ['a name that is not UTF-8', '%ff=a'],
])('refuses %s', (_what, text) => {
  expect(() => parseForm(form(text))).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST_BODY' }));
});

test('a name of the prototype is a field like any other', () => {
  const fields = parseForm(form('__proto__=a&constructor=b'));
  expect(Object.entries(fields)).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ]);
  expect(({} as Record<string, unknown>).a).toBeUndefined();
});

test('no body is an unexpected error', () => {
  fc.assert(
    fc.property(anyText(), fc.boolean(), (text, isBase64Encoded) => {
      try {
        expect(typeof parseForm(form(text, TYPE, isBase64Encoded))).toBe('object');
      } catch (error) {
        expect(isLatchkeyError(error)).toBe(true);
      }
    }),
  );
});
