/** Describes how a request and a statement of a policy differ, without the secrets of the request. */
import type { Mismatch } from '../iam/explain';

type Context = Readonly<Record<string, readonly string[] | undefined>>;

const MAX_VALUES = 3;
const MAX_CHARACTERS = 80;

/**
 * Returns a clause such as `its condition does not hold: kms:MessageType StringEquals DIGEST, and the call
 * has RAW`.
 * @param context the condition keys of the request
 */
export function describeMismatch(mismatch: Mismatch, context: Context): string {
  if (mismatch.element !== 'Condition') return `its ${mismatch.element} does not match`;
  const { operator, key, expected, reason } = mismatch;
  const condition = `${key} ${operator} ${listTexts(expected)}`;
  if (reason === 'unjudged') return `the local run cannot evaluate its condition: ${condition}`;
  return `its condition is false: ${condition}, and the call has ${describeActual(key, context)}`;
}

function describeActual(key: string, context: Context): string {
  const [, values = []] =
    Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase()) ?? [];
  if (values.length === 0) return 'none';
  // Keys of items are data of the table's owner. They can contain names and secrets of users.
  return listTexts(key.toLowerCase() === 'dynamodb:leadingkeys' ? values.map(maskKey) : values);
}

/** Reduces the key of an item to the kind of item, as in `ACCOUNT#…`. */
function maskKey(value: string): string {
  const [kind = ''] = /^[A-Z][A-Z_-]*[#:|/]/.exec(value) ?? [];
  return `${kind}…`;
}

function listTexts(texts: readonly string[]): string {
  const distinct = [...new Set(texts)];
  const shown = distinct
    .slice(0, MAX_VALUES)
    .map((text) => (text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text));
  const more = distinct.length > MAX_VALUES ? [`${distinct.length - MAX_VALUES} more`] : [];
  return [...shown, ...more].join(' or ');
}
