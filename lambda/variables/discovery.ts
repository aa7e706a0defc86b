/** What the function discovery is told by the stack. KMS keys are named by key id, which is also the `kid` of their tokens. */
import { basePath } from './base-path';
import { corsOrigins, issuer } from './common';
import { features } from './features';
import { integer, list, text } from './variable';

export const discoveryVariables = {
  issuer,
  /** The URL of the API, its base path included. */
  apiUrl: text('API_URL'),
  basePath,
  corsOrigins,
  features,
  /** KMS keys whose public halves are published. */
  verificationKeys: list('VERIFICATION_KEYS'),
  /** Their public halves, as JSON: a DER-encoded key in base64 by the key's id. */
  publicKeys: text('PUBLIC_KEYS'),
  /** How long clients may keep the published keys. */
  jwksMaxAgeSeconds: integer('JWKS_MAX_AGE_SECONDS'),
} as const;
