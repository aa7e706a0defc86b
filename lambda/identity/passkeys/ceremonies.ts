/** The store of ceremonies. */
import type { Ceremony, CeremonyPurpose } from './ceremony';

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
