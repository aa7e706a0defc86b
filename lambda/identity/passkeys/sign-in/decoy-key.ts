/** A public key that is verified with when no account has a passkey, for the same work. Its private key was not kept. */

/** A key of ES256 in COSE. */
export const DECOY_KEY: Uint8Array = Buffer.from(
  'pQECAyYgASFYINf8o9xT9HgaRBXLqTW9g3lZNn0luCUN06EVjbZQsm8qIlgg0Hs1Al1AW4UyhkKCO7Y_o1GfJNgUfZnoR-sCN6aU0uE',
  'base64url',
);
