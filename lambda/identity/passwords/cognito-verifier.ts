/** Asks Amazon Cognito whether a password is correct. */

import { isAwsCallError } from '../../shared/aws/aws-call-error';
import type { AwsClient } from '../../shared/aws/aws-client';
import { callOrUnavailable } from '../../shared/aws/call-or-unavailable';
import type { Log } from '../../shared/log';
import type { VerifyElsewhere } from './migration-hook';

/** The user pool to ask. */
export interface CognitoPasswordsOptions {
  readonly cognito: AwsClient;
  readonly userPoolId: string;
  /** An app client without a secret that allows `ALLOW_ADMIN_USER_PASSWORD_AUTH`. */
  readonly clientId: string;
  readonly log: Log;
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
}: CognitoPasswordsOptions): VerifyElsewhere {
  /** Returns why Cognito rejects the sign-in; undefined when it accepts it. */
  async function findRefusal(username: string, password: string): Promise<string | undefined> {
    try {
      const { AuthenticationResult, ChallengeName } = await callOrUnavailable(
        cognito.call('AdminInitiateAuth', {
          UserPoolId: userPoolId,
          ClientId: clientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: username, PASSWORD: password },
        }),
      );
      if (typeof AuthenticationResult === 'object' && AuthenticationResult !== null) return undefined;
      return typeof ChallengeName === 'string' ? ChallengeName : 'no result';
    } catch (error) {
      if (isAwsCallError(error) && USER_REFUSALS.includes(error.reason)) return error.reason;
      throw error;
    }
  }

  return async ({ username, password, requestId }) => {
    if (!PASSWORD_FORM.test(password)) return false;
    const reason = await findRefusal(username, password);
    if (reason === undefined) return true;
    // log what an operator can fix and the user cannot
    if (reason !== WRONG_PASSWORD) log('migration_refused', { reason, requestId });
    return false;
  };
}
