/** The pages in German. */
import type { PageTexts } from './page-texts';

const noScript =
  'Diese Seite braucht JavaScript. Gib sonst den Code der E-Mail in der App ein, in der du ihn angefordert hast.';

const messages = {
  EMPTY: 'Fülle dieses Feld aus.',
  TOO_MANY_ATTEMPTS: 'Das waren zu viele Versuche. Warte einige Minuten und versuche es dann wieder.',
  FAILED: 'Das hat nicht geklappt. Versuche es noch einmal.',
};

export const textsDe: PageTexts = {
  verifyEmail: {
    title: 'Bestätige deine E-Mail-Adresse',
    noScript,
    enterCode:
      'Diese Seite braucht JavaScript. Ohne JavaScript melde dich hier an und gib den Code der E-Mail ein.',
    username: 'Benutzername oder E-Mail-Adresse',
    password: 'Passwort',
    showPassword: 'Passwort anzeigen',
    code: 'Code der E-Mail',
    account: 'Konto',
    address: 'Adresse',
    signIn: {
      heading: 'Anmelden',
      words: 'Melde dich mit dem Konto an, das deine Adresse verwenden möchte. Noch ändert sich nichts.',
      button: 'Anmelden',
    },
    secondFactor: {
      heading: 'Code eingeben',
      words:
        'Dieses Konto hat einen zweiten Faktor. Gib einen Code deiner Authenticator-App oder einen Wiederherstellungscode ein.',
      code: 'Code der App oder Wiederherstellungscode',
      button: 'Anmelden',
    },
    confirm: {
      heading: 'Ist das dein Konto?',
      words: 'Dieses Konto möchte diese Adresse verwenden. Bestätige sie nur, wenn beide dir gehören.',
      button: 'Diese Adresse bestätigen',
      notMe: 'Das war ich nicht',
    },
    verified: {
      heading: 'Die Adresse ist bestätigt',
      words: 'Du kannst diese Seite schließen. Hat dich die App abgemeldet, dann melde dich wieder an.',
    },
    canceled: {
      heading: 'Die Adresse wird nicht verwendet',
      words: 'Vielleicht kennt jemand dein Passwort. Ändere es jetzt und melde dich überall ab.',
    },
    nothing: {
      heading: 'Es gibt nichts zu bestätigen',
      words:
        'Dieses Konto wartet auf keine Adresse. Vielleicht ist sie schon bestätigt oder wurde verworfen.',
    },
    messages: {
      ...messages,
      INVALID_CREDENTIALS: 'Benutzername oder Passwort ist falsch.',
      PASSWORD_CHANGE_REQUIRED: 'Dein Passwort ist vorläufig. Wähle zuerst in der App ein anderes.',
      ENROLMENT_REQUIRED:
        'Dieses Konto braucht eine Authenticator-App. Melde dich zuerst in der App an und richte sie ein. Öffne danach den Link noch einmal.',
      WRONG_FACTOR_CODE: 'Dieser Code ist falsch oder schon verwendet. Gib den nächsten ein.',
      INVALID_CHALLENGE:
        'Das hat zu lange gedauert, oder es waren zu viele falsche Codes. Melde dich wieder an.',
      SECOND_FACTOR_UNAVAILABLE:
        'Du kannst dich hier zurzeit nicht anmelden. Wende dich an den Support der App.',
      UNAUTHORIZED: 'Deine Anmeldung ist abgelaufen. Melde dich wieder an.',
      INVALID_CODE:
        'Link oder Code ist falsch, verwendet oder abgelaufen, oder die App ist abgemeldet. Fordere eine neue E-Mail an.',
    },
  },
  resetPassword: {
    title: 'Wähle ein neues Passwort',
    noScript,
    enterCode: 'Diese Seite braucht JavaScript. Ohne JavaScript fordere hier einen Code an.',
    password: 'Neues Passwort',
    showPassword: 'Passwort anzeigen',
    code: 'Code der E-Mail',
    hint: 'Ein langer Satz ist stark und leicht zu merken. Häufige Passwörter und solche mit deinem Benutzernamen werden abgelehnt.',
    button: 'Passwort ändern',
    done: {
      heading: 'Das Passwort ist geändert',
      words: 'Alle Sitzungen des Kontos sind beendet. Melde dich mit dem neuen Passwort an.',
    },
    incomplete: {
      heading: 'Der Link ist unvollständig',
      words: 'Öffne den Link der E-Mail noch einmal oder gib ihren Code in der App ein.',
    },
    messages: {
      ...messages,
      VALIDATION_FAILED: 'Dieses Passwort wird abgelehnt:',
      INVALID_CODE: 'Link oder Code ist falsch, verwendet oder abgelaufen. Fordere eine neue E-Mail an.',
    },
  },
};
