/** The notices in English. */
import type { MailTemplate } from '../../mail-templates/mail-template';
import type { NoticeKind } from '../../notice-kinds';

const NO_LINK = 'This email has no link: open the service as usual.';
const NOTHING_TO_DO = 'If this was you, there is nothing to do.';

export const noticesEn: Readonly<Record<NoticeKind, MailTemplate>> = {
  'password-changed': {
    subject: 'The password of your {service} account was changed',
    paragraphs: [
      'The password of the {service} account “{username}” was changed on {time}, {device}.',
      NOTHING_TO_DO,
      `If it was not you, set a new password at once, or ask the operator of {service} for help. ${NO_LINK}`,
    ],
  },
  'password-reset': {
    subject: 'The password of your {service} account was reset',
    paragraphs: [
      'The password of the {service} account “{username}” was reset by email on {time}, {device}. All its sessions have ended.',
      NOTHING_TO_DO,
      `If it was not you, secure your mailbox, then set a new password, or ask the operator of {service} for help. ${NO_LINK}`,
    ],
  },
  'email-change-requested': {
    subject: 'Your {service} account may get another email address',
    paragraphs: [
      'Another email address was requested for the {service} account “{username}” on {time}, {device}. This one is in use until the other is verified.',
      NOTHING_TO_DO,
      `If it was not you, sign in, cancel the change of address, and change your password at once. ${NO_LINK}`,
    ],
  },
  'email-changed': {
    subject: 'Your {service} account no longer uses this email address',
    paragraphs: [
      'This email address was replaced or removed in the {service} account “{username}” on {time}, {device}.',
      NOTHING_TO_DO,
      'If it was not you, ask the operator of {service} to restore the address. The operator can do so until {restorableUntil}.',
    ],
  },
  'session-reused': {
    subject: 'A session of your {service} account was ended',
    paragraphs: [
      'A session of the {service} account “{username}” was ended on {time}, {device}. A key that it no longer uses was sent: another device may have a copy.',
      'Sign in again if you are asked to.',
      `If you did not expect this, change your password and sign out everywhere. ${NO_LINK}`,
    ],
  },
  'account-deleted': {
    subject: 'Your {service} account was deleted',
    paragraphs: [
      'The {service} account “{username}” was deleted with its data on {time}, {device}. It cannot be restored.',
      NOTHING_TO_DO,
      'If it was not you, contact the operator of {service}.',
    ],
  },
  'new-device': {
    subject: 'New sign-in to your {service} account',
    paragraphs: [
      'The {service} account “{username}” was used to sign in on {time}, {device}. It did not know the device.',
      NOTHING_TO_DO,
      `If it was not you, change your password at once and sign out everywhere. ${NO_LINK}`,
    ],
  },
  'factor-added': {
    subject: 'A second factor was added to your {service} account',
    paragraphs: [
      'An authenticator app was added to the {service} account “{username}” on {time}, {device}. Sign-ins now need a code of such an app.',
      NOTHING_TO_DO,
      `If it was not you, ask the operator of {service} for help at once. ${NO_LINK}`,
    ],
  },
  'factor-removed': {
    subject: 'A second factor was removed from your {service} account',
    paragraphs: [
      'A second factor was removed from the {service} account “{username}” on {time}, {device}. If none is left, a sign-in needs only the password.',
      NOTHING_TO_DO,
      `If it was not you, change your password at once and sign out everywhere. ${NO_LINK}`,
    ],
  },
  'recovery-codes-replaced': {
    subject: 'The recovery codes of your {service} account were replaced',
    paragraphs: [
      'The {service} account “{username}” got new recovery codes on {time}, {device}. The former codes no longer work.',
      NOTHING_TO_DO,
      `If it was not you, change your password at once and sign out everywhere. ${NO_LINK}`,
    ],
  },
  'factors-reset-requested': {
    subject: 'The second factors of your {service} account will be removed',
    paragraphs: [
      'An operator was asked on {time} to remove the second factors of the {service} account “{username}”. This takes effect 24 hours later.',
      'If you asked for it, sign in then.',
      `If not, sign in with a code or a recovery code: that cancels it. Or cancel it in an open session. ${NO_LINK}`,
    ],
  },
  'passkey-added': {
    subject: 'A passkey was added to your {service} account',
    paragraphs: [
      'A passkey was added to the {service} account “{username}” on {time}, {device}. It can sign in without the password.',
      NOTHING_TO_DO,
      `If it was not you, remove it and sign out everywhere at once, or ask the operator of {service} for help. ${NO_LINK}`,
    ],
  },
  'passkey-removed': {
    subject: 'A passkey was removed from your {service} account',
    paragraphs: [
      'A passkey was removed from the {service} account “{username}” on {time}, {device}. It can no longer sign in.',
      NOTHING_TO_DO,
      `If it was not you, check your passkeys and sign out everywhere at once, or ask the operator of {service} for help. ${NO_LINK}`,
    ],
  },
  'password-known': {
    subject: 'A sign-in to your {service} account failed at the second factor',
    paragraphs: [
      'The password of the {service} account “{username}” was entered correctly on {time}, {device}, and then a wrong code of the second factor. No session was started.',
      NOTHING_TO_DO,
      `If it was not you, someone else knows your password: change it at once. ${NO_LINK}`,
    ],
  },
};
