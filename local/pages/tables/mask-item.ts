/** Masks the secrets of a table item. They are detected by their attribute name or by their form. */
import { MASK, maskText } from '../../support/mask-text';

/** A value in DynamoDB's JSON, such as `{"S": "text"}`. */
export type StoredValue = Readonly<Record<string, unknown>>;

/** An item in DynamoDB's JSON. */
export type StoredItem = Readonly<Record<string, StoredValue>>;

const SECRET_NAME =
  /hash|digest|secret|passw|passphrase|nonce|token|salt|signature|credential|private|api_?key/i;

/** Names of numbers that are counts and not secrets, such as `securityVersion`. */
const COUNT_NAME = /(version|count)$/i;

/** Returns the attributes of an item in their order, each as a text to show. */
export function maskItem(item: StoredItem): readonly (readonly [name: string, text: string])[] {
  return Object.entries(item).map(([name, value]) => {
    const shown = maskAttribute(name, value);
    return [name, typeof shown === 'string' ? shown : JSON.stringify(shown)] as const;
  });
}

function maskAttribute(name: string, value: StoredValue): unknown {
  const isCount = value.N !== undefined && COUNT_NAME.test(name);
  return SECRET_NAME.test(name) && !isCount ? MASK : maskValue(value);
}

function maskValue(value: StoredValue): unknown {
  const [[type, content] = ['', undefined]] = Object.entries(value);
  if (type === 'S' || type === 'N') return maskText(String(content));
  if (type === 'SS' || type === 'NS') return (content as string[]).map(maskText);
  if (type === 'BOOL') return content;
  if (type === 'NULL') return null;
  if (type === 'L') return (content as StoredValue[]).map(maskValue);
  if (type === 'M') {
    const members = Object.entries(content as StoredItem);
    return Object.fromEntries(members.map(([name, member]) => [maskText(name), maskAttribute(name, member)]));
  }
  // Bytes are not readable and can contain secrets.
  return `(${type === 'BS' ? 'a set of bytes' : 'bytes'})`;
}
