/** The mails in German. */
import type { MailKind, MailTemplate } from '../../mail-templates/mail-template';

export const textsDe: Readonly<Record<MailKind, MailTemplate>> = {
  'verify-email': {
    subject: 'Bestätige deine E-Mail-Adresse für {service}',
    button: 'Adresse bestätigen',
    paragraphs: [
      'Das Konto „{username}“ bei {service} möchte diese E-Mail-Adresse verwenden. Öffne zur Bestätigung diese Seite und melde dich an:',
      '{link}',
      'Oder gib diesen Code ein:',
      '{code}',
      'Link und Code gelten bis {validUntil}.',
      'Warst du das nicht? Dann ignoriere diese E-Mail und gib beides nicht weiter. Ohne sie wird die Adresse nicht verwendet.',
    ],
  },
  'email-in-use': {
    subject: 'Du hast schon ein Konto bei {service}',
    paragraphs: [
      'Das Konto „{username}“ bei {service} wollte diese E-Mail-Adresse verwenden. Du hast schon ein anderes Konto mit dieser Adresse, deshalb wurde nichts geändert.',
      'Warst du das? Dann melde dich mit dem anderen Konto an, oder wähle eine andere Adresse. Warst du es nicht, dann ignoriere diese E-Mail.',
    ],
  },
  'reset-password': {
    subject: 'Setze dein Passwort für {service} zurück',
    button: 'Neues Passwort wählen',
    paragraphs: [
      'Jemand möchte das Passwort des Kontos „{username}“ bei {service} zurücksetzen. Warst du das, dann öffne diese Seite:',
      '{link}',
      'Oder gib diesen Code ein:',
      '{code}',
      'Beide gelten bis {validUntil}. Ein neues Passwort beendet alle Sitzungen des Kontos.',
      'Warst du das nicht? Dann ignoriere diese E-Mail und gib beides nicht weiter. Dein Passwort bleibt, wie es ist.',
    ],
  },
};
