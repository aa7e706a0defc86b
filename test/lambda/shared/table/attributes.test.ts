import * as fc from 'fast-check';
import { readNumber, readText, toAttributes } from '../../../../lambda/shared/table/attributes';

test('values are written by their types, in their order, without the undefined ones', () => {
  const written = toAttributes({
    text: 'a',
    none: undefined,
    number: -1.5,
    flag: false,
    list: [{ at: 1, none: undefined }],
    map: { text: '' },
    empty: {},
  });
  expect(written).toEqual({
    text: { S: 'a' },
    number: { N: '-1.5' },
    flag: { BOOL: false },
    list: { L: [{ M: { at: { N: '1' } } }] },
    map: { M: { text: { S: '' } } },
    empty: { M: {} },
  });
  expect(Object.keys(written)).toEqual(['text', 'number', 'flag', 'list', 'map', 'empty']);
});

test('reads what it wrote', async () => {
  await fc.assert(
    fc.property(fc.string(), fc.integer(), (text, number) => {
      const attributes = toAttributes({ text, number });
      expect(readText(attributes, 'text', 'An item')).toBe(text);
      expect(readNumber(attributes, 'number', 'An item')).toBe(number);
    }),
  );
});

test.each([
  ['is missing', {}],
  ['is of another type', toAttributes({ value: true })],
])('an attribute that %s is an error that names it', (_what, attributes) => {
  expect(() => readText(attributes, 'value', 'An item')).toThrow('An item lacks value');
  expect(() => readNumber(attributes, 'value', 'An item')).toThrow('An item lacks value');
});

test('a malformed number is an error', () => {
  expect(() => readNumber({ value: { N: 'x' } }, 'value', 'An item')).toThrow('An item lacks value');
});
