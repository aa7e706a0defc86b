/** The options for a new credential, which a page passes to `navigator.credentials.create`. */
import { CEREMONY_MS } from '../ceremony';
import type { RelyingParty } from '../relying-party';
import { ALGORITHMS } from './algorithms';
import { type CredentialDescriptor, type KnownCredential, toDescriptor } from './credential-descriptor';
import { toUserHandle } from './user-handle';

/** `PublicKeyCredentialCreationOptionsJSON` (WebAuthn Level 3 section 5.1.9). */
export interface RegistrationOptions {
  readonly challenge: string;
  /** In milliseconds: browsers may wait longer than the ceremony is valid otherwise. */
  readonly timeout: number;
  readonly rp: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly pubKeyCredParams: readonly { readonly type: 'public-key'; readonly alg: number }[];
  readonly authenticatorSelection: {
    readonly residentKey: 'required';
    /** For browsers that do not know `residentKey`. */
    readonly requireResidentKey: true;
    readonly userVerification: 'required' | 'preferred';
  };
  readonly attestation: 'none';
  readonly excludeCredentials: readonly CredentialDescriptor[];
}

/** What the options for a new credential are made of. */
export interface RegistrationOptionsInput {
  /** 256 random bits in base64url. */
  readonly challenge: string;
  readonly relyingParty: Pick<RelyingParty, 'id' | 'name'>;
  /** The account. Browsers show its names when it has several passkeys. */
  readonly user: { readonly sub: string; readonly name: string; readonly displayName: string };
  readonly userVerification: 'required' | 'preferred';
  /** The credentials of the account: an authenticator that holds one of them creates no other. */
  readonly excludeCredentials: readonly KnownCredential[];
}

/** Creates the options for a credential that needs no name to sign in, without attestation. */
export function createRegistrationOptions(input: RegistrationOptionsInput): RegistrationOptions {
  const { challenge, relyingParty, user, userVerification, excludeCredentials } = input;
  return {
    challenge,
    timeout: CEREMONY_MS,
    rp: { id: relyingParty.id, name: relyingParty.name },
    user: { id: toUserHandle(user.sub), name: user.name, displayName: user.displayName },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification },
    attestation: 'none',
    excludeCredentials: excludeCredentials.map(toDescriptor),
  };
}
