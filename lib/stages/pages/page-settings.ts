/** The settings of a stage with hosted pages. */
import type { OwnTexts } from '../../../lambda/pages/texts/own-texts';

/** An app of the owner that users sign in to through the pages (RFC 6749 section 2). */
export interface PageClientSettings {
  /** Its `client_id`: 1 to 64 characters of `a-z`, `A-Z`, `0-9`, `-`, `.` and `_`. */
  readonly id: string;
  /**
   * Where it may receive codes, compared exactly (RFC 9700 section 2.1): 1 to 20 `https://` URLs, or `http://localhost` ones,
   * written as browsers write them, such as `https://app.example.com/`.
   */
  readonly redirectUris: readonly string[];
}

/** The look of the pages. */
export interface PageLookSettings {
  /**
   * The name of the service.
   * @default - `serviceName`
   */
  readonly name?: string;
  /**
   * The accent color, as `#rrggbb`. White text on it must have a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3).
   * @default '#0a3d91'
   */
  readonly accentColor?: string;
  /**
   * A PNG file of the logo, at most 8 KB, relative to the project.
   * @default - none
   */
  readonly logo?: string;
  /** An `https://` URL. @default - none */
  readonly termsUrl?: string;
  /** An `https://` URL. @default - none */
  readonly privacyUrl?: string;
  /**
   * Texts in place of the built-in ones, by language and place: `{ en: { 'signIn.title': 'Welcome' } }`. At most 500 characters each,
   * plain.
   * @default - the built-in texts
   */
  readonly texts?: OwnTexts;
}

/** The settings of hosted pages, as the author of a stage writes them. */
export interface PageSettings {
  /**
   * The apps that users sign in to through the pages.
   * @default [] - users only look after their accounts
   */
  readonly clients?: readonly PageClientSettings[];
  /**
   * The name, the color, the logo and the links of the pages.
   * @default - the built-in look
   */
  readonly look?: PageLookSettings;
}

/** The setting of one stage's pages. */
export interface PageOptions {
  /**
   * Hosted pages for sign-in, sign-up and accounts: docs/how-to/hosted-pages.md. On AWS they need a custom domain without a base path.
   * @default - the stage has no pages
   */
  readonly pages?: PageSettings | undefined;
}
