/** The texts of the pages of an account. */

/** A section of a page. */
interface SectionTexts {
  readonly title: string;
  readonly words: string;
}

/** The page of an account. */
export interface AccountTexts {
  readonly title: string;
  readonly signedInAs: string;
  readonly since: string;
  readonly signOut: string;
  readonly username: { readonly title: string; readonly label: string; readonly button: string };
  readonly email: {
    readonly title: string;
    readonly none: string;
    readonly address: string;
    readonly pending: (address: string) => string;
    readonly code: string;
    readonly verify: string;
    readonly cancel: string;
    readonly label: string;
    readonly button: string;
    readonly remove: string;
  };
  readonly password: {
    readonly title: string;
    readonly none: string;
    readonly current: string;
    readonly button: string;
    readonly setButton: string;
  };
  readonly factors: SectionTexts & { readonly link: string };
  readonly sessions: SectionTexts & {
    readonly current: string;
    readonly unknownDevice: string;
    readonly on: (browser: string, system: string) => string;
    readonly lastUsed: string;
    readonly began: string;
    readonly address: string;
    readonly end: string;
    /** For screen readers, which read a button without its row. */
    readonly endOne: (device: string) => string;
    readonly endOthers: string;
    readonly everywhere: SectionTexts & {
      readonly button: string;
      /** @param last a day */
      readonly trusted: (count: number, last: string) => string;
    };
  };
  readonly data: SectionTexts & { readonly button: string };
  readonly deletion: SectionTexts & { readonly sure: string; readonly button: string };
}

/** The page of the factors. */
export interface FactorsTexts {
  readonly title: string;
  readonly back: string;
  readonly added: string;
  readonly lastUsed: string;
  readonly remove: string;
  readonly removeOne: (name: string) => string;
  readonly name: string;
  readonly resetWaits: string;
  readonly keepFactors: string;
  readonly passkeys: SectionTexts & {
    readonly none: string;
    readonly synced: string;
    readonly onlySecond: string;
    readonly rename: string;
    readonly renameOne: (name: string) => string;
    readonly begin: string;
    readonly create: string;
    readonly createWords: string;
  };
  readonly apps: SectionTexts & { readonly none: string; readonly button: string };
  readonly secondFactor: {
    readonly title: string;
    readonly on: string;
    readonly off: string;
    /** In a stage that requires a second factor, of an account with a passkey. */
    readonly passkeyNeeded: string;
    readonly required: string;
    readonly turnOn: string;
    readonly turnOff: string;
    readonly turnOffWords: string;
  };
  readonly recoveryCodes: {
    readonly title: string;
    readonly left: (count: number) => string;
    readonly button: string;
    readonly words: string;
  };
}
