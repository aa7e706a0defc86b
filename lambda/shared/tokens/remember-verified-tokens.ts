/** Caches verified tokens, so that a process checks a token's signature once instead of at every call. */
import { TokenRejectedError } from './token-rejected-error';
import type { VerificationKeys } from './verification-keys';
import type { VerifiedToken, VerifyAccessToken } from './verify-access-token';

/** The conditions that a cached token must still meet, and the bound of the cache. */
export interface RememberSettings {
  readonly keys: Pick<VerificationKeys, 'accepts'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** The largest number of cached tokens. Then the one that was verified first is dropped. @default 1000 */
  readonly capacity?: number;
}

/**
 * Adds a cache to a verification. The whole text of a token, including its signature, is the key. Its expiry
 * and its signing key are checked again at every call. Rejected tokens are not cached.
 */
export function rememberVerifiedTokens(
  verify: VerifyAccessToken,
  { keys, now, capacity = 1_000 }: RememberSettings,
): VerifyAccessToken {
  const verified = new Map<string, VerifiedToken>();
  // A ring buffer: finding a map's oldest key gets slower with every deleted key.
  const inOrder: string[] = [];
  let next = 0;
  return async (token) => {
    const known = verified.get(token);
    if (known) {
      const { claims, kid } = known;
      if (keys.accepts(kid) && claims.exp * 1000 > now()) return known;
      verified.delete(token);
      // The verification would reject it, too, after checking the signature.
      if (keys.accepts(kid)) throw new TokenRejectedError('expired', kid);
    }
    const fresh = await verify(token);
    const oldest = inOrder[next];
    if (oldest !== undefined) verified.delete(oldest);
    inOrder[next] = token;
    next = (next + 1) % capacity;
    verified.set(token, fresh);
    return fresh;
  };
}
