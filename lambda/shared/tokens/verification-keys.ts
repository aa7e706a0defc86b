/** The public keys whose signatures are accepted: fetched once, each by its own id. */
import type { webcrypto } from 'node:crypto';

/** Fetches the public key of one KMS key. */
export type FetchVerificationKey = (keyId: string) => Promise<webcrypto.CryptoKey>;

/** The accepted keys of a process. */
export interface VerificationKeys {
  /**
   * The key that a token names, or undefined when it is none of the accepted ones: then nothing is called.
   * Rejects with what the fetch fails with.
   */
  find(kid: string): Promise<webcrypto.CryptoKey> | undefined;
  /** Whether a key is one of the accepted ones. */
  accepts(kid: string): boolean;
  /** Every accepted key by its id, in the order of the list. Rejects when one of them can't be fetched. */
  all(): Promise<ReadonlyMap<string, webcrypto.CryptoKey>>;
}

/** No fetch takes as long, in milliseconds, unless the process stood still meanwhile. */
const FROZEN_MS = 5_000;

/**
 * Keeps the keys with the given ids. KMS never changes a key's public half, so a fetched key is kept for good; a fetch
 * that failed is forgotten, and callers that come while one is under way share it.
 *
 * Lambda may freeze a process between its load and its first request, and a fetch begun at load then fails for the time
 * that went by: whoever waits for such a one tries again.
 *
 * @param now a clock in milliseconds. Default: `performance.now`
 */
export function createVerificationKeys(
  keyIds: readonly string[],
  fetchKey: FetchVerificationKey,
  now: () => number = () => performance.now(),
): VerificationKeys {
  const accepted = new Set(keyIds);
  const fetched = new Map<string, Promise<webcrypto.CryptoKey>>();

  function start(keyId: string): Promise<webcrypto.CryptoKey> {
    const startedAt = now();
    const loading = fetchKey(keyId).catch((error: unknown) => {
      if (now() - startedAt > FROZEN_MS) return fetchKey(keyId);
      throw error;
    });
    fetched.set(keyId, loading);
    loading.catch(() => fetched.delete(keyId));
    return loading;
  }

  const load = (keyId: string) => fetched.get(keyId) ?? start(keyId);

  return {
    accepts: (kid) => accepted.has(kid),
    find: (kid) => (accepted.has(kid) ? load(kid) : undefined),
    all: async () =>
      new Map(await Promise.all([...accepted].map(async (keyId) => [keyId, await load(keyId)] as const))),
  };
}
