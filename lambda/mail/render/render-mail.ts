/** Renders a mail in one of its languages. */
import type { MailLanguage } from '../../identity/email/mail-request';
import { breakLinks } from './break-links';
import type {
  EmailInUseValues,
  MailBlock,
  MailContent,
  MailTexts,
  ResetPasswordValues,
  VerifyEmailValues,
} from './mail-content';
import { renderHtml } from './render-html';
import { requireSafeLink } from './require-safe-link';
import { textsDe } from './texts-de';
import { textsEn } from './texts-en';

/** The subject and the two parts of a mail. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const texts: Readonly<Record<MailLanguage, MailTexts>> = { en: textsEn, de: textsDe };

/** Renders the mail with the code and the link that verify an address. */
export function renderVerifyEmail(language: MailLanguage, values: VerifyEmailValues): RenderedMail {
  return renderContent(texts[language].verifyEmail(withoutLinks(values)), language);
}

/** Renders the mail to an address that another account has. It holds no code. */
export function renderEmailInUse(language: MailLanguage, values: EmailInUseValues): RenderedMail {
  return renderContent(texts[language].emailInUse(withoutLinks(values)), language);
}

/** Renders the mail with the code that replaces a forgotten password. */
export function renderResetPassword(language: MailLanguage, values: ResetPasswordValues): RenderedMail {
  return renderContent(texts[language].resetPassword(withoutLinks(values)), language);
}

/** Keeps mail clients from showing the username as a link: the account may belong to another person. */
export function withoutLinks<Values extends { readonly username: string }>(values: Values): Values {
  return { ...values, username: breakLinks(values.username) };
}

/** Renders the content of a mail. */
export function renderContent(content: MailContent, language: MailLanguage): RenderedMail {
  return {
    subject: content.subject,
    text: `${content.blocks.map(toText).join('\n\n')}\n`,
    html: renderHtml(content, language),
  };
}

function toText(block: MailBlock): string {
  if (typeof block === 'string') return block;
  return 'code' in block ? block.code : requireSafeLink(block.link);
}
