/**
 * Caches the policy that an authorizer returned for a token. The decision is not cached: each request is
 * evaluated against the policy by its own ARN.
 */
import type { Authorization } from './authorizer-answer';

/** Authorizations by token. */
export interface AuthorizerCache {
  get(token: string): Authorization | undefined;
  set(token: string, authorization: Authorization): void;
}

/** The maximum number of cached tokens. When it is exceeded, the oldest entry is removed. */
const maxEntries = 10_000;

/**
 * Creates the cache of one authorizer in one stage.
 * @param ttlSeconds how long an authorization is cached; 0 disables the cache
 * @param now epoch milliseconds
 */
export function createAuthorizerCache(ttlSeconds: number, now: () => number): AuthorizerCache {
  const entries = new Map<string, { readonly authorization: Authorization; readonly expiresAt: number }>();
  if (ttlSeconds <= 0) return { get: () => undefined, set: () => {} };
  return {
    get(token) {
      const entry = entries.get(token);
      if (entry === undefined || entry.expiresAt > now()) return entry?.authorization;
      entries.delete(token);
      return undefined;
    },
    set(token, authorization) {
      entries.delete(token);
      entries.set(token, { authorization, expiresAt: now() + ttlSeconds * 1000 });
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    },
  };
}
