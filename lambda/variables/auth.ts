/**
 * The environment variables of the function auth. KMS keys are named by key id, which is also the `kid` of
 * their tokens.
 */
import { basePath } from './base-path';
import { audience, corsOrigins, issuer, sessionsNotBefore, tableName } from './common';
import { features } from './features';
import { pageVariables } from './pages';
import { passkeyVariables } from './passkeys';
import { argon2List, choice, integer, optionalList, optionalText, text } from './variable';

export const authVariables = {
  tableName,
  issuer,
  audience,
  /** The `client_id` claim of access tokens (RFC 9068 section 2.2). */
  clientId: text('CLIENT_ID'),
  basePath,
  corsOrigins,
  features,
  /** The KMS key that signs. */
  signingKey: text('SIGNING_KEY'),
  /** The KMS HMAC key under which names are hashed before they are logged. */
  keyedHashKey: text('KEYED_HASH_KEY'),
  accessTokenSeconds: integer('ACCESS_TOKEN_SECONDS'),
  /** The longest life of a session. */
  sessionSeconds: integer('SESSION_SECONDS'),
  /** The longest life of a session without a refresh. */
  sessionIdleSeconds: integer('SESSION_IDLE_SECONDS'),
  /** How long a replaced refresh token still returns its successor. */
  refreshGraceSeconds: integer('REFRESH_GRACE_SECONDS'),
  /** How recently a password must have been verified for an irreversible change. */
  reauthenticationSeconds: integer('REAUTHENTICATION_SECONDS'),
  maxSessionsPerUser: integer('MAX_SESSIONS_PER_USER'),
  sessionsNotBefore,
  freeSignInFailures: integer('FREE_SIGN_IN_FAILURES'),
  maxSignInFailures: integer('MAX_SIGN_IN_FAILURES'),
  /** One failure expires per such period without an attempt. */
  failureDecaySeconds: integer('FAILURE_DECAY_SECONDS'),
  maxSignInFailuresPerSource: integer('MAX_SIGN_IN_FAILURES_PER_SOURCE'),
  maxSignUpsPerSource: integer('MAX_SIGN_UPS_PER_SOURCE'),
  /**
   * The proxy that is trusted to name a request's origin: see lambda/shared/http/client-address.ts. Empty for
   * none.
   */
  trustedProxy: optionalList('TRUSTED_PROXY'),
  /** The name of the service, which is rejected as a password. */
  serviceName: text('SERVICE_NAME'),
  /** Whether new passwords are checked against Have I Been Pwned. */
  breachedPasswordCheck: choice('BREACHED_PASSWORD_CHECK', 'on', 'off'),
  passwordMinLength: integer('PASSWORD_MIN_LENGTH'),
  passwordMaxLength: integer('PASSWORD_MAX_LENGTH'),
  /** argon2id's m, in KiB. */
  argon2MemoryKib: integer('ARGON2_MEMORY_KIB'),
  /** argon2id's t. */
  argon2Iterations: integer('ARGON2_ITERATIONS'),
  /** argon2id's p. */
  argon2Parallelism: integer('ARGON2_PARALLELISM'),
  /** Other argon2id parameters that stored hashes may have. */
  formerArgon2: argon2List('FORMER_ARGON2'),
  /**
   * The Cognito user pool and its app client that verify the passwords of accounts without a hash. Empty for
   * none.
   */
  cognitoMigration: optionalList('COGNITO_MIGRATION'),
  /** The URL of the queue of mails. Empty in a stage without e-mail. */
  mailQueueUrl: optionalText('MAIL_QUEUE_URL'),
  /** The KMS HMAC key from which the codes of mails are derived. Empty in a stage without e-mail. */
  mailKey: optionalText('MAIL_KEY'),
  /**
   * The kinds of notices that are sent, separated by commas: lambda/notice-kinds.ts. Empty in a stage without
   * e-mail. A text, as no name is part of another.
   */
  notices: optionalText('NOTICES'),
  /** Whether a sign-up takes an e-mail address: `optional` or `required`. Empty if it takes none. */
  signUpEmail: optionalText('SIGN_UP_EMAIL'),
  /**
   * `required`: tokens say whether the account has a verified address, and accounts without one expire.
   * `announced`: tokens say it already. Empty: neither.
   */
  emailPolicy: optionalText('EMAIL_POLICY'),
  /**
   * Whether accounts may have second factors, or must: `optional` or `required`. Empty in a stage without second
   * factors.
   */
  secondFactor: optionalText('SECOND_FACTOR'),
  /** Whether a trusted device may take the place of a second factor: `on`. Empty in any other stage. */
  trustedDevices: optionalText('TRUSTED_DEVICES'),
  /** The KMS key that decrypts the secrets of second factors. Empty in a stage without second factors. */
  factorKey: optionalText('FACTOR_KEY'),
  ...passkeyVariables,
  ...pageVariables,
} as const;
