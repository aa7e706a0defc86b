/** Grants that a stage has beside those of its own settings: for the release before a switch, and for the one after it. */
import type { CognitoMigrationSettings } from './migration-settings';

/** The key that hashes names is in one region, or can be in several. One cannot become the other. */
export type KeyedHashKeyKind = 'single-region' | 'multi-region';

/** Values of settings whose grants come one release early, or stay for one more. */
export interface AlsoGrant {
  /** The authorizer may read sessions. */
  readonly revocation?: 'immediate';
  /** `auth` may ask this user pool. */
  readonly cognitoMigration?: CognitoMigrationSettings;
  /** `auth` may export and delete what the example stores. */
  readonly exampleRoutes?: true;
  /** The stack has this key as well, and `auth` may hash with it. */
  readonly keyedHashKey?: KeyedHashKeyKind;
}
