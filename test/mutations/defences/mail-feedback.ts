/** Mutations of what keeps reports on mails from changing the wrong account, and mails from addresses that do not want them. */
import { type Mutation, testOf } from '../mutation';

const READ = 'lambda/mail-feedback/read-feedback.ts';
const READ_TEST = 'lambda/mail-feedback/read-feedback.test.ts';
const MARK = 'lambda/identity/email/feedback/mark-undeliverable.ts';
const MARK_TEST = 'lambda/identity/email/feedback/mark-undeliverable.test.ts';
const STORE = 'lambda/identity/email/feedback/undeliverable-emails.ts';
const STORE_TEST = 'lambda/identity/email/feedback/undeliverable-emails.test.ts';

export const mailFeedbackMutations: readonly Mutation[] = [
  {
    defence: 'A report on the mail of another sender marks no address',
    change: 'the configuration set ignored',
    file: READ,
    find: ' || !configurationSets.includes(set)',
    replace: '',
    caughtBy: testOf(READ_TEST, 'a mail of another configuration set'),
  },
  {
    defence: 'An event that is not of SES marks no address',
    change: 'the source ignored',
    file: READ,
    find: "source !== 'aws.ses' || ",
    replace: '',
    caughtBy: testOf(READ_TEST, 'an event of another service'),
  },
  {
    defence: 'A transient bounce marks no address',
    change: 'every bounce taken as permanent',
    file: READ,
    find: "if (bounceType === 'Permanent') return undefined;",
    replace: "if (bounceType !== '') return undefined;",
    caughtBy: testOf(READ_TEST, 'a transient bounce'),
  },
  {
    defence: 'A report that a mail is not spam marks no address',
    change: 'the kind of complaint ignored',
    file: READ,
    find: "['not-spam', 'auth-failure']",
    replace: '[]',
    caughtBy: testOf(READ_TEST, 'a report that a mail is not spam'),
  },
  {
    defence: 'A report marks only the address that the mail went to',
    change: 'the address of the account not compared',
    file: MARK,
    find: 'const isInUse = email?.address === address;',
    replace: 'const isInUse = email !== undefined;',
    caughtBy: testOf(MARK_TEST, 'another address'),
  },
  {
    defence: 'A report from before a verification marks no address',
    change: 'the time of the verification ignored',
    file: MARK,
    find: 'const isOutdated = email.verifiedAt >= at + TIME_STEP_MS;',
    replace: 'const isOutdated = false;',
    caughtBy: testOf(MARK_TEST, 'a time before the verification'),
  },
  {
    defence: 'An address that was verified during a report stays without a mark',
    change: 'the mark written without its condition',
    file: STORE,
    find: "'#email.#by = :by'",
    replace: "'#email.#by >= :by'",
    caughtBy: testOf(STORE_TEST, 'neither marks nor clears an address that was verified again'),
  },
  {
    defence: 'A user does not see from a bounce whether another account has the dead address',
    change: 'the function may change the pending address',
    file: 'lib/stack/email/grant-email.ts',
    find: "attributes: ['pk', 'sk', 'v', 'email'],",
    replace: "attributes: ['pk', 'sk', 'v', 'email', 'pendingEmail'],",
    caughtBy: testOf(
      'lib/constructs/email/mail-feedback.test.ts',
      'of accounts, the function may know only the addresses, and ',
    ),
  },
  {
    defence: 'An address whose owner reported spam receives no mail that another account asked for',
    change: 'the mark ignored',
    file: 'lambda/mail/compose/compose-verify-email.ts',
    find: "if (owner.undeliverable) return 'undeliverable';",
    replace: '',
    caughtBy: testOf('lambda/mail/deliver-mail.test.ts', 'receives no mail if mails to it come back'),
  },
  {
    defence: 'The function that hears of bounces reads nothing else of an account',
    change: 'all attributes granted',
    file: 'lib/stack/email/grant-email.ts',
    find: "attributes: ['pk', 'sk', 'v', 'email', 'pendingEmail'],",
    replace: '',
    caughtBy: testOf(
      'lib/constructs/email/mail-feedback.test.ts',
      'of accounts, the function may know only the addresses, and ',
    ),
  },
  {
    defence: 'A write by a role with few attributes returns no others',
    change: 'no condition on returned values',
    file: 'lib/constructs/storage/identity-table.ts',
    find: "actions.some((action) => action !== 'dynamodb:GetItem')",
    replace: 'actions.length === 0',
    caughtBy: testOf(
      'lib/constructs/email/mail-feedback.test.ts',
      'of accounts, the function may know only the addresses, and ',
    ),
  },
  {
    defence: 'An address leaves the list of SES only after the command is recorded',
    change: 'the audit left out',
    file: 'lambda/identity/operator/email/unsuppress-email.ts',
    find: "await recordAudit('operator_unsuppress', { sub });",
    replace: '',
    caughtBy: testOf(
      'lambda/identity/operator/email/unsuppress-email.test.ts',
      'changes nothing if the command cannot be recorded',
    ),
  },
];
