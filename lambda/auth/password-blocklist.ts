/** Tells passwords that everybody tries first (NIST SP 800-63B-4 section 3.1.1.2: a blocklist of common and expected values). */

/** What is expected of one user: the words of the context. */
export interface PasswordContext {
  readonly username: string;
  readonly serviceName: string;
}

/** Fewer characters than this beside an expected word are no password of their own. */
const LEAST_REMAINDER = 8;

/** Fewer characters than this, repeated, are no password. */
const LEAST_UNIT = 4;

let commonPasswords: Promise<ReadonlySet<string>> | undefined;

/**
 * Judges a password in its normalised form. The list is loaded at the first call: only setting a password needs it.
 * @returns what is wrong with it, in words that tell nothing of the password; undefined when nothing is
 */
export async function findInBlocklist(
  password: string,
  { username, serviceName }: PasswordContext,
): Promise<string | undefined> {
  const text = password.normalize('NFKC').toLowerCase();
  commonPasswords ??= loadCommonPasswords();
  const common = await commonPasswords;
  if (isTriedFirst(text, common)) return 'is one of the passwords that are tried first: choose another';
  const words = [username, serviceName].map((word) => word.normalize('NFKC').toLowerCase());
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), text);
  if (rest !== text && ([...rest].length < LEAST_REMAINDER || isTriedFirst(rest, common))) {
    return 'is little more than the username or the name of this service: choose another';
  }
  return undefined;
}

function isTriedFirst(text: string, common: ReadonlySet<string>): boolean {
  const unit = findRepeatedUnit(text);
  return common.has(text) || common.has(unit) || unit.length < LEAST_UNIT || isSequence(text);
}

async function loadCommonPasswords(): Promise<ReadonlySet<string>> {
  const { default: list } = await import('@zxcvbn-ts/language-common/src/passwords.json');
  return new Set<string>(list);
}

/** The shortest text whose repetition gives the text; the text itself when it repeats nothing. */
function findRepeatedUnit(text: string): string {
  const length = (text + text).indexOf(text, 1);
  return text.slice(0, length);
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
