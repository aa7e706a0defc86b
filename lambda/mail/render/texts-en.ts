/** The mails in English. */
import { createTimeFormatter } from './format-time';
import type { MailTexts } from './mail-content';

const formatTime = createTimeFormatter('en-GB');

export const textsEn: MailTexts = {
  verifyEmail: ({ service, username, code, link, expiresAt }) => ({
    subject: `Verify your email address for ${service}`,
    blocks: [
      `The ${service} account “${username}” asks to use this email address. To confirm, open this page and sign in:`,
      { link, label: 'Verify the address' },
      'Or enter this code:',
      { code },
      `Link and code are valid until ${formatTime(expiresAt)}.`,
      'If you did not ask for this, ignore this email and share neither of them. Without them, the address is not used.',
    ],
  }),
  emailInUse: ({ service, username }) => ({
    subject: `You already have an account at ${service}`,
    blocks: [
      `The ${service} account “${username}” asked to use this email address. You already have another account with this address, so nothing was changed.`,
      'If this was you, sign in to your other account, or choose another address. If it was not you, ignore this email.',
    ],
  }),
  resetPassword: ({ service, username, code, link, expiresAt }) => ({
    subject: `Reset your password for ${service}`,
    blocks: [
      `Someone asked to reset the password of the ${service} account “${username}”. If this was you, open this page:`,
      { link, label: 'Choose a new password' },
      'Or enter this code:',
      { code },
      `Both are valid until ${formatTime(expiresAt)}. A new password ends all sessions of the account.`,
      'If you did not ask for this, ignore this email and share neither of them. Your password stays as it is.',
    ],
  }),
};
