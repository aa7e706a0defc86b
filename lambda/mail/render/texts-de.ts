/** The mails in German. */
import { createTimeFormatter } from './format-time';
import type { MailTexts } from './mail-content';

const formatTime = createTimeFormatter('de-DE');

export const textsDe: MailTexts = {
  verifyEmail: ({ service, username, code, link, expiresAt }) => ({
    subject: `Bestätige deine E-Mail-Adresse für ${service}`,
    blocks: [
      `Das Konto „${username}“ bei ${service} möchte diese E-Mail-Adresse verwenden. Öffne zur Bestätigung diese Seite und melde dich an:`,
      { link, label: 'Adresse bestätigen' },
      'Oder gib diesen Code ein:',
      { code },
      `Link und Code gelten bis ${formatTime(expiresAt)}.`,
      'Warst du das nicht? Dann ignoriere diese E-Mail und gib beides nicht weiter. Ohne sie wird die Adresse nicht verwendet.',
    ],
  }),
  emailInUse: ({ service, username }) => ({
    subject: `Du hast schon ein Konto bei ${service}`,
    blocks: [
      `Das Konto „${username}“ bei ${service} wollte diese E-Mail-Adresse verwenden. Du hast schon ein anderes Konto mit dieser Adresse, deshalb wurde nichts geändert.`,
      'Warst du das? Dann melde dich mit dem anderen Konto an, oder wähle eine andere Adresse. Warst du es nicht, dann ignoriere diese E-Mail.',
    ],
  }),
  resetPassword: ({ service, username, code, link, expiresAt }) => ({
    subject: `Setze dein Passwort für ${service} zurück`,
    blocks: [
      `Jemand möchte das Passwort des Kontos „${username}“ bei ${service} zurücksetzen. Warst du das, dann öffne diese Seite:`,
      { link, label: 'Neues Passwort wählen' },
      'Oder gib diesen Code ein:',
      { code },
      `Beide gelten bis ${formatTime(expiresAt)}. Ein neues Passwort beendet alle Sitzungen des Kontos.`,
      'Warst du das nicht? Dann ignoriere diese E-Mail und gib beides nicht weiter. Dein Passwort bleibt, wie es ist.',
    ],
  }),
};
