/** The settings of a stage whose users come from another system. */

/** A user pool of Amazon Cognito, in the account of the stack. */
export interface CognitoMigrationSettings {
  /** The id of the pool, such as `eu-central-1_AbCdEfGhI`. */
  readonly userPoolId: string;
  /** An app client of the pool without a secret, which allows `ALLOW_ADMIN_USER_PASSWORD_AUTH` and no other way to sign in. */
  readonly clientId: string;
}

/** The settings of one stage's migration, as its author writes them. */
export interface MigrationOptions {
  /**
   * Asks this user pool at the first sign-in of an imported account that has no hash yet: docs/how-to/migrate-from-cognito.md.
   * While it is set, a refused sign-in takes a second.
   * @default - sign-ins to such an account are refused
   */
  readonly cognitoMigration?: CognitoMigrationSettings | undefined;
}
