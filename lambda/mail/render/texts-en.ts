/** The mails in English. */
import { createTimeFormatter } from './format-time';
import type { MailTexts } from './mail-content';

const formatTime = createTimeFormatter('en-GB');

export const textsEn: MailTexts = {
  verifyEmail: ({ service, username, code, expiresAt }) => ({
    subject: `Verify your email address for ${service}`,
    blocks: [
      `The ${service} account “${username}” asks to use this email address. To confirm, enter this code:`,
      { code },
      `The code is valid until ${formatTime(expiresAt)}.`,
      'If you did not ask for this, ignore this email and do not share the code. Without the code, the address is not used.',
    ],
  }),
  emailInUse: ({ service, username }) => ({
    subject: `You already have an account at ${service}`,
    blocks: [
      `The ${service} account “${username}” asked to use this email address. You already have another account with this address, so nothing was changed.`,
      'If this was you, sign in to your other account, or choose another address. If it was not you, ignore this email.',
    ],
  }),
  resetPassword: ({ service, username, code, expiresAt }) => ({
    subject: `Reset your password for ${service}`,
    blocks: [
      `Someone asked to reset the password of the ${service} account “${username}”. If this was you, enter this code and choose a new password:`,
      { code },
      `The code is valid until ${formatTime(expiresAt)}. It ends all sessions of the account when it is used.`,
      'If you did not ask for this, ignore this email and do not share the code. Your password stays as it is.',
    ],
  }),
};
