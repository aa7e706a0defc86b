/** A session as it is stored: what its tokens carry, and what its user is shown. */
import type { AuthenticationMethods } from '../authentication/authenticated';

/** A session. Times are epoch seconds unless noted. */
export interface Session {
  /** The account's id. */
  readonly sub: string;
  readonly sid: string;
  /** The username as the user wrote it, in NFKC, for the tokens. */
  readonly username: string;
  /** The version of the account's username. @default 0, the first username */
  readonly usernameVersion?: number;
  /** The account's scopes at the sign-in. */
  readonly scopes: readonly string[];
  /** When it began; this never changes. */
  readonly createdAt: number;
  /** When the user was last authenticated. */
  readonly authTime: number;
  /** How the user was authenticated, as RFC 8176 values. */
  readonly amr: AuthenticationMethods;
  /** When a token was last issued for it. */
  readonly lastUsedAt: number;
  /** When it expires. DynamoDB deletes the item later, so readers must check this. */
  readonly expiresAt: number;
  /**
   * The account's security version when it began, or that it has adopted since. A session of a lower version
   * than its account's is revoked.
   */
  readonly securityVersion: number;
  /**
   * Whether its account was one that expires when it began. A refresh then reads the account, under any policy.
   * @default false
   */
  readonly accountEnds?: boolean;
  /** The IP address of its last use. @default - not known */
  readonly ip?: string;
  /** The `User-Agent` of its last use. @default - not known */
  readonly userAgent?: string;
  /** @default - the session no longer accepts refresh tokens */
  readonly refresh?: RefreshState;
  /** The digest of the secret in the cookie of the hosted pages. @default - no browser uses it on the pages */
  readonly pageHash?: string;
}

/** The key of a session. */
export type SessionKey = Pick<Session, 'sub' | 'sid'>;

/** The part of a session that its user may see. */
export type SessionSummary = Omit<Session, 'refresh' | 'pageHash' | 'username' | 'scopes' | 'accountEnds'>;

/** Digests of a session's refresh tokens. */
export interface RefreshState {
  /** The digest of the secret that all its tokens share. */
  readonly familyHash: string;
  /** The digest of the current secret. */
  readonly hash: string;
  /** The last rotation. @default - there was none yet */
  readonly rotation?: Rotation;
}

/** The replacement of a secret. */
export interface Rotation {
  /** The digest of the replaced secret. */
  readonly previousHash: string;
  /** Derives the current secret from the replaced one. */
  readonly nonce: string;
  /** Epoch milliseconds: the grace period may be as short as one second. */
  readonly rotatedAt: number;
}
