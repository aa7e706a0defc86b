/** Which reports mark an address, and that all others change nothing. */
import type { Account } from '../../../../../lambda/identity/accounts/account';
import type { AccountEmail, PendingEmail } from '../../../../../lambda/identity/email/account-email';
import {
  type MailFeedback,
  markUndeliverable,
} from '../../../../../lambda/identity/email/feedback/mark-undeliverable';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { createMemoryUndeliverableEmails } from '../../../fakes/memory-undeliverable-emails';
import { newAccount } from '../../../fakes/new-account';

const AT = Date.UTC(2027, 0, 1);
const email: AccountEmail = {
  address: 'ada@example.com',
  shown: 'Ada@example.com',
  verifiedAt: AT - 1,
  verifiedBy: 'attempt-1',
};
const pendingEmail: PendingEmail = {
  address: 'ada@example.org',
  shown: 'ada@example.org',
  challenge: 'challenge-1',
  generation: 1,
  attempts: 0,
  requestedAt: AT - 1,
  expiresAt: AT + 86_400_000,
  securityVersion: 1,
  sid: 'sid-0',
};

function createScene(change: Partial<Account> & { readonly email?: AccountEmail } = {}) {
  const accounts = createMemoryAccounts();
  const ada = { ...newAccount(), email, pendingEmail, ...change };
  accounts.set(ada);
  const lines: object[] = [];
  const store = createMemoryUndeliverableEmails(accounts);
  const emails = { ...store };
  const mark = markUndeliverable({ emails, log: (event, fields) => lines.push({ event, ...fields }) });
  const report = (feedback: Partial<MailFeedback> = {}) =>
    mark({ sub: ada.sub, address: email.address, reason: 'bounce', at: AT, ...feedback });
  return { ada, emails, lines, report, read: () => store.find(ada) };
}

test.each(['bounce', 'complaint'] as const)('a %s marks the address of the account', async (reason) => {
  const { ada, lines, report, read } = createScene();
  await report({ reason });
  expect(await read()).toEqual({ email: { ...email, undeliverable: { reason, at: AT } }, pendingEmail });
  expect(lines).toEqual([{ event: 'email_undeliverable', reason, sub: ada.sub }]);
});

test.each(['bounce', 'complaint'] as const)(
  'a %s leaves a pending address, and is logged',
  async (reason) => {
    const { ada, lines, report, read } = createScene();
    await report({ reason, address: pendingEmail.address });
    expect(await read()).toEqual({ email, pendingEmail });
    expect(lines).toEqual([{ event: 'pending_email_undeliverable', reason, sub: ada.sub }]);
  },
);

test('an address that is verified again is marked, and stays pending', async () => {
  const pending = { ...pendingEmail, address: email.address };
  const { report, read, lines } = createScene({ pendingEmail: pending });
  await report();
  expect(await read()).toEqual({
    email: { ...email, undeliverable: { reason: 'bounce', at: AT } },
    pendingEmail: pending,
  });
  expect(lines).toHaveLength(2);
});

test.each<[string, string, Parameters<typeof createScene>[0], Partial<MailFeedback>]>([
  ['an account that does not exist', 'no_account', {}, { sub: 'none' }],
  ['another address', 'other_address', {}, { address: 'grace@example.com' }],
  ['an address that only begins alike', 'other_address', {}, { address: 'ada@example.co' }],
  ['a time before the verification', 'outdated', {}, { at: AT - 2_000 }],
  [
    'an address with a mark',
    'marked',
    { email: { ...email, undeliverable: { reason: 'bounce', at: 1 } } },
    {},
  ],
])('a report for %s changes nothing and is logged', async (_, reason, change, feedback) => {
  const { ada, lines, report, read } = createScene(change);
  const before = await read();
  await report(feedback);
  expect(await read()).toEqual(before);
  expect(lines).toEqual([{ event: 'mail_feedback_ignored', reason, sub: feedback.sub ?? ada.sub }]);
});

test('EventBridge rounds the time down: a report of the second of the verification counts', async () => {
  const { report, read } = createScene({ email: { ...email, verifiedAt: AT + 999 } });
  await report();
  expect((await read())?.email?.undeliverable).toEqual({ reason: 'bounce', at: AT });
});

test('an address that is verified during the report stays without a mark', async () => {
  const { emails, lines, report } = createScene();
  emails.mark = async () => false;
  await report();
  expect(lines).toMatchObject([{ event: 'mail_feedback_ignored', reason: 'outdated' }]);
});

test('no line of the log holds an address', async () => {
  const { lines, report } = createScene();
  await report();
  await report({ address: pendingEmail.address });
  await report({ address: 'grace@example.com' });
  expect(lines).toHaveLength(3);
  expect(JSON.stringify(lines)).not.toContain('@');
});
