/** Renders a notice in one of the languages of mails. */
import type { MailLanguage } from '../../identity/email/mail-request';
import type { NoticeKind } from '../../notice-kinds';
import type { NoticeTexts, NoticeValues } from './mail-content';
import { noticesDe } from './notices-de';
import { noticesEn } from './notices-en';
import { type RenderedMail, renderContent, withoutLinks } from './render-mail';

const texts: Readonly<Record<MailLanguage, NoticeTexts>> = { en: noticesEn, de: noticesDe };

/** Renders a notice. It holds no code and no link. */
export function renderNotice(notice: NoticeKind, language: MailLanguage, values: NoticeValues): RenderedMail {
  return renderContent(texts[language][notice](withoutLinks(values)), language);
}
