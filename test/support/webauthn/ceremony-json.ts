/** The JSON of ceremonies (WebAuthn Level 3, sections 5.1.8 and 5.1.9), as far as the software authenticator reads and writes it. */

interface Descriptor {
  readonly id: string;
}

/** The options for a new credential, as the API returns them: `PublicKeyCredentialCreationOptionsJSON`. */
export interface CreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id?: string };
  readonly user: { readonly id: string };
  readonly pubKeyCredParams: readonly { readonly alg: number }[];
  readonly excludeCredentials?: readonly Descriptor[];
  readonly authenticatorSelection?: { readonly userVerification?: string };
}

/** The options of an assertion, as the API returns them: `PublicKeyCredentialRequestOptionsJSON`. */
export interface RequestOptions {
  readonly challenge: string;
  readonly rpId?: string;
  readonly allowCredentials?: readonly Descriptor[];
  readonly userVerification?: string;
}

interface CredentialJson {
  readonly id: string;
  readonly rawId: string;
  readonly type: string;
  readonly authenticatorAttachment: string;
  readonly clientExtensionResults: object;
}

/** `RegistrationResponseJSON`. Bytes are in base64url. */
export interface RegistrationJson extends CredentialJson {
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly transports: readonly string[];
  };
}

/** `AuthenticationResponseJSON`. Bytes are in base64url. */
export interface AssertionJson extends CredentialJson {
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string;
  };
}
