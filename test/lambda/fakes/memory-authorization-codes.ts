/** The store of authorization codes, in memory. */
import type { AuthorizationCode } from '../../../lambda/identity/authorization-codes/authorization-code';
import type { AuthorizationCodes } from '../../../lambda/identity/authorization-codes/authorization-codes';

/** Creates an empty store with the contract of the real one. */
export function createMemoryAuthorizationCodes(): AuthorizationCodes & {
  readonly items: Map<string, AuthorizationCode>;
} {
  const items = new Map<string, AuthorizationCode>();
  return {
    items,
    async issue(digest, code) {
      items.set(digest, code);
    },
    async find(digest) {
      return items.get(digest);
    },
    async use(digest, issuedSid, now) {
      const code = items.get(digest);
      if (!code || code.validUntil <= now) return false;
      if (code.issuedSid !== undefined && code.issuedSid !== issuedSid) return false;
      items.set(digest, { ...code, issuedSid });
      return true;
    },
    async markReused(digest) {
      const code = items.get(digest);
      if (code) items.set(digest, { ...code, isReused: true });
    },
  };
}
