/** Generates any code point except surrogates, for `fc.string({ unit: codePoint })`. */
import fc from 'fast-check';

const HALVES = { from: 0xd800, count: 0x800 };
const LAST = 0x10ffff;

/** The same texts as with the unit `binary`, which spends most of a second listing them first. */
export const codePoint: fc.Arbitrary<string> = fc.integer({ min: 0, max: LAST - HALVES.count }).map(
  (position) => String.fromCodePoint(position < HALVES.from ? position : position + HALVES.count),
  (text) => {
    const code = typeof text === 'string' ? text.codePointAt(0) : undefined;
    if (code === undefined || text !== String.fromCodePoint(code) || !text.isWellFormed()) {
      throw new Error('Not a single code point');
    }
    return code < HALVES.from ? code : code - HALVES.count;
  },
);
