/** The public keys whose signatures are accepted, by their ids, from the environment. */
import type { webcrypto } from 'node:crypto';
import { importPublicKey } from './import-public-key';

/** The accepted keys of a process. */
export interface VerificationKeys {
  /**
   * Returns the key that a token names, or undefined if that key is not accepted. It makes no calls. Rejects
   * when the key cannot verify RS256.
   */
  find(kid: string): Promise<webcrypto.CryptoKey> | undefined;
  /** Whether a key is one of the accepted ones. */
  accepts(kid: string): boolean;
  /**
   * Returns every accepted key by its id, in the order of the list. Rejects when one of them cannot verify
   * RS256.
   */
  all(): Promise<ReadonlyMap<string, webcrypto.CryptoKey>>;
}

/** The keys as the stack passes them to a function. */
export interface VerificationKeySource {
  /** The ids of the accepted keys. */
  readonly verificationKeys: readonly string[];
  /** A JSON object that holds a DER-encoded key in base64 for each of those ids. */
  readonly publicKeys: string;
}

/**
 * Starts to import the keys, so that they are ready for the first request.
 * @throws Error when an accepted key has no public key: such a function does not start
 */
export function createVerificationKeys(source: VerificationKeySource): VerificationKeys {
  const publicKeys = parseKeys(source.publicKeys);
  const imported = new Map(
    source.verificationKeys.map((keyId) => {
      const publicKey = publicKeys[keyId];
      if (typeof publicKey !== 'string') {
        throw new Error(`The KMS key ${keyId} has no public key: deploy the keys with the function`);
      }
      const key = importPublicKey(keyId, publicKey);
      // Reported to the callers that ask for the key.
      key.catch(() => undefined);
      return [keyId, key] as const;
    }),
  );
  return {
    accepts: (kid) => imported.has(kid),
    find: (kid) => imported.get(kid),
    all: async () =>
      new Map(await Promise.all([...imported].map(async ([keyId, key]) => [keyId, await key] as const))),
  };
}

function parseKeys(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>;
  } catch {
    // The parser's message quotes the text, so drop it.
  }
  throw new Error('The public keys are not a JSON object');
}
