/** Renders a mail in one of its languages. */
import { builtInDesign } from '../../mail-templates/mail-design';
import type { MailKind, MailLanguage, MailTemplate } from '../../mail-templates/mail-template';
import { formatTime } from './format-time';
import type { CodeValues, CommonValues, MailValues } from './mail-values';
import { type RenderedMail, renderTemplate } from './render-template';
import { textsDe } from './texts-de';
import { textsEn } from './texts-en';

const texts: Readonly<Record<MailLanguage, Readonly<Record<MailKind, MailTemplate>>>> = {
  en: textsEn,
  de: textsDe,
};

/** Renders a mail that is not a notice. */
export function renderMail<Kind extends MailKind>(
  kind: Kind,
  language: MailLanguage,
  values: MailValues[Kind],
  design = builtInDesign,
): RenderedMail {
  const {
    service,
    username,
    code = '',
    link = '',
    expiresAt = 0,
  }: CommonValues & Partial<CodeValues> = values;
  const named = { service, username, code, link, validUntil: formatTime(language, expiresAt) };
  return renderTemplate(texts[language][kind], kind, language, named, design);
}
