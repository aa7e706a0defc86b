/** Grants beyond those of a stage's own settings, for the release before a setting changes and the release after it. */
import type { EmailSettings } from './email-settings';
import type { SecondFactorPolicy } from './factors/factor-settings';
import type { PasskeySettings } from './factors/passkey-settings';
import type { CognitoMigrationSettings } from './migration-settings';
import type { PageSettings } from './pages/page-settings';

/** Whether the key that hashes names can have replicas in other regions. KMS cannot change this for an existing key. */
export type KeyedHashKeyKind = 'single-region' | 'multi-region';

/** Values of settings whose grants start one release early, or stay for one more release. */
export interface AlsoGrant {
  /** The authorizer may read sessions. */
  readonly revocation?: 'immediate';
  /** `auth` may ask this user pool. */
  readonly cognitoMigration?: CognitoMigrationSettings;
  /** `auth` may export and delete what the example stores. */
  readonly exampleRoutes?: true;
  /** The stack has the queue, the key and the function of mails, which may send as this sender, and `auth` may use them. */
  readonly email?: EmailSettings;
  /** The stack has the key and the function of second factors, and `auth` may check codes. */
  readonly secondFactor?: Exclude<SecondFactorPolicy, 'off'>;
  /** `auth` and `factors` may store passkeys, and with `signUp`, `auth` may store those of new accounts. */
  readonly passkeys?: Pick<PasskeySettings, 'signUp'>;
  /** `auth` may store the codes that apps exchange for tokens. */
  readonly pages?: PageSettings;
  /** `auth` and `factors` may record what happens in accounts, and `auth` may list, export and delete it. */
  readonly activity?: true;
  /** The stack has this key as well, and `auth` may hash with it. */
  readonly keyedHashKey?: KeyedHashKeyKind;
}
