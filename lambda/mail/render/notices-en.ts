/** The notices in English. */
import { createTimeFormatter } from './format-time';
import type { NoticeTexts, NoticeValues } from './mail-content';

const formatTime = createTimeFormatter('en-GB');

const NO_LINK = 'This email has no link: open the service as usual.';
const NOTHING_TO_DO = 'If this was you, there is nothing to do.';

/** When and from where: `1 December 2026 at 12:05 UTC, from Firefox on Windows`. */
function place({ at, device }: NoticeValues): string {
  const [browser, system] = device?.split('/') ?? [];
  return `${formatTime(at)}, from ${device ? `${browser} on ${system}` : 'an unknown device'}`;
}

export const noticesEn: NoticeTexts = {
  'password-changed': (values) => ({
    subject: `The password of your ${values.service} account was changed`,
    blocks: [
      `The password of the ${values.service} account “${values.username}” was changed on ${place(values)}.`,
      NOTHING_TO_DO,
      `If it was not you, set a new password at once, or ask the operator of ${values.service} for help. ${NO_LINK}`,
    ],
  }),
  'password-reset': (values) => ({
    subject: `The password of your ${values.service} account was reset`,
    blocks: [
      `The password of the ${values.service} account “${values.username}” was reset by email on ${place(values)}. All its sessions have ended.`,
      NOTHING_TO_DO,
      `If it was not you, secure your mailbox, then set a new password, or ask the operator of ${values.service} for help. ${NO_LINK}`,
    ],
  }),
  'email-changed': (values) => ({
    subject: `Your ${values.service} account no longer uses this email address`,
    blocks: [
      `This email address was replaced or removed in the ${values.service} account “${values.username}” on ${place(values)}.`,
      NOTHING_TO_DO,
      `If it was not you, ask the operator of ${values.service} to restore the address. The operator can do so until ${formatTime(values.until)}.`,
    ],
  }),
  'session-reused': (values) => ({
    subject: `A session of your ${values.service} account was ended`,
    blocks: [
      `A session of the ${values.service} account “${values.username}” was ended on ${place(values)}. A key that it no longer uses was sent: another device may have a copy.`,
      'Sign in again if you are asked to.',
      `If you did not expect this, change your password and sign out everywhere. ${NO_LINK}`,
    ],
  }),
  'account-deleted': (values) => ({
    subject: `Your ${values.service} account was deleted`,
    blocks: [
      `The ${values.service} account “${values.username}” was deleted with its data on ${place(values)}. It cannot be restored.`,
      NOTHING_TO_DO,
      `If it was not you, contact the operator of ${values.service}.`,
    ],
  }),
  'new-device': (values) => ({
    subject: `New sign-in to your ${values.service} account`,
    blocks: [
      `The ${values.service} account “${values.username}” was used to sign in on ${place(values)}. It did not know the device.`,
      NOTHING_TO_DO,
      `If it was not you, change your password at once and sign out everywhere. ${NO_LINK}`,
    ],
  }),
  'factor-added': (values) => ({
    subject: `A second factor was added to your ${values.service} account`,
    blocks: [
      `An authenticator app was added to the ${values.service} account “${values.username}” on ${place(values)}. Sign-ins now need a code of such an app.`,
      NOTHING_TO_DO,
      `If it was not you, ask the operator of ${values.service} for help at once. ${NO_LINK}`,
    ],
  }),
  'factor-removed': (values) => ({
    subject: `A second factor was removed from your ${values.service} account`,
    blocks: [
      `An authenticator app was removed from the ${values.service} account “${values.username}” on ${place(values)}. If it was the last one, a sign-in needs only the password.`,
      NOTHING_TO_DO,
      `If it was not you, change your password at once and sign out everywhere. ${NO_LINK}`,
    ],
  }),
  'recovery-codes-replaced': (values) => ({
    subject: `The recovery codes of your ${values.service} account were replaced`,
    blocks: [
      `The ${values.service} account “${values.username}” got new recovery codes on ${place(values)}. The former codes no longer work.`,
      NOTHING_TO_DO,
      `If it was not you, change your password at once and sign out everywhere. ${NO_LINK}`,
    ],
  }),
};
