/** The store of passkeys. It decides nothing: a passkey counts once its account has its id. */
import type { Passkey } from './passkey';

/** Stores passkeys. */
export interface Passkeys {
  put(passkey: Passkey): Promise<void>;
  find(sub: string, id: string): Promise<Passkey | undefined>;
  /** Lists the passkeys of an account, including those that it does not have, in the order of their ids. */
  list(sub: string): Promise<readonly Passkey[]>;
  /** @returns false when it does not exist */
  rename(sub: string, id: string, name: string): Promise<boolean>;
  /**
   * Records a use of a passkey.
   * @param use the new counter, the state of the backup, and the time in epoch milliseconds
   * @returns false when it does not exist, or a parallel use has a counter that is not lower: the counter is that of a
   * copy (WebAuthn Level 3 section 6.1.1)
   */
  recordUse(passkey: Passkey, use: PasskeyUse): Promise<boolean>;
  /** @param addedAt only the passkey that was added then, in epoch milliseconds. Default: any */
  delete(sub: string, id: string, addedAt?: number): Promise<void>;
  /** Deletes the passkeys of an account and its open registrations. @returns the ids of the passkeys */
  deleteAll(sub: string): Promise<readonly string[]>;
}

/** A use of a passkey. */
export interface PasskeyUse extends Pick<Passkey, 'counter' | 'isBackedUp'> {
  /** Epoch milliseconds. */
  readonly at: number;
}
