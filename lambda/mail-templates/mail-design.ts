/** How the mails of a stage differ from the built-in ones: written when the app is synthesized, read at load. */
import type { MailLanguage, MailTemplate, MailTemplateKind } from './mail-template';

/** The name of the file next to the bundle. Stages without a design of their own have none. */
export const MAIL_DESIGN_FILE = 'mail-design.json';

/** The colors of one color scheme, each as `#rrggbb`. */
export interface MailColors {
  readonly background: string;
  readonly text: string;
  readonly button: string;
  readonly buttonText: string;
}

/** A file that a mail carries, with the members of SES's `Attachment`. */
export interface MailAttachment {
  readonly FileName: string;
  readonly ContentType: string;
  readonly ContentDisposition: 'INLINE';
  readonly ContentId: string;
  readonly ContentTransferEncoding: 'BASE64';
  /** In base64. */
  readonly RawContent: string;
}

/** The templates that replace built-in ones. What a template leaves out stays as it is. */
export type MailTexts = {
  readonly [Language in MailLanguage]?: {
    readonly [Kind in MailTemplateKind]?: Partial<MailTemplate>;
  };
};

/** The design. */
export interface MailDesign {
  readonly texts: MailTexts;
  readonly light: MailColors;
  readonly dark: MailColors;
  /** The HTML before and after the content. It is safe: the app has checked it. */
  readonly before: string;
  readonly after: string;
  /** The image that the HTML shows. */
  readonly attachments: readonly MailAttachment[];
}

/** The design of a stage that sets none. Each contrast of text is at least 7 to 1 (WCAG 2.2, 1.4.6). */
export const builtInDesign: MailDesign = {
  texts: {},
  light: { background: '#ffffff', text: '#1f2328', button: '#0a3d91', buttonText: '#ffffff' },
  dark: { background: '#16181d', text: '#e8eaed', button: '#a8c7fa', buttonText: '#0b1f3f' },
  before: '',
  after: '',
  attachments: [],
};
