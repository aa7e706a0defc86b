/** Remembers verified tokens, so that a process checks the signature of a token once and not at every call. */
import { TokenRejectedError } from './token-rejected-error';
import type { VerificationKeys } from './verification-keys';
import type { VerifiedToken, VerifyAccessToken } from './verify-access-token';

/** What still has to hold of a remembered token. */
export interface RememberSettings {
  readonly keys: Pick<VerificationKeys, 'accepts'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** How many tokens are remembered at most; then the one that was verified first is forgotten. @default 1000 */
  readonly capacity?: number;
}

/**
 * Adds a memory to a verification. A token is recognised by its whole text, signature included; its expiry and its key
 * are judged anew at every call. What is rejected is not remembered.
 */
export function rememberVerifiedTokens(
  verify: VerifyAccessToken,
  { keys, now, capacity = 1_000 }: RememberSettings,
): VerifyAccessToken {
  const verified = new Map<string, VerifiedToken>();
  // a ring: to ask a map for its oldest key takes the longer the more have been deleted
  const inOrder: string[] = [];
  let next = 0;
  return async (token) => {
    const known = verified.get(token);
    if (known) {
      const { claims, kid } = known;
      if (keys.accepts(kid) && claims.exp * 1000 > now()) return known;
      verified.delete(token);
      // the verification would say the same, but for the price of a signature
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
