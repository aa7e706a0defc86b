/** The store of challenges of second factors, in memory. */
import {
  MAX_CHALLENGE_ATTEMPTS,
  type SecondFactorChallenge,
} from '../../../lambda/identity/factors/second-factor-challenge';
import type { SecondFactorChallenges } from '../../../lambda/identity/factors/second-factor-challenges';

/** Creates an empty store with the contract of the real one. */
export function createMemorySecondFactorChallenges(): SecondFactorChallenges & {
  readonly items: Map<string, SecondFactorChallenge & { readonly attempts: number }>;
} {
  const items = new Map<string, SecondFactorChallenge & { readonly attempts: number }>();
  return {
    items,
    async create(digest, challenge) {
      items.set(digest, { ...challenge, attempts: 0 });
    },
    async find(digest, purpose) {
      const { attempts: _, ...challenge } = items.get(digest) ?? {};
      return 'purpose' in challenge && challenge.purpose === purpose
        ? (challenge as SecondFactorChallenge)
        : undefined;
    },
    async countAttempt(digest, purpose, now) {
      const found = items.get(digest);
      if (found?.purpose !== purpose || found.validUntil <= now) return false;
      if (found.attempts >= MAX_CHALLENGE_ATTEMPTS) return false;
      items.set(digest, { ...found, attempts: found.attempts + 1 });
      return true;
    },
    async use(digest, purpose, now) {
      const found = items.get(digest);
      if (found?.purpose !== purpose || found.validUntil <= now) return undefined;
      if (found.attempts >= MAX_CHALLENGE_ATTEMPTS) return undefined;
      items.delete(digest);
      const { attempts: _, ...challenge } = found;
      return challenge;
    },
    async delete(digest) {
      items.delete(digest);
    },
  };
}
