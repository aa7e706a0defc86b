/** Tells passwords that everybody tries first (NIST SP 800-63B-4 section 3.1.1.2: a blocklist of common and expected values). */

/** What is expected of one user: the words of the context. */
export interface PasswordContext {
  readonly username: string;
  readonly serviceName: string;
}

/** Fewer characters than this beside what is expected are no password of their own. */
const LEAST_REMAINDER = 8;

/** Fewer characters than this, repeated, are no password. */
const LEAST_UNIT = 4;

/** Words shorter than this stand in texts by chance. */
const LEAST_WORD = 3;

type CommonPasswords = ReadonlySet<string>;

let commonPasswords: Promise<CommonPasswords> | undefined;

/**
 * Judges a password in its normalised form. The list is loaded at the first call: only setting a password needs it.
 * @returns what is wrong with it, in words that tell nothing of the password; undefined when nothing is
 */
export async function findInBlocklist(
  password: string,
  { username, serviceName }: PasswordContext,
): Promise<string | undefined> {
  const text = fold(password);
  commonPasswords ??= loadCommonPasswords();
  const common = await commonPasswords;
  const [localPart = ''] = username.split('@');
  const words = [username, localPart, serviceName].map(fold);
  if (isExpected(text, words, common)) {
    return 'is derived from the username or the name of this service: choose another';
  }
  return isTriedFirst(text, common) ? 'is a common password: choose another' : undefined;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Whether a text, or what is left of it when everybody's ornaments are taken off one after another, is no password. */
function isTriedFirst(text: string, common: CommonPasswords): boolean {
  if ([...text].length < LEAST_UNIT || common.has(text) || isSequence(text)) return true;
  const plainer = ornaments
    .map((takeOff) => takeOff(text))
    .find(({ left, off }) => left !== '' && left !== text && isLittle(off, common));
  return plainer !== undefined && isTriedFirst(plainer.left, common);
}

/** Whether a text is little beside words that are expected, whatever stands between their letters. */
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
  /** What was taken off and may be a password of its own; empty when it only repeats what is left. */
  readonly off: string;
}

/** In this order: `hunter2hunter2` repeats `hunter2`, and not `hunter` with a digit behind it. */
const ornaments: readonly ((text: string) => Plainer)[] = [
  repeatedUnit,
  withShortRuns,
  withoutSeparators,
  withoutOuterDigits,
];

/** `monkeymonkeymo` is `monkey`. */
function repeatedUnit(text: string): Plainer {
  for (let length = 1; length <= text.length / 2; length++) {
    if (text.startsWith(text.slice(length))) return { left: text.slice(0, length), off: '' };
  }
  return { left: text, off: '' };
}

/** `aaaaaaaab` is `ab`; a doubled letter is no run. */
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

async function loadCommonPasswords(): Promise<CommonPasswords> {
  const { default: list } = await import('@zxcvbn-ts/language-common/src/passwords.json');
  return new Set<string>(list);
}

/** Whether every character follows the one before it, up or down: `abcdefgh`, `87654321`; after a 9 comes a 0. */
function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const isDigits = /^\d+$/.test(text);
  const steps = codes.slice(1).map((code, index) => {
    const step = code - (codes[index] ?? 0);
    return isDigits && Math.abs(step) === 9 ? -Math.sign(step) : step;
  });
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}
