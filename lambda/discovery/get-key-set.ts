/** The operation behind `GET /.well-known/jwks.json`, which returns the public keys of access tokens. */
import type { webcrypto } from 'node:crypto';
import type { VerificationKeys } from '../shared/tokens/verification-keys';

/** One key of the set: the members of RFC 7518 section 6.3.1, its use and its algorithm. */
export interface PublishedKey {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
  readonly alg: 'RS256';
  readonly use: 'sig';
  readonly kid: string;
}

/** A JSON Web Key Set (RFC 7517 section 5). */
export interface KeySet {
  readonly keys: readonly PublishedKey[];
}

/**
 * Creates the operation. It returns every listed key. It rejects if one of them cannot verify RS256, because
 * clients would cache an incomplete set.
 */
export function getKeySet({ keys }: { readonly keys: VerificationKeys }): () => Promise<KeySet> {
  return async () => {
    const published = await keys.all();
    return { keys: await Promise.all([...published].map(([kid, key]) => publish(kid, key))) };
  };
}

async function publish(kid: string, key: webcrypto.CryptoKey): Promise<PublishedKey> {
  const { n = '', e = '' } = await crypto.subtle.exportKey('jwk', key);
  return { kty: 'RSA', n, e, alg: 'RS256', use: 'sig', kid };
}
