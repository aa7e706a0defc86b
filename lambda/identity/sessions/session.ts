/** A session, as it is stored: what tokens are made from, and what its owner is shown. */
import type { AuthenticationMethods } from '../authentication/authenticated';

/** A session. Times are epoch seconds unless noted. */
export interface Session {
  /** The account's id. */
  readonly sub: string;
  readonly sid: string;
  /** The username as its owner wrote it, in NFKC, for the tokens. */
  readonly username: string;
  /** The version of the account's username that this is. @default 0, the first one */
  readonly usernameVersion?: number;
  /** The account's scopes at the sign-in. */
  readonly scopes: readonly string[];
  /** When it began; this never changes. */
  readonly createdAt: number;
  /** When the user was last authenticated. */
  readonly authTime: number;
  /** How the user was authenticated, as values of RFC 8176. */
  readonly amr: AuthenticationMethods;
  /** When a token was last got with it. */
  readonly lastUsedAt: number;
  /** DynamoDB deletes the item some time after; readers check it. */
  readonly expiresAt: number;
  /** The account's security version under which it began: a session of a lower one is over. */
  readonly securityVersion: number;
  /** Where it was last used from. @default - not known */
  readonly ip?: string;
  /** What it was last used with. @default - not known */
  readonly userAgent?: string;
  /** @default - no refresh token is taken any more */
  readonly refresh?: RefreshState;
}

/** What names a session. */
export type SessionKey = Pick<Session, 'sub' | 'sid'>;

/** What a session's owner may see of it. */
export type SessionSummary = Omit<Session, 'refresh' | 'username' | 'scopes'>;

/** Digests of a session's refresh tokens. */
export interface RefreshState {
  /** Of what all its tokens have in common. */
  readonly familyHash: string;
  /** Of the current secret. */
  readonly hash: string;
  /** The last rotation. @default - there was none yet */
  readonly rotation?: Rotation;
}

/** How a secret was replaced. */
export interface Rotation {
  /** Digest of the replaced secret. */
  readonly previousHash: string;
  /** Leads from the replaced secret to the current one. */
  readonly nonce: string;
  /** Epoch milliseconds: the grace may be as short as a second. */
  readonly rotatedAt: number;
}
