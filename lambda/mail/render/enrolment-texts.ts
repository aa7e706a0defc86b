/** The mail with the code of an enrolment, in each language. Part of a file on demand. */
import type { MailLanguage, MailTemplate } from '../../mail-templates/mail-template';

export const enrolmentTexts: Readonly<Record<MailLanguage, MailTemplate>> = {
  en: {
    subject: 'Confirm your sign-in to {service}',
    paragraphs: [
      'Someone signed in to the {service} account “{username}” with the right password, and adds an authenticator app to it. If this was you, enter this code:',
      '{code}',
      'The code is valid until {validUntil}.',
      'If this was not you, do not share the code, and change your password. Without the code, no app is added.',
    ],
  },
  de: {
    subject: 'Bestätige deine Anmeldung bei {service}',
    paragraphs: [
      'Jemand hat sich beim Konto „{username}“ bei {service} mit dem richtigen Passwort angemeldet und fügt eine Authenticator-App hinzu. Warst du das, dann gib diesen Code ein:',
      '{code}',
      'Der Code gilt bis {validUntil}.',
      'Warst du das nicht? Dann gib den Code nicht weiter und ändere dein Passwort. Ohne den Code wird keine App hinzugefügt.',
    ],
  },
};
