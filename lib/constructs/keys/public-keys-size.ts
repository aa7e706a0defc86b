/** How large the attribute of public keys is, and how many keys it may hold. */

/** The type of the custom resource that has the attribute. */
export const PUBLIC_KEYS_TYPE = 'Custom::PublicKeys';

/** The most accepted keys of a stage: CloudFormation takes an answer of 4,096 bytes, and Lambda as much of an environment. */
export const MAX_PUBLIC_KEYS = 3;

/**
 * The length of the attribute in bytes.
 * @param count of RSA keys of 3072 bits: each has a key id of 36 characters and 422 bytes of DER, which are 564 characters of base64
 */
export function publicKeysBytes(count: number): number {
  return JSON.stringify(
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [String(index).padStart(36, 'k'), 'x'.repeat(564)]),
    ),
  ).length;
}
