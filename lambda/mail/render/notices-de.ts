/** The notices in German. */
import type { MailTemplate } from '../../mail-templates/mail-template';
import type { NoticeKind } from '../../notice-kinds';

const NO_LINK = 'Diese E-Mail enthält keinen Link: Öffne den Dienst wie sonst.';
const NOTHING_TO_DO = 'Warst du das? Dann musst du nichts tun.';

export const noticesDe: Readonly<Record<NoticeKind, MailTemplate>> = {
  'password-changed': {
    subject: 'Das Passwort deines Kontos bei {service} wurde geändert',
    paragraphs: [
      'Das Passwort des Kontos „{username}“ bei {service} wurde am {time} {device} geändert.',
      NOTHING_TO_DO,
      `Warst du es nicht, dann setze sofort ein neues Passwort, oder bitte den Betreiber von {service} um Hilfe. ${NO_LINK}`,
    ],
  },
  'password-reset': {
    subject: 'Das Passwort deines Kontos bei {service} wurde zurückgesetzt',
    paragraphs: [
      'Das Passwort des Kontos „{username}“ bei {service} wurde am {time} {device} per E-Mail zurückgesetzt. Alle Sitzungen wurden beendet.',
      NOTHING_TO_DO,
      `Warst du es nicht, dann sichere dein Postfach und setze danach ein neues Passwort, oder bitte den Betreiber von {service} um Hilfe. ${NO_LINK}`,
    ],
  },
  'email-change-requested': {
    subject: 'Dein Konto bei {service} soll eine andere E-Mail-Adresse bekommen',
    paragraphs: [
      'Für das Konto „{username}“ bei {service} wurde am {time} {device} eine andere E-Mail-Adresse angefordert. Diese gilt, bis die andere bestätigt ist.',
      NOTHING_TO_DO,
      `Warst du es nicht, dann melde dich an, brich die Änderung der Adresse ab und ändere sofort dein Passwort. ${NO_LINK}`,
    ],
  },
  'email-changed': {
    subject: 'Dein Konto bei {service} verwendet diese E-Mail-Adresse nicht mehr',
    paragraphs: [
      'Diese E-Mail-Adresse wurde im Konto „{username}“ bei {service} am {time} {device} ersetzt oder entfernt.',
      NOTHING_TO_DO,
      'Warst du es nicht, dann bitte den Betreiber von {service}, die Adresse wiederherzustellen. Das kann er bis zum {restorableUntil} tun.',
    ],
  },
  'session-reused': {
    subject: 'Eine Sitzung deines Kontos bei {service} wurde beendet',
    paragraphs: [
      'Eine Sitzung des Kontos „{username}“ bei {service} wurde am {time} {device} beendet. Ein alter Schlüssel der Sitzung wurde gesendet: Ein anderes Gerät hat vielleicht eine Kopie.',
      'Melde dich neu an, wenn du dazu aufgefordert wirst.',
      `Hast du das nicht erwartet, dann ändere dein Passwort und melde dich überall ab. ${NO_LINK}`,
    ],
  },
  'account-deleted': {
    subject: 'Dein Konto bei {service} wurde gelöscht',
    paragraphs: [
      'Das Konto „{username}“ bei {service} wurde am {time} {device} mit seinen Daten gelöscht. Es kann nicht wiederhergestellt werden.',
      NOTHING_TO_DO,
      'Warst du es nicht, dann wende dich an den Betreiber von {service}.',
    ],
  },
  'new-device': {
    subject: 'Neue Anmeldung in deinem Konto bei {service}',
    paragraphs: [
      'Beim Konto „{username}“ bei {service} gab es am {time} {device} eine Anmeldung. Das Konto kannte das Gerät nicht.',
      NOTHING_TO_DO,
      `Warst du es nicht, dann ändere sofort dein Passwort und melde dich überall ab. ${NO_LINK}`,
    ],
  },
  'factor-added': {
    subject: 'Dein Konto bei {service} hat einen neuen zweiten Faktor',
    paragraphs: [
      'Dem Konto „{username}“ bei {service} wurde am {time} {device} eine Authenticator-App hinzugefügt. Anmeldungen brauchen nun einen Code einer solchen App.',
      NOTHING_TO_DO,
      `Warst du es nicht, dann bitte sofort den Betreiber von {service} um Hilfe. ${NO_LINK}`,
    ],
  },
  'factor-removed': {
    subject: 'Ein zweiter Faktor deines Kontos bei {service} wurde entfernt',
    paragraphs: [
      'Aus dem Konto „{username}“ bei {service} wurde am {time} {device} ein zweiter Faktor entfernt. Ist keiner übrig, dann genügt zur Anmeldung das Passwort.',
      NOTHING_TO_DO,
      `Warst du es nicht, dann ändere sofort dein Passwort und melde dich überall ab. ${NO_LINK}`,
    ],
  },
  'recovery-codes-replaced': {
    subject: 'Die Wiederherstellungscodes deines Kontos bei {service} wurden ersetzt',
    paragraphs: [
      'Das Konto „{username}“ bei {service} bekam am {time} {device} neue Wiederherstellungscodes. Die früheren gelten nicht mehr.',
      NOTHING_TO_DO,
      `Warst du es nicht, dann ändere sofort dein Passwort und melde dich überall ab. ${NO_LINK}`,
    ],
  },
  'factors-reset-requested': {
    subject: 'Die zweiten Faktoren deines Kontos bei {service} werden entfernt',
    paragraphs: [
      'Der Betreiber wurde am {time} gebeten, die zweiten Faktoren des Kontos „{username}“ bei {service} zu entfernen. Das gilt 24 Stunden später.',
      'Hast du darum gebeten, dann melde dich danach an.',
      `Sonst melde dich mit einem Code oder Wiederherstellungscode an: Das bricht es ab. Oder brich es in einer offenen Sitzung ab. ${NO_LINK}`,
    ],
  },
  'passkey-added': {
    subject: 'Dein Konto bei {service} hat einen neuen Passkey',
    paragraphs: [
      'Dem Konto „{username}“ bei {service} wurde am {time} {device} ein Passkey hinzugefügt. Mit ihm ist eine Anmeldung ohne Passwort möglich.',
      NOTHING_TO_DO,
      `Warst du es nicht, dann entferne ihn und melde dich sofort überall ab, oder bitte den Betreiber von {service} um Hilfe. ${NO_LINK}`,
    ],
  },
  'passkey-removed': {
    subject: 'Ein Passkey deines Kontos bei {service} wurde entfernt',
    paragraphs: [
      'Aus dem Konto „{username}“ bei {service} wurde am {time} {device} ein Passkey entfernt. Mit ihm ist keine Anmeldung mehr möglich.',
      NOTHING_TO_DO,
      `Warst du es nicht, dann prüfe deine Passkeys und melde dich sofort überall ab, oder bitte den Betreiber von {service} um Hilfe. ${NO_LINK}`,
    ],
  },
  'password-known': {
    subject: 'Eine Anmeldung bei {service} scheiterte am zweiten Faktor',
    paragraphs: [
      'Das Passwort des Kontos „{username}“ bei {service} wurde am {time} {device} richtig eingegeben, danach ein falscher Code des zweiten Faktors. Es wurde keine Sitzung begonnen.',
      NOTHING_TO_DO,
      `Warst du es nicht, dann kennt jemand dein Passwort: Ändere es sofort. ${NO_LINK}`,
    ],
  },
};
