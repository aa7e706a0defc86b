/** The environment variables of the function factors. */
import { basePath } from './base-path';
import { corsOrigins, sessionsNotBefore, tableName } from './common';
import { pageVariables } from './pages';
import { passkeyVariables } from './passkeys';
import { choice, integer, optionalList, optionalText, text } from './variable';

export const factorVariables = {
  tableName,
  basePath,
  corsOrigins,
  /** The KMS key under which the secrets of factors are encrypted. This function cannot decrypt. */
  factorKey: text('FACTOR_KEY'),
  /** Whether an account may have no second factor. */
  secondFactor: choice('SECOND_FACTOR', 'optional', 'required'),
  /** Whether a trusted device may take the place of a second factor, as in the variables of auth. */
  trustedDevices: optionalText('TRUSTED_DEVICES'),
  /** The name of the service, as authenticator apps show it. */
  serviceName: text('SERVICE_NAME'),
  /** How recently the user must have been authenticated for a change of factors. */
  reauthenticationSeconds: integer('REAUTHENTICATION_SECONDS'),
  /** The longest life of a session. */
  sessionSeconds: integer('SESSION_SECONDS'),
  sessionsNotBefore,
  /**
   * The proxy that is trusted to name a request's origin: see lambda/shared/http/client-address.ts. Empty for
   * none.
   */
  trustedProxy: optionalList('TRUSTED_PROXY'),
  /** The URL of the queue of mails. Empty in a stage without e-mail. */
  mailQueueUrl: optionalText('MAIL_QUEUE_URL'),
  /** The kinds of notices that are sent, as in the variables of auth. Empty in a stage without e-mail. */
  notices: optionalText('NOTICES'),
  /**
   * `required`: on the pages, an account without a verified address may not change its factors, as in the variables of
   * auth. Empty in a stage without pages.
   */
  emailPolicy: optionalText('EMAIL_POLICY'),
  /** Whether what happens in accounts is recorded: `on`. Empty in any other stage. */
  activity: optionalText('ACTIVITY'),
  ...passkeyVariables,
  ...pageVariables,
} as const;
