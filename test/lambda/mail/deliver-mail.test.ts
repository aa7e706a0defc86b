/** Which requests send a mail, to which address, and with which code. */
import type { MailCodeSource } from '../../../lambda/identity/email/mail-code';
import type { CodeMailRequest } from '../../../lambda/identity/email/mail-request';
import { createAddressSeal } from '../../../lambda/identity/email/notices/address-seal';
import { composeConfirmEnrolment } from '../../../lambda/mail/compose/compose-confirm-enrolment';
import { composeNotice } from '../../../lambda/mail/compose/compose-notice';
import type { ComposerDependencies } from '../../../lambda/mail/compose/composer';
import { createComposers } from '../../../lambda/mail/compose/create-composers';
import { deliverMail } from '../../../lambda/mail/deliver-mail';
import type { Recipient } from '../../../lambda/mail/recipients';
import type { Mail } from '../../../lambda/mail/send-email-input';
import { AwsCallError, type AwsCallErrorKind } from '../../../lambda/shared/aws/aws-call-error';
import { fakeKms } from '../fakes/memory-mail';
import { createFakeRecipients, recipient, SUB } from './fake-recipients';

const request: CodeMailRequest = {
  kind: 'verify-email',
  sub: SUB,
  challenge: 'challenge-1',
  generation: 1,
  language: 'en',
  expiresAt: 2_000,
};

interface World {
  readonly accounts?: Readonly<Record<string, Recipient>>;
  readonly now?: number;
  /** What SES answers to each mail. @default - it accepts all */
  readonly ses?: (attempt: number) => void;
}

function createWorld({ accounts = { [SUB]: recipient }, now = 1_000, ses = () => undefined }: World = {}) {
  const mails: Mail[] = [];
  const lines: object[] = [];
  const derived: MailCodeSource[] = [];
  const { recipients, calls } = createFakeRecipients(accounts);
  const dependencies: ComposerDependencies = {
    recipients,
    resets: { find: async () => undefined },
    enrolments: () => ({ find: async () => undefined }),
    codes: {
      derive: async (challenge) => {
        derived.push(challenge);
        return {
          code: `${challenge.challenge.at(-1)}B12-CD3${challenge.generation}`,
          linkSecret: `secret-of-${challenge.challenge}`,
        };
      },
    },
    seal: () => createAddressSeal(fakeKms, 'a key'),
    now: () => now,
    service: 'Latchkey',
    linkBase: 'https://example.com/app',
  };
  const composers = createComposers(dependencies, {
    confirmEnrolment: () => ({ composeConfirmEnrolment }),
    notice: () => ({ composeNotice }),
  });
  const deliver = deliverMail({
    composers,
    send: async (mail) => {
      ses(mails.length);
      mails.push(mail);
      return 'message-1';
    },
    log: (event, fields) => lines.push({ event, ...fields }),
  });
  return { deliver, mails, lines, derived, calls };
}

const changed = (changes: Partial<Recipient>): World => ({
  accounts: { [SUB]: { ...recipient, ...changes } },
});
const pending = (changes: Partial<(typeof recipient)['pendingEmail'] | object>): World =>
  changed({ pendingEmail: { ...recipient.pendingEmail, ...changes } });
const failing = (kind: AwsCallErrorKind) => () => {
  throw new AwsCallError('ses:SendEmail', kind, 'Reason');
};

test('sends the code to the address of the account, as its owner wrote it', async () => {
  const { deliver, mails, lines, derived } = createWorld();
  await deliver(request);
  expect(mails).toMatchObject([{ to: 'Ada@example.org', kind: 'verify-email', account: SUB }]);
  const written = mails[0]?.text.split('\n');
  expect(written).toContain('1B12-CD31');
  expect(written).toContain('https://example.com/app/verify-email?id=challenge-1#secret-of-challenge-1');
  expect(derived).toEqual([{ purpose: 'verify-email', challenge: 'challenge-1', generation: 1 }]);
  expect(lines).toEqual([{ event: 'mail_sent', kind: 'verify-email', sub: SUB, messageId: 'message-1' }]);
});

test('a second delivery sends the same mail', async () => {
  const { deliver, mails } = createWorld();
  await deliver(request);
  await deliver(request);
  expect(mails).toHaveLength(2);
  expect(mails[1]).toEqual(mails[0]);
});

test('writes in the language of the request', async () => {
  const { deliver, mails } = createWorld();
  await deliver({ ...request, language: 'de' });
  expect(mails[0]?.subject).toBe('Bestätige deine E-Mail-Adresse für Latchkey');
});

test.each<[string, string, World, Partial<CodeMailRequest>]>([
  ['the account does not exist', 'no_account', { accounts: {} }, {}],
  ['the account is disabled', 'not_active', changed({ state: 'DISABLED' }), {}],
  ['the account is being deleted', 'not_active', changed({ state: 'DELETING' }), {}],
  ['no address is pending any more', 'superseded', changed({ pendingEmail: undefined }), {}],
  ['another address was asked for', 'superseded', pending({ challenge: 'challenge-2' }), {}],
  ['a later code was asked for', 'superseded', pending({ generation: 2 }), {}],
  ['the security version was raised', 'revoked', changed({ securityVersion: 4 }), {}],
  ['the pending address expired', 'expired', { ...pending({ expiresAt: 1_000 }) }, {}],
  ['the request expired', 'expired', {}, { expiresAt: 1_000 }],
])('sends nothing if %s', async (_, reason, world, changes) => {
  const { deliver, mails, lines, derived } = createWorld(world);
  await deliver({ ...request, ...changes });
  expect(mails).toEqual([]);
  expect(derived).toEqual([]);
  expect(lines).toEqual([{ event: 'mail_discarded', reason, kind: 'verify-email', sub: SUB }]);
});

test('an expired request is discarded without a call', async () => {
  const { deliver, calls } = createWorld({ now: 2_000 });
  await deliver(request);
  expect(calls).toEqual([]);
});

describe('an address of another account', () => {
  const owner: Recipient = {
    state: 'ACTIVE',
    username: 'grace',
    securityVersion: 1,
    email: recipient.pendingEmail.address,
  };
  const accounts = { [SUB]: recipient, other: owner };

  test('receives a mail without code and link, which does not name its own account', async () => {
    const { deliver, mails, lines } = createWorld({ accounts });
    await deliver(request);
    expect(mails).toMatchObject([{ to: 'Ada@example.org', kind: 'email-in-use' }]);
    expect(JSON.stringify(mails)).not.toMatch(/B12|secret-of|:\/\/|grace/);
    expect(lines).toMatchObject([{ event: 'mail_sent', kind: 'email-in-use' }]);
  });

  test('receives no mail if mails to it come back', async () => {
    const undeliverable = { reason: 'complaint', at: 1 } as const;
    const { deliver, mails, lines } = createWorld({
      accounts: { [SUB]: recipient, other: { ...owner, undeliverable } },
    });
    await deliver(request);
    expect(mails).toEqual([]);
    expect(lines).toEqual([
      { event: 'mail_discarded', reason: 'undeliverable', kind: 'verify-email', sub: SUB },
    ]);
  });

  test('causes the same calls as a free one', async () => {
    const worlds = [createWorld({ accounts }), createWorld()];
    for (const { deliver } of worlds) await deliver(request);
    const [taken, free] = worlds.map(({ calls, derived }) => ({ calls, derived }));
    expect(taken).toEqual(free);
  });
});

test('a marked address of the account itself receives the code that verifies it again', async () => {
  const { deliver, mails } = createWorld(
    changed({ email: recipient.pendingEmail.address, undeliverable: { reason: 'bounce', at: 1 } }),
  );
  await deliver(request);
  expect(mails).toMatchObject([{ kind: 'verify-email' }]);
});

test.each<AwsCallErrorKind>(['throttled', 'unavailable'])('fails while SES is %s', async (kind) => {
  const { deliver, lines } = createWorld({ ses: failing(kind) });
  await expect(deliver(request)).rejects.toMatchObject({ kind });
  expect(lines).toEqual([]);
});

test.each<AwsCallErrorKind>(['refused', 'denied', 'not-found'])(
  'logs that SES answered %s, and discards the mail',
  async (kind) => {
    const { deliver, lines } = createWorld({ ses: failing(kind) });
    await deliver(request);
    expect(lines).toMatchObject([
      { event: 'mail_refused', kind: 'verify-email', sub: SUB, error: { name: 'AwsCallError' } },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/example\.org|B12/);
  },
);

test('no line of the log holds the address, the code or the secret of the link', async () => {
  const { deliver, lines } = createWorld();
  await deliver(request);
  expect(JSON.stringify(lines)).not.toMatch(/example\.org|B12|secret-of/i);
});
