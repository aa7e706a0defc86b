/** The encryption context of a call: key-value pairs that are not secret, and that the ciphertext is bound to. */
import { AwsError } from '../answer';
import type { AwsInput } from '../service';

/** The pairs. Order has no meaning; upper and lower case differ. */
export type EncryptionContext = ReadonlyMap<string, string>;

/**
 * Reads the context of a call; empty if the call has none.
 * @throws AwsError SerializationException when a value is not a text
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
export function readEncryptionContext({ EncryptionContext: given }: AwsInput): EncryptionContext {
  if (given === undefined || given === null) return new Map();
  const pairs = typeof given === 'object' && !Array.isArray(given) ? Object.entries(given) : undefined;
  if (pairs?.every((pair): pair is [string, string] => typeof pair[1] === 'string')) return new Map(pairs);
  throw new AwsError('SerializationException', 'EncryptionContext must map texts to texts.');
}

/** Returns the pairs as bytes, the same for each order of the pairs, and different for different pairs. */
export function formatEncryptionContext(context: EncryptionContext): Buffer {
  const sorted = [...context].sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(sorted));
}

/** Reads what `formatEncryptionContext` wrote. @throws Error for other bytes */
export function parseEncryptionContext(bytes: Buffer): EncryptionContext {
  return new Map(JSON.parse(bytes.toString()) as [string, string][]);
}

/**
 * Returns the condition keys of a context. IAM compares the names in `kms:EncryptionContext:` without case, and the values of
 * `kms:EncryptionContextKeys` as the operator does. A policy that must distinguish upper and lower case names both.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
 */
export function describeEncryptionContext(context: EncryptionContext): Record<string, string[]> {
  return {
    ...Object.fromEntries(
      [...context].map(([key, value]): [string, string[]] => [`kms:EncryptionContext:${key}`, [value]]),
    ),
    'kms:EncryptionContextKeys': [...context.keys()],
  };
}
