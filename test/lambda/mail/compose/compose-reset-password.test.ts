/** Which resets send a mail, to which address, and with which code. */
import type { MailCodeSource } from '../../../../lambda/identity/email/mail-code';
import type { MailRequestOf } from '../../../../lambda/identity/email/mail-request';
import {
  digestAddress,
  NO_ADDRESS,
  type ResetChallenge,
} from '../../../../lambda/identity/email/password-resets/reset-challenge';
import { composeResetPassword } from '../../../../lambda/mail/compose/compose-reset-password';
import type { Recipient } from '../../../../lambda/mail/recipients';
import { createFakeRecipients, SUB } from '../fake-recipients';

const RESET_ID = 'cX3n0m1tVZ2hYw8bQ4rJkA';
const ADDRESS = 'ada@example.org';

const request: MailRequestOf<'reset-password'> = {
  kind: 'reset-password',
  sub: SUB,
  challenge: RESET_ID,
  generation: 1,
  language: 'en',
  expiresAt: 2_000,
};
const ada: Recipient = {
  state: 'ACTIVE',
  username: 'ada',
  securityVersion: 3,
  email: ADDRESS,
  shownEmail: 'Ada@example.org',
};
const challenge: ResetChallenge = {
  sub: SUB,
  addressDigest: digestAddress(RESET_ID, ADDRESS),
  securityVersion: 3,
  generation: 1,
  validUntil: 2_000,
};

interface World {
  readonly recipient?: Recipient | undefined;
  readonly stored?: ResetChallenge | undefined;
  readonly now?: number;
}

function createWorld(world: World = {}) {
  const { recipient, stored, now = 1_000 } = { recipient: ada, stored: challenge, ...world };
  const { recipients, calls } = createFakeRecipients(recipient ? { [SUB]: recipient } : {});
  const derived: MailCodeSource[] = [];
  const compose = composeResetPassword({
    recipients,
    resets: {
      find: async (resetId) => {
        calls.push('find the challenge');
        return resetId === RESET_ID ? stored : undefined;
      },
    },
    codes: {
      derive: async (source) => {
        calls.push('derive');
        derived.push(source);
        return { code: 'AB12-CD34', linkSecret: 'a-secret' };
      },
    },
    now: () => now,
    service: 'Latchkey',
    linkBase: 'https://example.com/app',
  });
  return { compose, calls, derived };
}

test('sends the code to the address of the account, as its owner wrote it', async () => {
  const { compose, derived } = createWorld();
  const mail = await compose(request);
  expect(mail).toMatchObject({ to: 'Ada@example.org', kind: 'reset-password' });
  const lines = typeof mail === 'object' ? mail.text.split('\n') : [];
  expect(lines).toContain('AB12-CD34');
  expect(lines).toContain(`https://example.com/app/reset-password?id=${RESET_ID}#a-secret`);
  expect(derived).toEqual([{ purpose: 'reset-password', challenge: RESET_ID, generation: 1 }]);
});

test('a second delivery sends the same mail', async () => {
  const { compose } = createWorld();
  expect(await compose(request)).toEqual(await compose(request));
});

const dropped: readonly [string, string, World][] = [
  ['the name is unknown', 'no_account', { recipient: undefined }],
  ['the account is disabled', 'not_active', { recipient: { ...ada, state: 'DISABLED' } }],
  ['the account is being deleted', 'not_active', { recipient: { ...ada, state: 'DELETING' } }],
  ['the reset was used or dropped', 'superseded', { stored: undefined }],
  ['the reset is of another account', 'superseded', { stored: { ...challenge, sub: 'another' } }],
  ['a later code is valid', 'superseded', { stored: { ...challenge, generation: 2 } }],
  ['the security version was raised', 'revoked', { recipient: { ...ada, securityVersion: 4 } }],
  [
    'the address was changed',
    'superseded',
    { recipient: { ...ada, email: 'other@example.org', shownEmail: 'other@example.org' } },
  ],
  ['the address was removed', 'superseded', { recipient: { ...ada, email: undefined } }],
  [
    'the limits allow no mail',
    'superseded',
    { stored: { ...challenge, addressDigest: digestAddress(RESET_ID, NO_ADDRESS) } },
  ],
  [
    'the address is undeliverable',
    'undeliverable',
    { recipient: { ...ada, undeliverable: { reason: 'bounce', at: 1 } } },
  ],
  ['the stored reset has expired', 'expired', { stored: { ...challenge, validUntil: 1_000 } }],
];

test.each(dropped)('sends nothing if %s, after the same calls', async (_what, reason, world) => {
  const { compose, calls } = createWorld(world);
  expect(await compose(request)).toBe(reason);
  expect(calls.sort()).toEqual(['derive', 'find', 'find the challenge']);
});

test('an expired request is discarded without a call', async () => {
  const { compose, calls } = createWorld({ now: 2_000 });
  expect(await compose(request)).toBe('expired');
  expect(calls).toEqual([]);
});
