/** Formats times for mails. */
import type { MailLanguage } from '../../mail-templates/mail-template';

/** The region whose form of times each language has. */
const LOCALES: Readonly<Record<MailLanguage, string>> = { en: 'en-GB', de: 'de-DE' };

/** Formats a time in UTC: the time zone of the reader is not known. */
export function formatTime(language: MailLanguage, epochMillis: number): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(epochMillis);
}
