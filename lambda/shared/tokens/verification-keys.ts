/** The public keys whose signatures are accepted: each by its own id, from the environment. */
import type { webcrypto } from 'node:crypto';
import { importPublicKey } from './import-public-key';

/** The accepted keys of a process. */
export interface VerificationKeys {
  /**
   * The key that a token names, or undefined when it is none of the accepted ones. Nothing is called for it.
   * Rejects when the key cannot verify RS256.
   */
  find(kid: string): Promise<webcrypto.CryptoKey> | undefined;
  /** Whether a key is one of the accepted ones. */
  accepts(kid: string): boolean;
  /** Every accepted key by its id, in the order of the list. Rejects when one of them cannot verify RS256. */
  all(): Promise<ReadonlyMap<string, webcrypto.CryptoKey>>;
}

/** What the stack tells a function of the keys. */
export interface VerificationKeySource {
  /** The ids of the accepted keys. */
  readonly verificationKeys: readonly string[];
  /** A JSON object that holds a DER-encoded key in base64 for each of those ids. */
  readonly publicKeys: string;
}

/**
 * Begins to import the keys, so that the first request finds them ready.
 * @throws Error when an accepted key has no public key: such a function does not start
 */
export function createVerificationKeys(source: VerificationKeySource): VerificationKeys {
  const publicKeys = parseKeys(source.publicKeys);
  const imported = new Map(
    source.verificationKeys.map((keyId) => {
      const publicKey = publicKeys[keyId];
      if (typeof publicKey !== 'string') {
        throw new Error(`There is no public key of the KMS key ${keyId}: deploy the keys with the function`);
      }
      const key = importPublicKey(keyId, publicKey);
      // reported to the callers that ask for the key
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
    // the parser's message quotes the text
  }
  throw new Error('The public keys are not a JSON object');
}
