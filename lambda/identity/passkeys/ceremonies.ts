/** The store of ceremonies. */
import { toAttributes } from '../../shared/table/attributes';
import type { Table } from '../../shared/table/table';
import { challengeKey } from '../factors/second-factor-challenge';
import type { Ceremony, CeremonyPurpose } from './ceremony';
import { toCeremonyItem, useCeremony } from './ceremony-item';

/** Stores ceremonies under the digests of their ids. */
export interface Ceremonies {
  begin(digest: string, ceremony: Ceremony): Promise<void>;
  /**
   * Uses a ceremony up. Of parallel uses, one gets it.
   * @param now epoch milliseconds
   * @returns undefined when it is unknown, used, expired, or has another purpose
   */
  use(digest: string, purpose: CeremonyPurpose, now: number): Promise<Ceremony | undefined>;
}

/** Creates a store that keeps ceremonies in the DynamoDB table, next to the challenges of other purposes. */
export function createDynamoCeremonies(table: Table): Ceremonies {
  const keyOf = (digest: string) => toAttributes(challengeKey(digest));
  return {
    async begin(digest, ceremony) {
      await table.put({ Item: { ...keyOf(digest), ...toCeremonyItem(ceremony) } });
    },

    use: (digest, purpose, now) => useCeremony(table, keyOf(digest), purpose, now),
  };
}
