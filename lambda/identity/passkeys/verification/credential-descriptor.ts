/** What a browser needs to find a credential: `PublicKeyCredentialDescriptorJSON` (WebAuthn Level 3 section 5.8.3). */
export interface CredentialDescriptor {
  readonly type: 'public-key';
  /** In base64url. */
  readonly id: string;
  /** @default - unknown: the browser tries all */
  readonly transports?: readonly string[];
}

/** A credential to name in options. */
export interface KnownCredential {
  /** In base64url. */
  readonly credentialId: string;
  /** How a browser reaches the authenticator. Empty if unknown. */
  readonly transports: readonly string[];
}

/** Describes a credential for a browser. */
export function toDescriptor({ credentialId, transports }: KnownCredential): CredentialDescriptor {
  return { type: 'public-key', id: credentialId, ...(transports.length > 0 && { transports }) };
}
