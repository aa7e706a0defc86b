/** The passkeys of an account, as the account's item holds them: everything that decides about a way in. */
import { type Attributes, readNumber } from '../../shared/table/attributes';

/** A passkey. Its key and its name are in an item of its own. */
export interface AccountPasskey {
  /** Epoch milliseconds. */
  readonly addedAt: number;
  /**
   * Whether the authenticator verified its user when the passkey was added, such as by a PIN. Only such a passkey signs
   * in without a password.
   */
  readonly verifiesUser: boolean;
}

/** The passkeys of an account. */
export interface PasskeyHolder {
  /** By id: see `passkeyId`. Never empty. @default - none */
  readonly passkeys?: Readonly<Record<string, AccountPasskey>> | undefined;
}

/** How many passkeys an account may have. */
export const MAX_PASSKEYS = 20;

/** Reads the passkeys of an account's item. */
export function readPasskeys({ passkeys }: Attributes): PasskeyHolder {
  if (!passkeys?.M) return {};
  const entries = Object.entries(passkeys.M).map(([id, { M: passkey = {} }]) => [
    id,
    {
      addedAt: readNumber(passkey, 'addedAt', 'A passkey'),
      verifiesUser: passkey.verifiesUser?.BOOL === true,
    },
  ]);
  return { passkeys: Object.fromEntries(entries) };
}

/** Returns how many passkeys an account has. */
export function countPasskeys({ passkeys }: PasskeyHolder): number {
  return Object.keys(passkeys ?? {}).length;
}
