/** The pages before a session begins, in German. */
import type { CommonTexts, SignInTexts } from './page-texts';

export const signInDe: CommonTexts & SignInTexts = {
  languages: 'Sprache',
  terms: 'Nutzungsbedingungen',
  privacy: 'Datenschutz',
  username: 'Benutzername',
  usernameOrEmail: 'Benutzername oder E-Mail-Adresse',
  usernameHint: '3 bis 64 Buchstaben (a–z), Ziffern und . _ + -',
  email: 'E-Mail-Adresse',
  optional: 'freiwillig',
  password: 'Passwort',
  newPassword: 'Neues Passwort',
  passwordHint: (minLength) =>
    `Mindestens ${minLength} Zeichen. Ein langer Satz ist stark und leicht zu merken. Häufige Passwörter und solche mit deinem Benutzernamen werden abgelehnt.`,
  show: 'Passwort anzeigen',
  appCode: 'Code deiner Authenticator-App',
  recoveryCode: 'Wiederherstellungscode',
  mailCode: 'Code der E-Mail',
  usePasskey: 'Mit einem Passkey anmelden',
  passkeyFailed: 'Der Passkey wurde nicht verwendet. Versuche es noch einmal oder wähle einen anderen Weg.',
  or: 'oder',
  next: 'Weiter',
  noScript: 'Passkeys brauchen JavaScript.',
  empty: 'Fülle dieses Feld aus.',
  tooShort: 'Das ist zu kurz.',
  unchecked: 'Setze hier ein Häkchen, um fortzufahren.',
  signIn: {
    title: 'Anmelden',
    words: '',
    button: 'Anmelden',
    forgot: 'Passwort vergessen?',
    signUp: 'Konto erstellen',
  },
  temporaryPassword: {
    title: 'Wähle ein neues Passwort',
    words: 'Dein Passwort ist vorläufig. Gib es noch einmal ein und wähle ein eigenes.',
    button: 'Passwort ändern und anmelden',
  },
  secondFactor: {
    title: 'Bestätige, dass du es bist',
    words: 'Dein Konto hat einen zweiten Faktor.',
    button: 'Weiter',
    recovery: 'Wiederherstellungscode verwenden',
    recoveryHint: 'Jeder Code gilt einmal.',
    trust: (days) => `Diesem Gerät ${days} Tage lang vertrauen`,
    startAgain: 'Mit einem anderen Konto anmelden',
  },
  enrolment: {
    title: 'Richte eine Authenticator-App ein',
    words:
      'Dein Konto braucht einen zweiten Faktor. Installiere zuerst eine Authenticator-App auf deinem Telefon. Sie zeigt dir dann bei jeder Anmeldung einen Code.',
    begin: 'Einrichten',
  },
  totp: {
    title: 'Richte deine Authenticator-App ein',
    words: 'Scanne dieses Bild mit der App. Gib dann den Code ein, den die App zeigt.',
    qr: 'QR-Code für deine Authenticator-App',
    manual: 'Du kannst es nicht scannen? Gib diesen Schlüssel in der App ein:',
    code: 'Code der App',
    emailCode: 'Code der E-Mail',
    emailCodeHint: 'Wir haben einen Code an deine E-Mail-Adresse gesendet.',
    button: 'Bestätigen',
  },
  recoveryCodes: {
    title: 'Deine Wiederherstellungscodes',
    words:
      'Mit einem dieser Codes kannst du dich anmelden, wenn du deinen zweiten Faktor verlierst. Jeder Code gilt einmal. Sie werden nur jetzt gezeigt.',
    keep: 'Drucke oder kopiere sie und bewahre sie an einem sicheren Ort auf.',
    next: 'Ich habe die Codes gespeichert',
  },
  signUp: {
    title: 'Konto erstellen',
    words: '',
    button: 'Konto erstellen',
    passkey: 'Konto mit einem Passkey erstellen',
    passkeyHint:
      'Ohne Passwort: Du meldest dich mit Fingerabdruck, Gesicht oder der Sperre deines Geräts an.',
    signIn: 'Du hast ein Konto? Anmelden',
  },
  forgot: {
    title: 'Passwort vergessen?',
    words: 'Wenn ein Konto mit bestätigter E-Mail-Adresse so heißt, senden wir einen Code an diese Adresse.',
    button: 'Code senden',
    signIn: 'Zurück zur Anmeldung',
  },
  reset: {
    title: 'Wähle ein neues Passwort',
    words:
      'Wenn es das Konto gibt, ist ein Code an seine E-Mail-Adresse unterwegs. Das kann einige Minuten dauern.',
    button: 'Passwort ändern',
    again: 'Noch einen Code senden',
  },
  confirm: {
    title: 'Bestätige, dass du es bist',
    words: 'Dieser Schritt ist geschützt. Melde dich noch einmal an, um fortzufahren.',
    account: 'Konto',
    button: 'Bestätigen',
    cancel: 'Abbrechen',
  },
  signedOut: {
    title: 'Du bist abgemeldet',
    words: 'Du kannst diese Seite schließen.',
    button: 'Wieder anmelden',
  },
};
