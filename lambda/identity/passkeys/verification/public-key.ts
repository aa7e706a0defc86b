/** Checks the public keys of credentials. */
import { createPublicKey } from 'node:crypto';
import { decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';
import { EDDSA, ES256, RS256 } from './algorithms';
import { hasSmallOrder } from './small-order';

/** The parameters of COSE keys (RFC 9052 section 7.1, RFC 9053 section 7, RFC 8230 section 4). */
const KEY_TYPE = 1;
const ALGORITHM = 3;

/** The sizes of RSA moduli, in bits. */
const RSA_BITS = { min: 2048, max: 4096 };

/** The only exponent in use: 65537. */
const RSA_EXPONENT = Buffer.of(1, 0, 1);

type Parameters = ReadonlyMap<number, unknown>;

/**
 * Returns the algorithm of a key that is accepted: its type and curve are those of the algorithm, and a signature under
 * it proves the possession of a private key. Returns undefined for others, and for a key with a further parameter
 * (WebAuthn Level 3 section 6.5.1.1 forbids them).
 * @param publicKey in COSE
 * @throws Error when it is not CBOR
 */
export function findAlgorithm(publicKey: Uint8Array): number | undefined {
  const key = decodeCredentialPublicKey(Uint8Array.from(publicKey)) as unknown;
  if (!(key instanceof Map)) return undefined;
  const algorithm: unknown = key.get(ALGORITHM);
  const isAccepted =
    (algorithm === EDDSA && isEd25519Key(key)) ||
    (algorithm === ES256 && isP256Key(key)) ||
    (algorithm === RS256 && isRsaKey(key));
  return isAccepted ? algorithm : undefined;
}

function isEd25519Key(key: Parameters): boolean {
  const x = key.get(-2);
  const isKey = key.size === 4 && key.get(KEY_TYPE) === 1 && key.get(-1) === 6;
  return isKey && isBytes(x) && x.length === 32 && !hasSmallOrder(x);
}

function isP256Key(key: Parameters): boolean {
  const [x, y] = [key.get(-2), key.get(-3)];
  const isKey = key.size === 5 && key.get(KEY_TYPE) === 2 && key.get(-1) === 1;
  return isKey && isBytes(x) && isBytes(y) && x.length === 32 && y.length === 32 && isPoint(x, y);
}

/** Whether coordinates are of a point on P-256: the import of others throws. */
function isPoint(x: Uint8Array, y: Uint8Array): boolean {
  const key = { kty: 'EC', crv: 'P-256', x: toText(x), y: toText(y) };
  try {
    createPublicKey({ format: 'jwk', key });
    return true;
  } catch {
    return false;
  }
}

function isRsaKey(key: Parameters): boolean {
  const [n, e] = [key.get(-1), key.get(-2)];
  return (
    key.size === 4 &&
    key.get(KEY_TYPE) === 3 &&
    isBytes(n) &&
    isBytes(e) &&
    RSA_EXPONENT.equals(e) &&
    isModulus(n)
  );
}

function isModulus(n: Uint8Array): boolean {
  const [first = 0] = n;
  const bits = n.length * 8 - (Math.clz32(first) - 24);
  const isOdd = (n.at(-1) ?? 0) % 2 === 1;
  return first > 0 && isOdd && bits >= RSA_BITS.min && bits <= RSA_BITS.max;
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
