/** Keeps what an authorizer answered for a caller: the policy, never the verdict, so that each request is judged by its own ARN. */
import { createHash } from 'node:crypto';
import type { Authorization } from './authorizer-answer';

/** Authorizations by token. */
export interface AuthorizerCache {
  get(token: string): Authorization | undefined;
  set(token: string, authorization: Authorization): void;
}

/** More tokens than any laptop meets; beyond it the oldest goes. */
const maxEntries = 10_000;

/**
 * Creates the cache of one authorizer in one stage.
 * @param ttlSeconds 0 keeps nothing
 * @param now epoch milliseconds
 */
export function createAuthorizerCache(ttlSeconds: number, now: () => number): AuthorizerCache {
  const entries = new Map<string, { readonly authorization: Authorization; readonly expiresAt: number }>();
  // A heap dump of the cache shows no token.
  const keyOf = (token: string) => createHash('sha256').update(token).digest('base64');
  if (ttlSeconds <= 0) return { get: () => undefined, set: () => {} };
  return {
    get(token) {
      const key = keyOf(token);
      const entry = entries.get(key);
      if (entry === undefined || entry.expiresAt > now()) return entry?.authorization;
      entries.delete(key);
      return undefined;
    },
    set(token, authorization) {
      const key = keyOf(token);
      entries.delete(key);
      entries.set(key, { authorization, expiresAt: now() + ttlSeconds * 1000 });
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    },
  };
}
