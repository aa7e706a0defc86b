/**
 * The environment variables of the function authorizer. KMS keys are named by key id, which is also the `kid`
 * of their tokens.
 */
import { sessionsNotBefore, tableName } from './common';
import { choice, list, text } from './variable';

export const authorizerVariables = {
  tableName,
  /** Audiences whose tokens are accepted: this API's own and, during a move, the next or the former one. */
  acceptedAudiences: list('ACCEPTED_AUDIENCES'),
  /** Issuers whose tokens are accepted: this API's own and, during a move, the next or the former one. */
  acceptedIssuers: list('ACCEPTED_ISSUERS'),
  /** KMS keys whose signatures are accepted. */
  verificationKeys: list('VERIFICATION_KEYS'),
  /** Their public keys, as JSON: a DER-encoded key in base64 by the key's id. */
  publicKeys: text('PUBLIC_KEYS'),
  /** `immediate`: read the session at every call. `on-expiry`: accept a token until it expires. */
  revocation: choice('REVOCATION', 'immediate', 'on-expiry'),
  sessionsNotBefore,
} as const;
