/** The key pairs of a software authenticator. */
import { generateKeyPair, type JsonWebKey, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { CborValue } from './encode-cbor';

const generate = promisify(generateKeyPair);

/** The algorithms that the API accepts, by their numbers in COSE. */
export const COSE_ALGORITHMS = { EdDSA: -8, ES256: -7, RS256: -257 } as const;

/** The name of an algorithm. */
export type CoseAlgorithm = keyof typeof COSE_ALGORITHMS;

/** A COSE key (RFC 9052 section 7): its parameters by number. */
export type CoseKey = ReadonlyMap<number, CborValue>;

/** The key pair of a credential. */
export interface CredentialKey {
  readonly algorithm: CoseAlgorithm;
  readonly publicKey: CoseKey;
  /** Signs as authenticators do: ECDSA signatures are in DER. */
  sign(data: Uint8Array): Buffer;
}

/** Creates a key pair. RSA keys take long: about 0.1 s. */
export async function createCredentialKey(algorithm: CoseAlgorithm): Promise<CredentialKey> {
  const { publicKey, privateKey } = await generateKeys(algorithm);
  return {
    algorithm,
    publicKey: toCoseKey(algorithm, publicKey.export({ format: 'jwk' })),
    sign: (data) => sign(algorithm === 'EdDSA' ? null : 'sha256', data, privateKey),
  };
}

function generateKeys(
  algorithm: CoseAlgorithm,
): Promise<{ readonly publicKey: KeyObject; readonly privateKey: KeyObject }> {
  if (algorithm === 'ES256') return generate('ec', { namedCurve: 'P-256' });
  if (algorithm === 'EdDSA') return generate('ed25519');
  return generate('rsa', { modulusLength: 2048 });
}

/** Writes a public key as authenticators do (RFC 9053 section 7, RFC 8230 section 4). */
export function toCoseKey(algorithm: CoseAlgorithm, { x, y, n, e }: JsonWebKey): CoseKey {
  const alg = COSE_ALGORITHMS[algorithm];
  const parameters: Record<CoseAlgorithm, readonly (readonly [number, CborValue])[]> = {
    // biome-ignore format: a parameter a column
    ES256: [[1, 2], [3, alg], [-1, 1], [-2, toBytes(x)], [-3, toBytes(y)]],
    // biome-ignore format: a parameter a column
    EdDSA: [[1, 1], [3, alg], [-1, 6], [-2, toBytes(x)]],
    // biome-ignore format: a parameter a column
    RS256: [[1, 3], [3, alg], [-1, toBytes(n)], [-2, toBytes(e)]],
  };
  return new Map(parameters[algorithm]);
}

function toBytes(text: string | undefined): Buffer {
  return Buffer.from(text ?? '', 'base64url');
}
