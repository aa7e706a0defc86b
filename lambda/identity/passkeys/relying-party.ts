/** The relying party of the stage (WebAuthn Level 3 section 4). It comes from the stage alone, never from a request. */
export interface RelyingParty {
  /** The domain that passkeys are bound to, such as `example.com`. */
  readonly id: string;
  /** The name that authenticators show. */
  readonly name: string;
  /** The origins whose pages may use the passkeys. */
  readonly origins: readonly string[];
}
