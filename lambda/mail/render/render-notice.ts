/** Renders a notice in one of the languages of mails. */
import type { RoughDevice } from '../../identity/email/notices/rough-device';
import { builtInDesign } from '../../mail-templates/mail-design';
import type { MailLanguage, MailTemplate } from '../../mail-templates/mail-template';
import type { NoticeKind } from '../../notice-kinds';
import { formatTime } from './format-time';
import type { NoticeValues } from './mail-values';
import { noticesDe } from './notices-de';
import { noticesEn } from './notices-en';
import { type RenderedMail, renderTemplate } from './render-template';

const texts: Readonly<Record<MailLanguage, Readonly<Record<NoticeKind, MailTemplate>>>> = {
  en: noticesEn,
  de: noticesDe,
};

/** Renders a notice. It holds no code and no link. */
export function renderNotice(
  notice: NoticeKind,
  language: MailLanguage,
  { service, username, at, device, until }: NoticeValues,
  design = builtInDesign,
): RenderedMail {
  const values = {
    service,
    username,
    time: formatTime(language, at),
    device: describeDevice(language, device),
    restorableUntil: formatTime(language, until),
  };
  return renderTemplate(texts[language][notice], notice, language, values, design);
}

/** Returns a phrase such as `from Firefox on Windows`, or `mit Firefox unter Windows`. */
function describeDevice(language: MailLanguage, device: RoughDevice | undefined): string {
  const [browser, system] = device?.split('/') ?? [];
  if (language === 'de') {
    return device ? `mit ${browser} unter ${system}` : 'von einem unbekannten Gerät aus';
  }
  return device ? `from ${browser} on ${system}` : 'from an unknown device';
}
