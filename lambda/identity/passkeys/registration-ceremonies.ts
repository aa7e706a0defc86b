/** The store of the ceremonies with which sessions add passkeys. They are in the partition of their account's passkeys. */
import type { Ceremony } from './ceremony';

/** A ceremony that adds a passkey to an account. */
export type RegistrationCeremony = Ceremony &
  Required<Pick<Ceremony, 'sub' | 'sid' | 'securityVersion'>> & { readonly purpose: 'passkey-registration' };

/** Stores ceremonies under the digests of their ids. */
export interface RegistrationCeremonies {
  begin(digest: string, ceremony: RegistrationCeremony): Promise<void>;
  /**
   * Deletes the ceremonies of an account except the one that expires last. Of those that expire at the same time, all
   * requests keep the same one.
   */
  keepLatest(sub: string): Promise<void>;
  /**
   * Uses a ceremony of an account up. Of parallel uses, one gets it.
   * @param now epoch milliseconds
   * @returns undefined when it is unknown, used, expired, or of another account
   */
  use(sub: string, digest: string, now: number): Promise<RegistrationCeremony | undefined>;
}
