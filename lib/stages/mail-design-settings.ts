/** The settings of the texts and of the look of mails. */
import type { MailLanguage, MailTemplateKind } from '../../lambda/mail-templates/mail-template';

/** A template of a mail. What it leaves out stays as it is. */
export interface MailTextSettings {
  /**
   * The subject, with `{service}` as its only placeholder.
   * @default - the built-in subject
   */
  readonly subject?: string;
  /**
   * The paragraphs, in plain text with placeholders. `{code}` and `{link}` are paragraphs of their own.
   * @default - the built-in paragraphs
   */
  readonly paragraphs?: readonly string[];
  /**
   * The text of the button that opens the link, without placeholders.
   * @default - the built-in text
   */
  readonly button?: string;
}

/** Templates by language, then by the kind of mail. */
export type MailTextsByLanguage = {
  readonly [Language in MailLanguage]?: { readonly [Kind in MailTemplateKind]?: MailTextSettings };
};

/** The look of mails. */
export interface MailLookSettings {
  /**
   * The colors in light mode.
   * @default - the built-in colors
   */
  readonly light?: MailColorSettings;
  /**
   * The colors in dark mode.
   * @default - the built-in colors
   */
  readonly dark?: MailColorSettings;
  /**
   * An image above the content. Each mail carries it.
   * @default - none
   */
  readonly logo?: MailLogoSettings;
  /**
   * HTML around the content of every mail, such as the name and address of your company, with the placeholders `{content}`, `{logo}`
   * and `{service}`: docs/how-to/send-email.md#the-layout.
   * @default - the logo, then the content
   */
  readonly layout?: string;
}

/** The colors of one mode, each as `#rrggbb`. A text has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3). */
export interface MailColorSettings {
  /**
   * The background of the mail.
   * @default - `#ffffff` in light mode, `#16181d` in dark mode
   */
  readonly background?: string;
  /**
   * The text on the background.
   * @default - `#1f2328` in light mode, `#e8eaed` in dark mode
   */
  readonly text?: string;
  /**
   * The background of the button.
   * @default - `#0a3d91` in light mode, `#a8c7fa` in dark mode
   */
  readonly button?: string;
  /**
   * The text of the button.
   * @default - `#ffffff` in light mode, `#0b1f3f` in dark mode
   */
  readonly buttonText?: string;
}

/** The logo. */
export interface MailLogoSettings {
  /** The path of a PNG file without animation, from the folder of the project: at most 32 KB, 960 pixels wide and 480 high. */
  readonly file: string;
  /** What readers see who do not see the image, such as the name of the company. */
  readonly alt: string;
  /**
   * The width in the mail, in pixels from 16 to 480.
   * @default - the width of the file, at most 240
   */
  readonly width?: number;
}
