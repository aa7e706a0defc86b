/**
 * The environment variables of the function discovery. KMS keys are named by key id, which is also the `kid`
 * of their tokens.
 */
import { basePath } from './base-path';
import { corsOrigins, issuer } from './common';
import { features } from './features';
import { absentList, integer, list, optionalText, text } from './variable';

export const discoveryVariables = {
  issuer,
  /** The URL of the API, including its base path. */
  apiUrl: text('API_URL'),
  basePath,
  corsOrigins,
  features,
  /** KMS keys whose public keys are published. */
  verificationKeys: list('VERIFICATION_KEYS'),
  /** Their public keys, as JSON: a DER-encoded key in base64 by the key's id. */
  publicKeys: text('PUBLIC_KEYS'),
  /** How long clients may cache the published keys. */
  jwksMaxAgeSeconds: integer('JWKS_MAX_AGE_SECONDS'),
  /** Whether a sign-up takes an e-mail address: `optional` or `required`. Empty if it takes none. */
  signUpEmail: optionalText('SIGN_UP_EMAIL'),
  /** `required`: most routes refuse an account without a verified address. Empty: none does. */
  emailPolicy: optionalText('EMAIL_POLICY'),
  /** Whether a trusted device may take the place of a second factor: `on`. Empty in any other stage. */
  trustedDevices: optionalText('TRUSTED_DEVICES'),
  /** The origins that may use passkeys of the API's host besides its own. Empty in a stage that publishes none. */
  relatedOrigins: absentList('RELATED_ORIGINS'),
} as const;
