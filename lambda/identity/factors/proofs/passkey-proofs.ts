/** What challenges and step-ups need of passkeys. Only requests with a passkey load the code behind it. */
import type { Account } from '../../accounts/account';
import type { Session } from '../../sessions/session';

/** An assertion as the client sent it (WebAuthn Level 3 section 5.1.1). */
export interface SentAssertion {
  /** AuthenticationResponseJSON. */
  readonly credential: unknown;
  /** The challenge that it must have signed, in base64url. */
  readonly challenge: string;
  /** Whether the authenticator must have verified its user, and did so when the passkey was added. */
  readonly requiresVerification: boolean;
}

/** A passkey that has signed. */
export interface ProvedPasskey {
  /** See `passkeyId`. */
  readonly id: string;
  /** Whether it stands for two factors: the authenticator has verified its user, now and when it was added. */
  readonly verifiesUser: boolean;
}

/** Creates options, and verifies assertions. */
export interface PasskeyProofs {
  /**
   * Returns PublicKeyCredentialRequestOptionsJSON for the passkeys of an account; undefined when it has none.
   * @param challenge in base64url
   * @throws DependencyUnavailableError
   */
  toOptions(account: Account, challenge: string): Promise<object | undefined>;
  /**
   * Uses up the ceremony of a step-up.
   * @returns false when it is unknown, used, expired, of another kind, or not of the session and its account
   * @throws DependencyUnavailableError
   */
  useStepUp(account: Account, session: Pick<Session, 'sid'>, ceremonyId: string): Promise<boolean>;
  /**
   * Verifies an assertion of a passkey of the account, and records its use.
   * @returns undefined when it is refused
   * @throws DependencyUnavailableError
   */
  prove(account: Account, sent: SentAssertion): Promise<ProvedPasskey | undefined>;
}

/** The dependency of operations that take passkeys. */
export interface PasskeyProofDependencies {
  /** Loads the code. @default - the stage has no passkeys */
  readonly loadPasskeys?: (() => PasskeyProofs) | undefined;
}

/** How a user was authenticated by a passkey that has verified its user, and by one that has not (RFC 8176 section 2). */
export const PASSKEY_AMR = ['pop', 'mfa'] as const;
export const POSSESSION_AMR = ['pop'] as const;
