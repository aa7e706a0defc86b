/** The challenges of enrolments, in memory. */
import {
  ENROLMENT,
  MAX_ENROLMENT_SECRETS,
} from '../../../lambda/identity/factors/enrolment/enrolment-challenge';
import type { EnrolmentChallenges } from '../../../lambda/identity/factors/enrolment/enrolment-challenges';
import type { createMemorySecondFactorChallenges } from './memory-second-factor-challenges';

type Challenges = Pick<ReturnType<typeof createMemorySecondFactorChallenges>, 'items' | 'find'>;

/** Creates a store over the challenges, with the contract of the real one. */
export function createMemoryEnrolmentChallenges({ items, find }: Challenges): EnrolmentChallenges {
  const secrets = new Map<string, number>();
  return {
    async find(digest) {
      const found = await find(digest, ENROLMENT);
      if (!found) return undefined;
      const { purpose: _, newPasswordHash: _hash, replacesPassword: _replaces, ...binding } = found;
      return binding;
    },
    async nameFactor(digest, factor, now) {
      const found = items.get(digest);
      const count = secrets.get(digest) ?? 0;
      if (found?.purpose !== ENROLMENT || found.validUntil <= now || count >= MAX_ENROLMENT_SECRETS)
        return false;
      secrets.set(digest, count + 1);
      items.set(digest, { ...found, factor });
      return true;
    },
  };
}
