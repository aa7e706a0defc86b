/** The key specs that the local KMS supports, with their algorithms. */

/** How the keys of a spec are created and used. */
export type KeySpec =
  | { readonly kind: 'rsa'; readonly modulusBits: number; readonly algorithms: readonly string[] }
  | { readonly kind: 'ec'; readonly curve: string; readonly algorithms: readonly string[] }
  | { readonly kind: 'hmac'; readonly bytes: number; readonly algorithms: readonly string[] }
  | { readonly kind: 'symmetric'; readonly bytes: number; readonly algorithms: readonly string[] };

const RSA_ALGORITHMS = ['RSASSA_PKCS1_V1_5', 'RSASSA_PSS'].flatMap((scheme) =>
  ['SHA_256', 'SHA_384', 'SHA_512'].map((hash) => `${scheme}_${hash}`),
);

const rsa = (modulusBits: number): KeySpec => ({ kind: 'rsa', modulusBits, algorithms: RSA_ALGORITHMS });
const ec = (curve: string, hash: string): KeySpec => ({
  kind: 'ec',
  curve,
  algorithms: [`ECDSA_SHA_${hash}`],
});
const hmac = (bits: number): KeySpec => ({
  kind: 'hmac',
  bytes: bits / 8,
  algorithms: [`HMAC_SHA_${bits}`],
});

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
const SPECS: ReadonlyMap<string, KeySpec> = new Map([
  ['RSA_2048', rsa(2048)],
  ['RSA_3072', rsa(3072)],
  ['RSA_4096', rsa(4096)],
  ['ECC_NIST_P256', ec('P-256', '256')],
  ['ECC_NIST_P384', ec('P-384', '384')],
  ['ECC_NIST_P521', ec('P-521', '512')],
  ['ECC_SECG_P256K1', ec('secp256k1', '256')],
  ['HMAC_224', hmac(224)],
  ['HMAC_256', hmac(256)],
  ['HMAC_384', hmac(384)],
  ['HMAC_512', hmac(512)],
  ['SYMMETRIC_DEFAULT', { kind: 'symmetric', bytes: 32, algorithms: ['SYMMETRIC_DEFAULT'] }],
]);

/** Returns the spec with this name; undefined for one that is not supported, such as `ML_DSA_65`. */
export function findKeySpec(name: string): KeySpec | undefined {
  return SPECS.get(name);
}

/** Returns Node's name of an algorithm's hash: `sha256` for `HMAC_SHA_256`. */
export function hashOf(algorithm: string): string {
  return `sha${algorithm.slice(algorithm.lastIndexOf('_') + 1)}`;
}
