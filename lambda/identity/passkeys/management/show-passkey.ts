/** Shows a passkey to its user. */
import type { AccountPasskey } from '../account-passkey';
import type { Passkey } from '../passkey';

/** A passkey as its user sees it. Times are ISO 8601, UTC. */
export interface ShownPasskey {
  readonly id: string;
  /** The id of the credential, in base64url, by which a browser knows it. */
  readonly credentialId: string;
  readonly name: string;
  readonly addedAt: string;
  /** @default - not used since it was added */
  readonly lastUsedAt?: string;
  /** How a browser reaches the authenticator, such as `internal` or `usb`. */
  readonly transports: readonly string[];
  /** Whether it was copied to other devices when it was used last. */
  readonly synced: boolean;
  /** Whether it may be copied to other devices. */
  readonly syncable: boolean;
  /** Whether it signs in without a password. */
  readonly verifiesUser: boolean;
}

/** Returns what the user sees. Keys and counters are left out. */
export function showPasskey(
  { id, credentialId, name, addedAt, lastUsedAt, transports, isBackedUp, isBackupEligible }: Passkey,
  { verifiesUser }: Pick<AccountPasskey, 'verifiesUser'>,
): ShownPasskey {
  return {
    id,
    credentialId,
    name,
    addedAt: new Date(addedAt).toISOString(),
    ...(lastUsedAt !== undefined && { lastUsedAt: new Date(lastUsedAt).toISOString() }),
    transports,
    synced: isBackedUp,
    syncable: isBackupEligible,
    verifiesUser,
  };
}
