/** The mails in German. */
import { createTimeFormatter } from './format-time';
import type { MailTexts } from './mail-content';

const formatTime = createTimeFormatter('de-DE');

export const textsDe: MailTexts = {
  verifyEmail: ({ service, username, code, expiresAt }) => ({
    subject: `Bestätige deine E-Mail-Adresse für ${service}`,
    blocks: [
      `Das Konto „${username}“ bei ${service} möchte diese E-Mail-Adresse verwenden. Gib zur Bestätigung diesen Code ein:`,
      { code },
      `Der Code gilt bis ${formatTime(expiresAt)}.`,
      'Warst du das nicht? Dann ignoriere diese E-Mail und gib den Code nicht weiter. Ohne den Code wird die Adresse nicht verwendet.',
    ],
  }),
  emailInUse: ({ service, username }) => ({
    subject: `Du hast schon ein Konto bei ${service}`,
    blocks: [
      `Das Konto „${username}“ bei ${service} wollte diese E-Mail-Adresse verwenden. Du hast schon ein anderes Konto mit dieser Adresse, deshalb wurde nichts geändert.`,
      'Warst du das? Dann melde dich mit dem anderen Konto an, oder wähle eine andere Adresse. Warst du es nicht, dann ignoriere diese E-Mail.',
    ],
  }),
  resetPassword: ({ service, username, code, expiresAt }) => ({
    subject: `Setze dein Passwort für ${service} zurück`,
    blocks: [
      `Jemand möchte das Passwort des Kontos „${username}“ bei ${service} zurücksetzen. Warst du das, dann gib diesen Code ein und wähle ein neues Passwort:`,
      { code },
      `Der Code gilt bis ${formatTime(expiresAt)}. Mit seiner Verwendung enden alle Sitzungen des Kontos.`,
      'Warst du das nicht? Dann ignoriere diese E-Mail und gib den Code nicht weiter. Dein Passwort bleibt, wie es ist.',
    ],
  }),
};
