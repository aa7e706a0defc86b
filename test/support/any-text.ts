/**
 * Texts of any code points, lone surrogates among them. `fc.string` with the unit `binary` first maps all code points
 * back, which takes a second in each process.
 */
import fc from 'fast-check';

/** Creates such texts. @param maxLength in code points. Default: that of fast-check */
export function anyText(maxLength?: number): fc.Arbitrary<string> {
  const codePoint = fc.integer({ min: 0, max: 0x10ffff });
  return fc
    .array(fc.oneof(fc.integer({ min: 0, max: 0xff }), codePoint), {
      ...(maxLength !== undefined && { maxLength }),
    })
    .map((points) => String.fromCodePoint(...points));
}
