/** To which address a notice goes, and when none is sent. Each mail is read by a parser that is not ours. */

import type { NoticeRequest } from '../../../../lambda/identity/email/mail-request';
import { createAddressSeal } from '../../../../lambda/identity/email/notices/address-seal';
import { composeNotice } from '../../../../lambda/mail/compose/compose-notice';
import type { Recipient } from '../../../../lambda/mail/recipients';
import { toSendEmailInput } from '../../../../lambda/mail/send-email-input';
import { mailLanguages } from '../../../../lambda/mail-templates/mail-template';
import { type NoticeKind, noticeKinds } from '../../../../lambda/notice-kinds';
import { fakeKms } from '../../fakes/memory-mail';
import { readAsMail } from '../compose-mail';
import { createFakeRecipients, recipient, SUB } from '../fake-recipients';

const AT = Date.UTC(2026, 11, 1, 12, 5);
const HOUR = 3_600_000;
const seal = createAddressSeal(fakeKms, 'a key');
const ada: Recipient = { ...recipient, email: 'now@example.org', shownEmail: 'Now@example.org' };
const FORMER = { to: 'Former@example.org', username: 'ada' };

const isReplaced = (notice: NoticeKind) =>
  ['email-change-requested', 'email-changed', 'account-deleted'].includes(notice);
const present = noticeKinds.filter((notice) => !isReplaced(notice));
const replaced = noticeKinds.filter(isReplaced);

async function requestOf(notice: NoticeKind, changes: Partial<NoticeRequest> = {}): Promise<NoticeRequest> {
  const sealed = isReplaced(notice) ? await seal.seal(FORMER, { notice, sub: SUB }) : undefined;
  const device = 'Firefox/Windows';
  return { kind: 'notice', sub: SUB, notice, at: AT, language: 'en', device, sealed, ...changes };
}

interface World {
  readonly account?: Recipient | undefined;
  readonly now?: number;
}

async function compose(request: NoticeRequest, { now = AT, ...world }: World = {}) {
  const account = 'account' in world ? world.account : ada;
  const { recipients, calls } = createFakeRecipients(account ? { [SUB]: account } : {});
  const codes = { derive: () => Promise.reject(new Error('a notice has no code')) };
  const deps = { recipients, codes, seal: () => seal, now: () => now, service: 'Latchkey' };
  return { mail: await composeNotice(deps)(request), calls };
}

test.each(present)('%s goes to the address in use, never to the pending one', async (notice) => {
  const { mail } = await compose(await requestOf(notice));
  expect(mail).toMatchObject({ to: 'Now@example.org', kind: 'notice' });
});

test.each(replaced)(
  '%s goes to the address that the account had, whatever the account has now',
  async (notice) => {
    for (const account of [undefined, ada, { ...ada, state: 'DELETING' } as const]) {
      const { mail, calls } = await compose(await requestOf(notice), { account });
      expect(mail).toMatchObject({ to: 'Former@example.org', kind: 'notice' });
      expect(calls).toEqual([]);
    }
  },
);

test.each<[string, string, World]>([
  ['the account does not exist', 'no_account', { account: undefined }],
  ['the account is disabled', 'not_active', { account: { ...ada, state: 'DISABLED' } }],
  ['the account is being deleted', 'not_active', { account: { ...ada, state: 'DELETING' } }],
  ['the account has only a pending address', 'no_address', { account: recipient }],
  [
    'mails do not reach the address',
    'undeliverable',
    { account: { ...ada, undeliverable: { reason: 'bounce', at: AT } } },
  ],
  ['it is a week old', 'expired', { now: AT + 7 * 24 * HOUR }],
])('sends nothing if %s', async (_, reason, world) => {
  for (const notice of present) {
    expect((await compose(await requestOf(notice), world)).mail).toBe(reason);
  }
});

test('a notice of a deletion is not sent after four hours, as nothing of the account is used any more', async () => {
  const request = await requestOf('account-deleted');
  expect((await compose(request, { now: AT + 4 * HOUR - 1 })).mail).toMatchObject({ kind: 'notice' });
  expect((await compose(request, { now: AT + 4 * HOUR })).mail).toBe('expired');
});

test('a notice of a request is not sent after a day, as the request has expired', async () => {
  const request = await requestOf('email-change-requested');
  expect((await compose(request, { now: AT + 24 * HOUR - 1 })).mail).toMatchObject({ kind: 'notice' });
  expect((await compose(request, { now: AT + 24 * HOUR })).mail).toBe('expired');
});

test.each(replaced)(
  '%s goes nowhere if its address is missing, or was sealed for another',
  async (notice) => {
    const other = await seal.seal(FORMER, { notice, sub: 'another account' });
    expect((await compose(await requestOf(notice, { sealed: undefined }))).mail).toBe('no_address');
    expect((await compose(await requestOf(notice, { sealed: other }))).mail).toBe('unreadable');
    expect((await compose(await requestOf(notice, { sealed: 'eve@example.com' }))).mail).toBe('unreadable');
  },
);

test('an address in the request of another notice is ignored', async () => {
  const sealed = await seal.seal(FORMER, { notice: 'password-changed', sub: SUB });
  const { mail } = await compose(await requestOf('password-changed', { sealed }));
  expect(mail).toMatchObject({ to: 'Now@example.org' });
});

const sender = {
  from: 'Latchkey <no-reply@example.com>',
  replyTo: '',
  identityArn: 'arn',
  configurationSet: '',
};

describe.each(mailLanguages)('in the language %s', (language) => {
  test.each(noticeKinds)('%s says which service and account, when and from where', async (notice) => {
    const { mail } = await compose(await requestOf(notice, { language }));
    if (typeof mail === 'string') throw new Error(mail);
    const read = await readAsMail(toSendEmailInput(mail, sender));
    expect(read.subject).toContain('Latchkey');
    for (const part of [read.text ?? '', String(read.html)]) {
      expect(part).toMatch(/[“„]ada[”“]/);
      expect(part).toContain(
        language === 'en' ? '1 December 2026 at 12:05 UTC' : '1. Dezember 2026 um 12:05 UTC',
      );
      if (notice !== 'factors-reset-requested') {
        expect(part).toContain(language === 'en' ? 'Firefox on Windows' : 'Firefox unter Windows');
      }
      expect(part).toContain('Latchkey');
    }
    expect(read.headers.get('auto-submitted')).toBe('auto-generated');
  });

  // an operator's command has no device
  const kinds = noticeKinds.filter((kind) => kind !== 'factors-reset-requested');
  test.each(kinds)('%s from a device that is not known says so', async (notice) => {
    const { mail } = await compose(await requestOf(notice, { language, device: undefined }));
    expect(mail).toHaveProperty(
      'text',
      expect.stringMatching(/from an unknown device|von einem unbekannten Gerät/),
    );
  });
});

test.each([
  ['en', /24 hours later\.[\s\S]*cancels it\. Or cancel it in an open session\./],
  ['de', /24 Stunden später\.[\s\S]*bricht es ab\. Oder brich es in einer offenen Sitzung ab\./],
] as const)('the notice of a reset of the factors says how to cancel it, in %s', async (language, words) => {
  const { mail } = await compose(await requestOf('factors-reset-requested', { language, device: undefined }));
  expect(mail).toHaveProperty('text', expect.stringMatching(words));
});

test('the notice of a change of address names the operator, and the week', async () => {
  const { mail } = await compose(await requestOf('email-changed'));
  expect(mail).toHaveProperty('text', expect.stringMatching(/operator of Latchkey to restore/));
  expect(mail).toHaveProperty('text', expect.stringContaining('until 8 December 2026 at 12:05 UTC'));
});

test('the notice of a request says what stops the change', async () => {
  const { mail } = await compose(await requestOf('email-change-requested'));
  expect(mail).toHaveProperty('text', expect.stringMatching(/sign in, cancel the change of address/));
  expect(mail).toHaveProperty('text', expect.stringMatching(/change your password at once/));
});
