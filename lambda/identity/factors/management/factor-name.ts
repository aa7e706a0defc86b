/** The rule of factors' names. They distinguish the factors of an account. */
import type { FieldError } from '../../../shared/errors';

/** The name of a factor whose user gave it none. */
export const DEFAULT_FACTOR_NAME = 'Authenticator app';

/**
 * One visible character, or a blank. Excluded are controls, every separator other than the blank, and characters
 * that are not displayed or change the direction of text.
 * @see https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const CHARACTER = String.raw`(?:[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]| )`;

const NAME = new RegExp(`^${CHARACTER}{1,64}$`, 'u');

/** Returns a name in NFC and without blanks around it; undefined when it is not valid. */
export function parseFactorName(text: string): string | undefined {
  const name = text.normalize('NFC').replace(/^ +| +$/g, '');
  return NAME.test(name) ? name : undefined;
}

/** The error that a client receives for a name that is not valid. */
export const factorNameFault: FieldError = {
  pointer: '#/name',
  detail: 'must be 1 to 64 visible characters',
};
