/** The options with which a browser creates a passkey. */
import { CEREMONY_MS } from './ceremony';
import type { Passkey } from './passkey';
import type { RelyingParty } from './relying-party';

/**
 * The algorithms of passkeys, from the preferred one on: EdDSA, ES256 and RS256.
 * @see https://www.iana.org/assignments/cose/cose.xhtml#algorithms
 */
const ALGORITHMS = [-8, -7, -257] as const;

/** A credential that an account has. */
interface CredentialDescriptor {
  readonly type: 'public-key';
  /** In base64url. */
  readonly id: string;
  readonly transports: readonly string[];
}

/** `PublicKeyCredentialCreationOptionsJSON` (WebAuthn Level 3 section 5.1.8). */
export interface CreationOptions {
  readonly rp: { readonly id: string; readonly name: string };
  /** `id` is the user handle, in base64url. */
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly challenge: string;
  readonly pubKeyCredParams: readonly { readonly type: 'public-key'; readonly alg: number }[];
  /** Milliseconds. */
  readonly timeout: number;
  readonly excludeCredentials: readonly CredentialDescriptor[];
  readonly authenticatorSelection: {
    readonly residentKey: 'required';
    readonly requireResidentKey: true;
    readonly userVerification: 'preferred' | 'required';
  };
  readonly attestation: 'none';
}

/** A passkey to create. */
export interface NewPasskey {
  readonly relyingParty: Pick<RelyingParty, 'id' | 'name'>;
  /** The account. */
  readonly user: { readonly sub: string; readonly username: string };
  /** The id of the ceremony. */
  readonly challenge: string;
  /** The passkeys that the account has. */
  readonly existing: readonly Pick<Passkey, 'credentialId' | 'transports'>[];
  readonly userVerification: 'preferred' | 'required';
}

/** Returns the user handle of an account, in base64url: the bytes of its id. */
export function userHandleOf(sub: string): string {
  return Buffer.from(sub).toString('base64url');
}

/** Returns the options. The passkey is discoverable, so that its user can sign in without a name. */
export function createCreationOptions(passkey: NewPasskey): CreationOptions {
  const { relyingParty, user, challenge, existing, userVerification } = passkey;
  return {
    rp: { id: relyingParty.id, name: relyingParty.name },
    user: { id: userHandleOf(user.sub), name: user.username, displayName: user.username },
    challenge,
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: CEREMONY_MS,
    excludeCredentials: existing.map(({ credentialId: id, transports }) => ({
      type: 'public-key',
      id,
      transports,
    })),
    // the older member is for browsers that know only WebAuthn Level 1
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification },
    attestation: 'none',
  };
}
