/** The size of the attribute of public keys, and the maximum number of keys. */

/** The type of the custom resource that has the attribute. */
export const PUBLIC_KEYS_TYPE = 'Custom::PublicKeys';

/** The maximum number of accepted keys of a stage: CloudFormation limits a response, and Lambda an environment, to 4,096 bytes. */
export const MAX_PUBLIC_KEYS = 3;

/**
 * Returns the length of the attribute in bytes.
 * @param count the number of 3072-bit RSA keys: each has a key id of 36 characters, and 422 bytes of DER, which are 564 characters of base64
 */
export function publicKeysBytes(count: number): number {
  return JSON.stringify(
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [String(index).padStart(36, 'k'), 'x'.repeat(564)]),
    ),
  ).length;
}
