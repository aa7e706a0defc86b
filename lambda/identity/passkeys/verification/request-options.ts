/** The options of an assertion, which a page passes to `navigator.credentials.get`. */
import type { RelyingParty } from '../relying-party';
import { type CredentialDescriptor, type KnownCredential, toDescriptor } from './credential-descriptor';

/** `PublicKeyCredentialRequestOptionsJSON` (WebAuthn Level 3 section 5.1.10). */
export interface RequestOptions {
  readonly challenge: string;
  readonly rpId: string;
  readonly userVerification: 'required' | 'preferred';
  /** @default - any credential that the authenticator finds without its id */
  readonly allowCredentials?: readonly CredentialDescriptor[];
}

/** What the options of an assertion are made of. */
export interface RequestOptionsInput {
  /** 256 random bits in base64url. */
  readonly challenge: string;
  readonly relyingParty: Pick<RelyingParty, 'id'>;
  readonly userVerification: 'required' | 'preferred';
  /** The credentials of the account. @default - the account is unknown */
  readonly allowCredentials?: readonly KnownCredential[];
}

/** Creates the options of an assertion. */
export function createRequestOptions(input: RequestOptionsInput): RequestOptions {
  const { challenge, relyingParty, userVerification, allowCredentials } = input;
  return {
    challenge,
    rpId: relyingParty.id,
    userVerification,
    ...(allowCredentials && { allowCredentials: allowCredentials.map(toDescriptor) }),
  };
}
