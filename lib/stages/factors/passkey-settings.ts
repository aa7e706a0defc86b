/** The settings of a stage with passkeys. */

/** The settings of passkeys, as the author of a stage writes them. */
export interface PasskeySettings {
  /**
   * The relying party's id: the domain that passkeys are bound to, such as `example.com`. Pages of this domain and of its subdomains
   * may use them. It can never change later, also not by a `customDomain`: passkeys of another id are lost.
   * @default - the host of the API
   */
  readonly rpId?: string;
  /**
   * The name that authenticators show.
   * @default - `serviceName`
   */
  readonly rpName?: string;
  /**
   * The origins whose pages may use passkeys, such as `https://app.example.com`. The API's own origin may as well if `rpId` covers it.
   * @default - `corsOrigins`, if they are exact
   */
  readonly origins?: readonly string[];
  /**
   * Those of `origins` that `rpId` does not cover: at most 5. Browsers accept them if the host that `rpId` names publishes them
   * (WebAuthn Level 3 section 5.11). The API does so if it has this host as a domain and no `basePath`. Otherwise the synthesis
   * prints the file to publish.
   * @default []
   */
  readonly relatedOrigins?: readonly string[];
  /**
   * Whether `POST /users` creates accounts without a password. Turn it on once no release without passkeys can be rolled back to.
   * @default false
   */
  readonly signUp?: boolean;
}

/** The setting of one stage's passkeys. */
export interface PasskeyOptions {
  /**
   * Passkeys (WebAuthn): docs/how-to/passkeys.md. It needs `secondFactor`.
   * @default - the stage has no passkeys
   */
  readonly passkeys?: PasskeySettings | undefined;
}
