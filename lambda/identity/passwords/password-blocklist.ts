/** Detects common and expected passwords (NIST SP 800-63B-4 section 3.1.1.2: a blocklist of such values). */

/** The expected words for one user. */
export interface PasswordContext {
  readonly username: string;
  readonly serviceName: string;
}

/** The minimum number of characters that a password needs in addition to expected words. */
const LEAST_REMAINDER = 8;

/** The minimum length of a unit: a shorter one is rejected, even when it is repeated. */
const LEAST_UNIT = 4;

/** The minimum length of a word to look for: shorter ones occur by chance. */
const LEAST_WORD = 3;

type CommonPasswords = ReadonlySet<string>;

/**
 * Checks a password in its normalized form. The list is loaded at the first call, because only setting a
 * password needs it.
 * @returns what is wrong with it, in words that reveal nothing about the password; undefined when nothing is
 */
export async function findInBlocklist(
  password: string,
  { username, serviceName }: PasswordContext,
): Promise<string | undefined> {
  const text = fold(password);
  const { commonPasswords: common } = await import('./common-passwords');
  const [localPart = ''] = username.split('@');
  const words = [username, localPart, serviceName].map(fold);
  if (isExpected(text, words, common)) {
    return 'is derived from the username or the name of this service: choose another';
  }
  return isTriedFirst(text, common) ? 'is a common password: choose another' : undefined;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/**
 * Whether a text is too common. It also checks what is left when common ornaments are removed one after
 * another.
 */
function isTriedFirst(text: string, common: CommonPasswords): boolean {
  if ([...text].length < LEAST_UNIT || common.has(text) || isSequence(text)) return true;
  const plainer = ornaments
    .map((takeOff) => takeOff(text))
    .find(({ left, off }) => left !== '' && left !== text && isLittle(off, common));
  return plainer !== undefined && isTriedFirst(plainer.left, common);
}

/** Whether a text has little besides expected words. Separators between their letters are ignored. */
function isExpected(text: string, words: readonly string[], common: CommonPasswords): boolean {
  const { left, off } = withoutSeparators(text);
  const plainWords = words.map((word) => withoutSeparators(word).left);
  const isLittleBeside = (form: string, expected: readonly string[]) => {
    const rest = expected
      .filter((word) => word.length >= LEAST_WORD)
      .reduce((remainder, word) => remainder.replaceAll(word, ''), form);
    return rest !== form && isLittle(rest, common);
  };
  return isLittleBeside(text, words) || (isLittle(off, common) && isLittleBeside(left, plainWords));
}

function isLittle(text: string, common: CommonPasswords): boolean {
  return [...text].length < LEAST_REMAINDER || isTriedFirst(text, common);
}

/** A text without an ornament. */
interface Plainer {
  readonly left: string;
  /** The removed part, if it may be a password itself; empty when it only repeats what is left. */
  readonly off: string;
}

/** The order matters: `hunter2hunter2` repeats `hunter2`; it is not `hunter` with a trailing digit. */
const ornaments: readonly ((text: string) => Plainer)[] = [
  repeatedUnit,
  withShortRuns,
  withoutSeparators,
  withoutOuterDigits,
];

/** Reduces `monkeymonkeymo` to `monkey`. */
function repeatedUnit(text: string): Plainer {
  for (let length = 1; length <= text.length / 2; length++) {
    if (text.startsWith(text.slice(length))) return { left: text.slice(0, length), off: '' };
  }
  return { left: text, off: '' };
}

/** Reduces `aaaaaaaab` to `ab`; a doubled letter is not a run. */
function withShortRuns(text: string): Plainer {
  return { left: text.replace(/(.)\1{2,}/gsu, '$1'), off: '' };
}

function withoutSeparators(text: string): Plainer {
  return {
    left: text.replace(/[^\p{L}\p{N}]/gu, ''),
    off: text.replace(/[\p{L}\p{N}]/gu, ''),
  };
}

function withoutOuterDigits(text: string): Plainer {
  const outer = /^\d+|\d+$/g;
  return { left: text.replace(outer, ''), off: text.match(outer)?.join('') ?? '' };
}

/** Whether every character follows the previous one, up or down: `abcdefgh`, `87654321`. A 0 follows a 9. */
function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const isDigits = /^\d+$/.test(text);
  const steps = codes.slice(1).map((code, index) => {
    const step = code - (codes[index] ?? 0);
    return isDigits && Math.abs(step) === 9 ? -Math.sign(step) : step;
  });
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}
