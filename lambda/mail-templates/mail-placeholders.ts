/** The placeholders of each template of a mail. Pure data, like routes.ts. */
import type { MailTemplateKind } from './mail-template';

const COMMON = ['service', 'username'] as const;
const WITH_CODE = [...COMMON, 'validUntil', 'code', 'link'] as const;
const NOTICE = [...COMMON, 'time', 'device'] as const;

/** The placeholders that the paragraphs of each kind may hold. A subject may hold only `{service}`. */
export const mailPlaceholders = {
  'verify-email': WITH_CODE,
  'reset-password': WITH_CODE,
  'email-in-use': COMMON,
  // no link: the page of the sign-in takes the code
  'confirm-enrolment': [...COMMON, 'validUntil', 'code'],
  'password-changed': NOTICE,
  'password-reset': NOTICE,
  'email-change-requested': NOTICE,
  'email-changed': [...NOTICE, 'restorableUntil'],
  'session-reused': NOTICE,
  'account-deleted': NOTICE,
  'new-device': NOTICE,
  'factor-added': NOTICE,
  'factor-removed': NOTICE,
  'recovery-codes-replaced': NOTICE,
  'factors-reset-requested': [...COMMON, 'time'],
  'password-known': NOTICE,
  'passkey-added': NOTICE,
  'passkey-removed': NOTICE,
} as const satisfies Readonly<Record<MailTemplateKind, readonly string[]>>;
