/** Mutations of what makes the owner of an account hear of a change. */
import { type Mutation, testOf } from '../mutation';

const SEND = 'lambda/identity/email/notices/send-notices.ts';
const SEND_TEST = 'lambda/identity/email/notices/send-notices.test.ts';
const SEAL = 'lambda/identity/email/notices/address-seal.ts';
const SEAL_TEST = 'lambda/identity/email/notices/address-seal.test.ts';
const DUE_TEST = 'lambda/identity/email/notices/notify-operations.test.ts';
const COMPOSE = 'lambda/mail/compose/compose-notice.ts';
const COMPOSE_TEST = 'lambda/mail/compose/compose-notice.test.ts';

export const noticesMutations: readonly Mutation[] = [
  {
    defence: 'A user hears of a change of the password',
    change: 'the notice left out',
    file: 'lambda/identity/authentication/change-password.ts',
    find: "notify('password-changed', account);",
    replace: '',
    caughtBy: testOf(DUE_TEST, 'a change of the password, and not a refused one'),
  },
  {
    defence: 'A user hears of a removed address, so that a removal does not hide a change',
    change: 'the notice left out',
    file: 'lambda/identity/email/remove-email.ts',
    find: "if (email) notify('email-changed', account);",
    replace: '',
    caughtBy: testOf(DUE_TEST, 'the removal of the address, and not of a pending one'),
  },
  {
    defence: 'A user hears of a request for another address, while it can be canceled',
    change: 'the notice left out',
    file: 'lambda/identity/email/change-email.ts',
    find: "notify('email-change-requested', set.account);",
    replace: '',
    caughtBy: testOf(DUE_TEST, 'a request for another address, with the one in use'),
  },
  {
    defence: 'A request for a first address makes no notice due',
    change: 'the address in use ignored',
    file: 'lambda/identity/email/change-email.ts',
    find: 'if (inUse && inUse.address !== address.normalised) notify',
    replace: 'if (inUse?.address !== address.normalised) notify',
    caughtBy: testOf(DUE_TEST, 'no request for the first address'),
  },
  {
    defence: 'The notice of a request cannot be redirected by a quick verification',
    change: 'the notice is not sealed',
    file: 'lambda/notice-kinds.ts',
    find: "export const sealedNotices: readonly NoticeKind[] = [\n  'email-change-requested',",
    replace: 'export const sealedNotices: readonly NoticeKind[] = [',
    caughtBy: testOf(COMPOSE_TEST, 'goes to the address that the account had'),
  },
  {
    defence: 'A notice of one kind uses up no other kind',
    change: 'all kinds counted as one',
    file: SEND,
    find: '{notice}/$',
    replace: '{"all"}/$',
    caughtBy: testOf(SEND_TEST, 'a flood of one kind, or of mails with codes, uses up no other kind'),
  },
  {
    defence: 'A flood of changes sends one notice a day',
    change: 'two notices a day are sent',
    file: SEND,
    find: 'sourceRateLimits.reserve(window, 1)',
    replace: 'sourceRateLimits.reserve(window, 2)',
    caughtBy: testOf(SEND_TEST, 'also of parallel ones'),
  },
  {
    defence: 'A queue that fails does not fail the change',
    change: 'the error thrown',
    file: SEND,
    find: "log('notice_failed', { ...fields, error: describeError(error) });",
    replace: 'throw error;',
    caughtBy: testOf(SEND_TEST, 'is logged, and does not reach the operation'),
  },
  {
    defence: 'A notice that was not sent is not counted',
    change: 'the notice stays counted',
    file: SEND,
    find: 'await sourceRateLimits.refund(window).catch(() => {});',
    replace: '',
    caughtBy: testOf(SEND_TEST, 'of the queue lets the next event of the day send the notice'),
  },
  {
    defence: 'A sealed address cannot be used for another account',
    change: 'the account left out of the key',
    file: SEAL,
    find: "'latchkey/notice-address/v1', notice, sub, iv",
    replace: "'latchkey/notice-address/v1', notice, iv",
    caughtBy: testOf(SEAL_TEST, 'does not open for another account or another notice'),
  },
  {
    defence: 'The notice of a change of address goes to the address that was replaced',
    change: 'sent to the address in use',
    file: COMPOSE,
    find: 'const isSealed = sealedNotices.includes(notice);',
    replace: "const isSealed = notice === 'account-deleted';",
    caughtBy: testOf(COMPOSE_TEST, 'goes to the address that the account had'),
  },
  {
    defence: 'A disabled account receives no notice',
    change: 'the state ignored',
    file: COMPOSE,
    find: "if (state !== 'ACTIVE') return 'not_active';",
    replace: '',
    caughtBy: testOf(COMPOSE_TEST, 'sends nothing if '),
  },
  {
    defence: 'The address of a deleted account is not used after four hours',
    change: 'the age ignored',
    file: COMPOSE,
    find: "if (now() >= at + (LIFETIME_MS[notice] ?? FORMER_EMAIL_MS)) return 'expired';",
    replace: '',
    caughtBy: testOf(COMPOSE_TEST, 'a notice of a deletion is not sent after four hours'),
  },
  {
    defence: 'No text of a request reaches a notice',
    change: 'any text accepted as a device',
    file: 'lambda/identity/email/mail-request.ts',
    find: 'device: isAbsentOr(isRoughDevice)',
    replace: 'device: isAbsentOr(isFilled)',
    caughtBy: testOf('lambda/identity/email/mail-request.test.ts', 'does not read '),
  },
];
