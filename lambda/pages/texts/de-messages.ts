/** Messages of the pages, in German. */
import type { MessageTexts } from './page-texts';

export const messagesDe: MessageTexts = {
  notices: {
    'account-deleted': 'Dein Konto ist gelöscht.',
    'email-canceled': 'Die neue Adresse wird nicht verwendet.',
    'email-removed': 'Die E-Mail-Adresse ist entfernt.',
    'email-requested': 'Wir haben einen Code an die neue Adresse gesendet.',
    'email-verified': 'Die E-Mail-Adresse ist bestätigt.',
    'factor-added': 'Die Authenticator-App ist hinzugefügt.',
    'factor-removed': 'Die Authenticator-App ist entfernt.',
    'passkey-added': 'Der Passkey ist hinzugefügt.',
    'passkey-removed': 'Der Passkey ist entfernt. Lösche ihn auch auf deinem Gerät.',
    'passkey-renamed': 'Der Passkey ist umbenannt.',
    'password-changed': 'Das Passwort ist geändert. Alle anderen Sitzungen sind abgemeldet.',
    'password-reset': 'Das Passwort ist geändert. Melde dich mit dem neuen an.',
    'reset-canceled': 'Deine zweiten Faktoren bleiben.',
    'second-factor-off': 'Der zweite Faktor ist aus.',
    'second-factor-on': 'Der zweite Faktor ist an.',
    'session-ended': 'Die Sitzung ist abgemeldet.',
    'sessions-ended': 'Alle anderen Sitzungen sind abgemeldet.',
    'signed-up': 'Dein Konto ist bereit.',
    'username-changed': 'Der Benutzername ist geändert.',
  },
  messages: {
    CONCURRENT_CHANGE: 'Dein Konto wurde gleichzeitig geändert. Versuche es noch einmal.',
    DEPENDENCY_UNAVAILABLE: 'Das geht gerade nicht. Versuche es in einer Minute noch einmal.',
    EMAIL_NOT_VERIFIED: 'Bestätige zuerst deine E-Mail-Adresse. Dann kannst du alles andere nutzen.',
    FACTOR_NOT_FOUND: 'Dein Konto hat diese Authenticator-App nicht, oder ihre Einrichtung ist abgelaufen.',
    FOREIGN_FORM: 'Diese Anfrage kam von keiner Seite dieses Dienstes. Nichts wurde geändert.',
    FORM_EXPIRED: 'Dieses Formular ist abgelaufen. Nichts wurde geändert. Beginne noch einmal.',
    INSUFFICIENT_USER_AUTHENTICATION: 'Melde dich noch einmal an, um fortzufahren.',
    INTERNAL: 'Bei uns ist ein Fehler aufgetreten. Versuche es später noch einmal.',
    INVALID_CEREMONY: 'Das hat zu lange gedauert oder wurde schon verwendet. Versuche es noch einmal.',
    INVALID_CHALLENGE:
      'Das hat zu lange gedauert, oder es waren zu viele falsche Codes. Melde dich wieder an.',
    INVALID_CODE: 'Dieser Code ist falsch, verwendet oder abgelaufen.',
    INVALID_CREDENTIALS: 'Benutzername oder Passwort ist falsch.',
    INVALID_CURRENT_PASSWORD: 'Das bisherige Passwort ist falsch.',
    INVALID_PASSKEY: 'Der Passkey konnte nicht geprüft werden. Versuche es noch einmal.',
    INVALID_REDIRECT_URI:
      'Die App hat dich mit einer Adresse hierher geschickt, die nicht eingetragen ist. Melde das ihrem Anbieter.',
    LAST_FACTOR: 'Dein Konto muss einen zweiten Faktor behalten. Füge zuerst einen anderen hinzu.',
    LAST_WAY_IN:
      'Du könntest dich nicht mehr anmelden. Füge zuerst ein Passwort oder einen anderen Passkey hinzu.',
    NOT_FOUND: 'Das gibt es nicht, oder nicht mehr.',
    NO_SECOND_FACTOR: 'Füge zuerst einen Passkey oder eine Authenticator-App hinzu.',
    PASSKEY_NOT_FOUND: 'Dein Konto hat diesen Passkey nicht.',
    PASSKEY_REFUSED: 'Dieser Passkey wird nicht angenommen und wurde nicht hinzugefügt.',
    PASSKEY_TAKEN: 'Dieser Passkey wird schon verwendet.',
    PASSWORD_CHANGE_REQUIRED: 'Dein Passwort ist vorläufig. Wähle ein anderes.',
    PAYLOAD_TOO_LARGE: 'Das ist zu viel Text.',
    SECOND_FACTOR_REQUIRED: 'Dein Konto braucht einen zweiten Faktor.',
    SECOND_FACTOR_UNAVAILABLE:
      'Du kannst dich zurzeit nicht anmelden. Wende dich an den Support des Dienstes.',
    TOO_MANY_ATTEMPTS: 'Das waren zu viele Versuche.',
    TOO_MANY_FACTORS: 'Du hast die größte Zahl von Authenticator-Apps erreicht. Entferne zuerst eine.',
    TOO_MANY_PASSKEYS: 'Du hast die größte Zahl von Passkeys erreicht. Entferne zuerst einen.',
    TOO_MANY_USERNAME_CHANGES: 'Der Benutzername wurde zu oft geändert.',
    UNAUTHORIZED: 'Du bist abgemeldet. Melde dich wieder an.',
    UNKNOWN_CLIENT: 'Die App, die dich hierher geschickt hat, ist nicht bekannt. Melde das ihrem Anbieter.',
    UNKNOWN_PASSKEY: 'Kein Konto hat diesen Passkey. Du kannst ihn auf deinem Gerät löschen.',
    UNSUPPORTED_MEDIA_TYPE: 'Diese Seite nimmt nur ihre eigenen Formulare an.',
    USERNAME_TAKEN: 'Dieser Benutzername ist vergeben. Wähle einen anderen.',
    VALIDATION_FAILED: 'Prüfe die markierten Felder.',
  },
  failed: 'Das hat nicht geklappt. Versuche es noch einmal.',
  waitFor: (minutes) => {
    if (minutes >= 2880) return `Versuche es in ${Math.ceil(minutes / 1440)} Tagen noch einmal.`;
    if (minutes >= 120) return `Versuche es in ${Math.ceil(minutes / 60)} Stunden noch einmal.`;
    return minutes === 1
      ? 'Versuche es in einer Minute noch einmal.'
      : `Versuche es in ${minutes} Minuten noch einmal.`;
  },
  requestId: 'Wenn du um Hilfe bittest, nenne diese Nummer:',
  errorTitle: 'Das hat nicht geklappt',
  error: 'Fehler',
  faults: {
    breached: () => 'Dieses Passwort ist aus einem Datenleck bekannt. Wähle ein anderes.',
    common: () => 'Dieses Passwort ist zu häufig. Wähle ein anderes.',
    derived: () => 'Dieses Passwort ist deinem Benutzernamen oder dem Namen dieses Dienstes zu ähnlich.',
    email: () => 'Gib eine E-Mail-Adresse ein, zum Beispiel ada@example.com.',
    mailCode: () => 'Gib den Code der E-Mail ein.',
    missing: () => 'Fülle dieses Feld aus.',
    name: () => 'Gib einen Namen mit höchstens 64 Zeichen ein.',
    sameAsTemporary: () => 'Wähle ein anderes Passwort als das vorläufige.',
    tooLong: (limit) => `Gib höchstens ${limit} Zeichen ein.`,
    tooShort: (limit) => `Gib mindestens ${limit} Zeichen ein. Ein langer Satz ist leicht zu merken.`,
    username: () => 'Gib 3 bis 64 Buchstaben (a–z), Ziffern und . _ + - ein.',
  },
  fault: 'Das wird nicht angenommen.',
};
