/**
 * The types of passkeys: those of an account, and the messages between the API, the page and the browser. The messages
 * are those of WebAuthn Level 3 section 5.1 in JSON.
 */

/** A passkey of the signed-in user. */
export interface Passkey {
  readonly id: string;
  /** The id of the credential at the authenticator, in base64url. */
  readonly credentialId: string;
  readonly name: string;
  /** ISO 8601. */
  readonly addedAt: string;
  /** ISO 8601. @default - it was not used since it was added */
  readonly lastUsedAt?: string;
  /** How a browser reaches the authenticator, such as `internal` or `usb`. Later releases may add some. */
  readonly transports: readonly string[];
  /** Whether it is copied to other devices of the user. */
  readonly synced: boolean;
  /** Whether it can be copied to other devices. */
  readonly syncable: boolean;
  /** Whether the authenticator verified the user when it was added. Only such a passkey signs in without a password. */
  readonly verifiesUser: boolean;
}

/** A credential that the browser may use, or may not create again. */
export interface PasskeyDescriptor {
  readonly id: string;
  readonly type: string;
  readonly transports?: readonly string[];
}

/** What the browser needs to use a passkey: PublicKeyCredentialRequestOptionsJSON. */
export interface PasskeyRequestOptions {
  readonly challenge: string;
  readonly rpId?: string;
  /** In milliseconds. */
  readonly timeout?: number;
  /** @default - any passkey of the relying party */
  readonly allowCredentials?: readonly PasskeyDescriptor[];
  readonly userVerification?: string;
}

/** What the browser needs to create a passkey: PublicKeyCredentialCreationOptionsJSON. */
export interface PasskeyCreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id?: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly pubKeyCredParams: readonly { readonly type: string; readonly alg: number }[];
  /** In milliseconds. */
  readonly timeout?: number;
  readonly excludeCredentials?: readonly PasskeyDescriptor[];
}

/** A ceremony that the API has begun. */
export interface Ceremony<Options> {
  readonly ceremony_id: string;
  readonly options: Options;
}

/** The browser's response to a ceremony: RegistrationResponseJSON or AuthenticationResponseJSON. */
export interface PasskeyCredential {
  readonly id: string;
  readonly response: object;
}

/** The browser's response to a ceremony that uses a passkey. */
export interface PasskeyAssertion extends PasskeyCredential {
  readonly response: {
    /** The account's `id`, in base64url. @default - the authenticator returns none */
    readonly userHandle?: string | undefined;
  };
}

/** The passkeys of an account, as the API lists them. */
export interface PasskeyList {
  readonly items: readonly Passkey[];
  /** The id of the relying party. @default - the API does not send it */
  readonly rp_id?: string;
  /** The account's `id`, in base64url. @default - the API does not send it */
  readonly user_handle?: string;
}

/** The proof of a step-up by a passkey, as the API receives it. */
export interface PasskeyStepUpProof {
  readonly kind: 'passkey';
  readonly ceremony_id: string;
  readonly credential: PasskeyCredential;
}

/** The codes of the API's problems with passkeys. */
export type PasskeyProblemCode =
  | 'INVALID_CEREMONY'
  | 'INVALID_PASSKEY'
  | 'LAST_WAY_IN'
  | 'NO_SECOND_FACTOR'
  | 'PASSKEY_NOT_FOUND'
  | 'PASSKEY_REFUSED'
  | 'PASSKEY_TAKEN'
  | 'TOO_MANY_PASSKEYS'
  | 'UNKNOWN_PASSKEY';
