/** The mails in English. */
import type { MailKind, MailTemplate } from '../../mail-templates/mail-template';

export const textsEn: Readonly<Record<MailKind, MailTemplate>> = {
  'verify-email': {
    subject: 'Verify your email address for {service}',
    button: 'Verify the address',
    paragraphs: [
      'The {service} account “{username}” asks to use this email address. To confirm, open this page and sign in:',
      '{link}',
      'Or enter this code:',
      '{code}',
      'Link and code are valid until {validUntil}.',
      'If you did not ask for this, ignore this email and share neither of them. Without them, the address is not used.',
    ],
  },
  'email-in-use': {
    subject: 'You already have an account at {service}',
    paragraphs: [
      'The {service} account “{username}” asked to use this email address. You already have another account with this address, so nothing was changed.',
      'If this was you, sign in to your other account, or choose another address. If it was not you, ignore this email.',
    ],
  },
  'reset-password': {
    subject: 'Reset your password for {service}',
    button: 'Choose a new password',
    paragraphs: [
      'Someone asked to reset the password of the {service} account “{username}”. If this was you, open this page:',
      '{link}',
      'Or enter this code:',
      '{code}',
      'Both are valid until {validUntil}. A new password ends all sessions of the account.',
      'If you did not ask for this, ignore this email and share neither of them. Your password stays as it is.',
    ],
  },
};
