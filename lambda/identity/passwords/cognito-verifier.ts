/** Asks Amazon Cognito whether a password is right. */

import { isAwsCallError } from '../../shared/aws/aws-call-error';
import type { AwsClient } from '../../shared/aws/aws-client';
import { callOrUnavailable } from '../../shared/aws/call-or-unavailable';
import type { Log } from '../../shared/log';
import type { VerifyElsewhere } from './migration-hook';

/** Whom to ask. */
export interface CognitoPasswordsOptions {
  readonly cognito: AwsClient;
  readonly userPoolId: string;
  /** An app client without a secret that allows `ALLOW_ADMIN_USER_PASSWORD_AUTH`. */
  readonly clientId: string;
  readonly log: Log;
}

/** What Cognito says of a wrong password; and of an app client with a secret, which only the text tells apart. */
const WRONG_PASSWORD = 'NotAuthorizedException';

/** What Cognito says no to for its user's sake. Anything else is a fault of ours: a client without the flow, a missing right. */
const USER_REFUSALS: readonly string[] = [
  WRONG_PASSWORD,
  'PasswordResetRequiredException',
  'UserLambdaValidationException',
  'UserNotConfirmedException',
  'UserNotFoundException',
];

/**
 * What a password of Cognito looks like. It may call any other an invalid parameter, which callers must not be able to bring about.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html
 */
const PASSWORD_FORM = /^\S.{0,254}\S$/;

/**
 * Makes the hook. Only a sign-in that Cognito completes counts: where it asks for a second factor or a new password, the answer is
 * no. The tokens that it issues are thrown away.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html
 */
export function createCognitoPasswords({
  cognito,
  userPoolId,
  clientId,
  log,
}: CognitoPasswordsOptions): VerifyElsewhere {
  /** Returns why Cognito lets nobody in; undefined when it does. */
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
    // what the user can't help and an operator can
    if (reason !== WRONG_PASSWORD) log('migration_refused', { reason, requestId });
    return false;
  };
}
