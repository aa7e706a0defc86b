/** Asks Amazon Cognito whether a password is correct. */

import { isAwsCallError } from '../../shared/aws/aws-call-error';
import { type AwsClient, createAwsClient } from '../../shared/aws/aws-client';
import * as awsServices from '../../shared/aws/aws-services';
import { type AwsSettings, readAwsSettings } from '../../shared/aws/aws-settings';
import { callOrUnavailable } from '../../shared/aws/call-or-unavailable';
import type { Log } from '../../shared/log';
import type { MigratedAccount, VerifyElsewhere } from './migration-hook';

/** A sign-in that Cognito completed. */
export interface CognitoSignIn {
  readonly account: MigratedAccount;
  readonly accessToken: string;
  readonly requestId: string;
}

/** The user pool to ask. */
export interface CognitoPasswordsOptions {
  readonly cognito: AwsClient;
  readonly userPoolId: string;
  /** An app client without a secret that allows `ALLOW_ADMIN_USER_PASSWORD_AUTH`. */
  readonly clientId: string;
  readonly log: Log;
  /**
   * Runs after Cognito completed a sign-in, before it is committed here. Must not throw.
   * @default - the tokens that Cognito issues are discarded at once
   */
  readonly onSignedIn?: ((signIn: CognitoSignIn) => Promise<void>) | undefined;
}

/**
 * Cognito's error for a wrong password. It also reports an app client with a secret this way; only the
 * message differs.
 */
const WRONG_PASSWORD = 'NotAuthorizedException';

/**
 * Errors of Cognito that concern the user. Any other error is a fault of the stage: for example an app client
 * without the flow, or a missing permission.
 */
const USER_REFUSALS: readonly string[] = [
  WRONG_PASSWORD,
  'PasswordResetRequiredException',
  'UserLambdaValidationException',
  'UserNotConfirmedException',
  'UserNotFoundException',
];

/**
 * The format of a Cognito password. Cognito may report any other as an invalid parameter, and callers must
 * not be able to cause that error.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html
 */
const PASSWORD_FORM = /^\S.{0,254}\S$/;

/**
 * Creates the hook. Only a completed Cognito sign-in counts: when Cognito asks for a second factor or a new
 * password, the result is false. The tokens that Cognito issues are discarded.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html
 */
export function createCognitoPasswords({
  cognito,
  userPoolId,
  clientId,
  log,
  onSignedIn,
}: CognitoPasswordsOptions): VerifyElsewhere {
  /** Returns why Cognito rejects the sign-in, or what it issues. */
  async function signIn(
    username: string,
    password: string,
  ): Promise<string | { readonly AccessToken?: unknown }> {
    try {
      const { AuthenticationResult, ChallengeName } = await callOrUnavailable(
        cognito.call('AdminInitiateAuth', {
          UserPoolId: userPoolId,
          ClientId: clientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: username, PASSWORD: password },
        }),
      );
      const isCompleted = typeof AuthenticationResult === 'object' && AuthenticationResult !== null;
      if (isCompleted) return AuthenticationResult;
      return typeof ChallengeName === 'string' ? ChallengeName : 'no result';
    } catch (error) {
      if (isAwsCallError(error) && USER_REFUSALS.includes(error.reason)) return error.reason;
      throw error;
    }
  }

  return async ({ account, password, requestId }) => {
    if (!PASSWORD_FORM.test(password)) return false;
    const result = await signIn(account.username, password);
    if (typeof result !== 'string') {
      const { AccessToken: accessToken } = result;
      if (onSignedIn && typeof accessToken === 'string')
        await onSignedIn({ account, accessToken, requestId });
      return true;
    }
    // log what an operator can fix and the user cannot
    if (result !== WRONG_PASSWORD) log('migration_refused', { reason: result, requestId });
    return false;
  };
}

/** The user pool, and what runs after a sign-in. */
export interface CognitoMigrationOptions
  extends Pick<CognitoPasswordsOptions, 'userPoolId' | 'clientId' | 'log'> {
  /** The environment of the function. */
  readonly source: Readonly<Record<string, string | undefined>>;
  /** @default - nothing runs */
  readonly onSignedIn?: ((settings: AwsSettings, signIn: CognitoSignIn) => Promise<void>) | undefined;
}

/** Creates the hook with its client. The second attempt is for a connection that was closed between two sign-ins. */
export function createCognitoMigration({
  source,
  onSignedIn,
  ...options
}: CognitoMigrationOptions): VerifyElsewhere {
  const settings = readCognitoSettings(options.userPoolId, source);
  return createCognitoPasswords({
    ...options,
    cognito: createAwsClient(settings, { budgetMs: 2_000, attemptMs: 2_000, attempts: 2 }),
    onSignedIn: onSignedIn && ((signIn) => onSignedIn(settings, signIn)),
  });
}

/** Reads the settings of the pool's endpoint. A pool's id begins with its region, which may differ from the function's. */
export function readCognitoSettings(
  userPoolId: string,
  source: Readonly<Record<string, string | undefined>>,
): AwsSettings {
  const [region] = userPoolId.split('_');
  return readAwsSettings(awsServices.cognitoIdp, { ...source, AWS_REGION: region });
}
