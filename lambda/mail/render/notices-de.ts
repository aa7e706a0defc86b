/** The notices in German. */
import { createTimeFormatter } from './format-time';
import type { NoticeTexts, NoticeValues } from './mail-content';

const formatTime = createTimeFormatter('de-DE');

const NO_LINK = 'Diese E-Mail enthält keinen Link: Öffne den Dienst wie sonst.';
const NOTHING_TO_DO = 'Warst du das? Dann musst du nichts tun.';

/** When and from where: `am 1. Dezember 2026 um 12:05 UTC mit Firefox unter Windows`. */
function place({ at, device }: NoticeValues): string {
  const [browser, system] = device?.split('/') ?? [];
  const from = device ? `mit ${browser} unter ${system}` : 'von einem unbekannten Gerät aus';
  return `am ${formatTime(at)} ${from}`;
}

export const noticesDe: NoticeTexts = {
  'password-changed': (values) => ({
    subject: `Das Passwort deines Kontos bei ${values.service} wurde geändert`,
    blocks: [
      `Das Passwort des Kontos „${values.username}“ bei ${values.service} wurde ${place(values)} geändert.`,
      NOTHING_TO_DO,
      `Warst du es nicht, dann setze sofort ein neues Passwort, oder bitte den Betreiber von ${values.service} um Hilfe. ${NO_LINK}`,
    ],
  }),
  'password-reset': (values) => ({
    subject: `Das Passwort deines Kontos bei ${values.service} wurde zurückgesetzt`,
    blocks: [
      `Das Passwort des Kontos „${values.username}“ bei ${values.service} wurde ${place(values)} per E-Mail zurückgesetzt. Alle Sitzungen wurden beendet.`,
      NOTHING_TO_DO,
      `Warst du es nicht, dann sichere dein Postfach und setze danach ein neues Passwort, oder bitte den Betreiber von ${values.service} um Hilfe. ${NO_LINK}`,
    ],
  }),
  'email-changed': (values) => ({
    subject: `Dein Konto bei ${values.service} verwendet diese E-Mail-Adresse nicht mehr`,
    blocks: [
      `Diese E-Mail-Adresse wurde im Konto „${values.username}“ bei ${values.service} ${place(values)} ersetzt oder entfernt.`,
      NOTHING_TO_DO,
      `Warst du es nicht, dann bitte den Betreiber von ${values.service}, die Adresse wiederherzustellen. Das kann er bis zum ${formatTime(values.until)} tun.`,
    ],
  }),
  'session-reused': (values) => ({
    subject: `Eine Sitzung deines Kontos bei ${values.service} wurde beendet`,
    blocks: [
      `Eine Sitzung des Kontos „${values.username}“ bei ${values.service} wurde ${place(values)} beendet. Ein alter Schlüssel der Sitzung wurde gesendet: Ein anderes Gerät hat vielleicht eine Kopie.`,
      'Melde dich neu an, wenn du dazu aufgefordert wirst.',
      `Hast du das nicht erwartet, dann ändere dein Passwort und melde dich überall ab. ${NO_LINK}`,
    ],
  }),
  'account-deleted': (values) => ({
    subject: `Dein Konto bei ${values.service} wurde gelöscht`,
    blocks: [
      `Das Konto „${values.username}“ bei ${values.service} wurde ${place(values)} mit seinen Daten gelöscht. Es kann nicht wiederhergestellt werden.`,
      NOTHING_TO_DO,
      `Warst du es nicht, dann wende dich an den Betreiber von ${values.service}.`,
    ],
  }),
  'new-device': (values) => ({
    subject: `Neue Anmeldung in deinem Konto bei ${values.service}`,
    blocks: [
      `Beim Konto „${values.username}“ bei ${values.service} gab es ${place(values)} eine Anmeldung. Das Konto kannte das Gerät nicht.`,
      NOTHING_TO_DO,
      `Warst du es nicht, dann ändere sofort dein Passwort und melde dich überall ab. ${NO_LINK}`,
    ],
  }),
  'factor-added': (values) => ({
    subject: `Dein Konto bei ${values.service} hat einen neuen zweiten Faktor`,
    blocks: [
      `Dem Konto „${values.username}“ bei ${values.service} wurde ${place(values)} eine Authenticator-App hinzugefügt. Anmeldungen brauchen nun einen Code einer solchen App.`,
      NOTHING_TO_DO,
      `Warst du es nicht, dann bitte sofort den Betreiber von ${values.service} um Hilfe. ${NO_LINK}`,
    ],
  }),
  'factor-removed': (values) => ({
    subject: `Ein zweiter Faktor deines Kontos bei ${values.service} wurde entfernt`,
    blocks: [
      `Aus dem Konto „${values.username}“ bei ${values.service} wurde ${place(values)} eine Authenticator-App entfernt. War es die letzte, dann genügt zur Anmeldung das Passwort.`,
      NOTHING_TO_DO,
      `Warst du es nicht, dann ändere sofort dein Passwort und melde dich überall ab. ${NO_LINK}`,
    ],
  }),
  'recovery-codes-replaced': (values) => ({
    subject: `Die Wiederherstellungscodes deines Kontos bei ${values.service} wurden ersetzt`,
    blocks: [
      `Das Konto „${values.username}“ bei ${values.service} bekam ${place(values)} neue Wiederherstellungscodes. Die früheren gelten nicht mehr.`,
      NOTHING_TO_DO,
      `Warst du es nicht, dann ändere sofort dein Passwort und melde dich überall ab. ${NO_LINK}`,
    ],
  }),
};
