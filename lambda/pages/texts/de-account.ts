/** The pages of an account, in German. */
import type { AccountTexts, FactorsTexts } from './account-texts';

export const accountDe: AccountTexts = {
  title: 'Dein Konto',
  signedInAs: 'Angemeldet als',
  since: 'Konto seit',
  signOut: 'Abmelden',
  username: { title: 'Benutzername', label: 'Neuer Benutzername', button: 'Benutzernamen ändern' },
  email: {
    title: 'E-Mail-Adresse',
    none: 'Dein Konto hat keine E-Mail-Adresse. Ohne sie kannst du ein vergessenes Passwort nicht ersetzen.',
    address: 'Adresse',
    pending: (address) =>
      `Wir haben einen Code an ${address} gesendet. Gib ihn ein, um diese Adresse zu verwenden.`,
    code: 'Code der E-Mail',
    verify: 'Adresse bestätigen',
    cancel: 'Diese Adresse nicht verwenden',
    label: 'Neue E-Mail-Adresse',
    button: 'Code an diese Adresse senden',
    remove: 'Adresse entfernen',
  },
  password: {
    title: 'Passwort',
    none: 'Dein Konto hat kein Passwort. Du kannst eines hinzufügen.',
    current: 'Bisheriges Passwort',
    button: 'Passwort ändern',
    setButton: 'Passwort setzen',
  },
  factors: {
    title: 'Sicherheit',
    words: 'Passkeys, Authenticator-Apps und Wiederherstellungscodes schützen dein Konto.',
    link: 'Passkeys und zweite Faktoren',
  },
  sessions: {
    title: 'Sitzungen',
    words: 'Hier bist du angemeldet. Beende Sitzungen, die du nicht kennst, und ändere dann dein Passwort.',
    current: 'Dieses Gerät',
    unknownDevice: 'Unbekanntes Gerät',
    on: (browser, system) => `${browser} unter ${system}`,
    lastUsed: 'Zuletzt verwendet',
    began: 'Angemeldet',
    address: 'Adresse',
    end: 'Abmelden',
    endOne: (device) => `${device} abmelden`,
    endOthers: 'Alle anderen Sitzungen abmelden',
    everywhere: {
      title: 'Überall abmelden',
      words: 'Das beendet alle deine Sitzungen, auch diese.',
      button: 'Überall abmelden',
      trusted: (count, last) =>
        count === 1
          ? `Ein Gerät meldet sich ohne deinen zweiten Faktor an, bis zum ${last}. Auch das endet damit.`
          : `${count} Geräte melden sich ohne deinen zweiten Faktor an, das letzte bis zum ${last}. Auch das endet damit.`,
    },
  },
  data: {
    title: 'Deine Daten',
    words: 'Lade alles, was dein Konto enthält, als JSON-Datei herunter.',
    button: 'Herunterladen',
  },
  deletion: {
    title: 'Konto löschen',
    words: 'Dein Konto wird mit allen Daten gelöscht. Das lässt sich nicht rückgängig machen.',
    sure: 'Ich möchte mein Konto löschen',
    button: 'Konto löschen',
  },
};

export const factorsDe: FactorsTexts = {
  title: 'Passkeys und zweite Faktoren',
  back: 'Dein Konto',
  added: 'Hinzugefügt',
  lastUsed: 'Zuletzt verwendet',
  remove: 'Entfernen',
  removeOne: (name) => `${name} entfernen`,
  name: 'Name',
  resetWaits:
    'Jemand hat darum gebeten, deine zweiten Faktoren zu entfernen. Sie gelten als entfernt ab dem Zeitpunkt',
  keepFactors: 'Zweite Faktoren behalten',
  passkeys: {
    title: 'Passkeys',
    words: 'Du meldest dich mit Fingerabdruck, Gesicht oder der Sperre deines Geräts an.',
    none: 'Du hast noch keinen Passkey.',
    synced: 'Auf mehreren Geräten',
    onlySecond: 'Nur zweiter Faktor',
    rename: 'Umbenennen',
    renameOne: (name) => `${name} umbenennen`,
    begin: 'Passkey hinzufügen',
    create: 'Passkey erstellen',
    createWords: 'Dein Browser bittet dich, den Passkey zu erstellen.',
  },
  apps: {
    title: 'Authenticator-Apps',
    words: 'Eine App auf deinem Telefon zeigt alle 30 Sekunden einen neuen Code.',
    none: 'Du hast noch keine Authenticator-App.',
    button: 'Authenticator-App hinzufügen',
  },
  secondFactor: {
    title: 'Zweiter Faktor',
    on: 'Der zweite Faktor ist an: Eine Anmeldung mit dem Passwort braucht auch einen Code oder einen Passkey.',
    off: 'Der zweite Faktor ist aus: Für eine Anmeldung genügt das Passwort.',
    passkeyNeeded:
      'Eine Anmeldung mit dem Passwort braucht auch deinen Passkey. Schalte den zweiten Faktor ein, um Wiederherstellungscodes zu bekommen.',
    required: 'Jedes Konto muss einen zweiten Faktor haben.',
    turnOn: 'Einschalten',
    turnOff: 'Ausschalten',
    turnOffWords: 'Beim Ausschalten werden deine Authenticator-Apps und Wiederherstellungscodes entfernt.',
  },
  recoveryCodes: {
    title: 'Wiederherstellungscodes',
    left: (count) => (count === 1 ? '1 Code ist übrig.' : `${count} Codes sind übrig.`),
    button: 'Neue Codes erstellen',
    words: 'Neue Codes ersetzen die alten.',
  },
};
