/** The environment variables of the function factors. */
import { basePath } from './base-path';
import { corsOrigins, tableName } from './common';
import { choice, integer, optionalList, optionalText, text } from './variable';

export const factorVariables = {
  tableName,
  basePath,
  corsOrigins,
  /** Whether accounts may have second factors, or must. */
  secondFactor: choice('SECOND_FACTOR', 'optional', 'required'),
  /** The KMS key that encrypts the secrets of second factors. */
  factorKey: text('FACTOR_KEY'),
  /** The KMS HMAC key under which notices and sources are counted. */
  keyedHashKey: text('KEYED_HASH_KEY'),
  /** How recently a user must have been authenticated for a change of factors. */
  reauthenticationSeconds: integer('REAUTHENTICATION_SECONDS'),
  /** The proxy that is trusted to name a request's origin. Empty for none. */
  trustedProxy: optionalList('TRUSTED_PROXY'),
  /** The name of the service, as authenticator apps show it. */
  serviceName: text('SERVICE_NAME'),
  /** The URL of the queue of mails. Empty in a stage without e-mail. */
  mailQueueUrl: optionalText('MAIL_QUEUE_URL'),
  /** The kinds of notices that are sent, separated by commas. Empty in a stage without e-mail. */
  notices: optionalText('NOTICES'),
} as const;
