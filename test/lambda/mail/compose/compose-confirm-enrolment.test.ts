/** Which sign-ins send the code of an enrolment, and to which address. */
import type { MailCodeSource } from '../../../../lambda/identity/email/mail-code';
import type { MailRequestOf } from '../../../../lambda/identity/email/mail-request';
import { digestAddress } from '../../../../lambda/identity/email/password-resets/reset-challenge';
import { composeConfirmEnrolment } from '../../../../lambda/mail/compose/compose-confirm-enrolment';
import { createEnrolmentReader, type MailedEnrolment } from '../../../../lambda/mail/enrolment-challenges';
import type { Recipient } from '../../../../lambda/mail/recipients';
import { createFakeRecipients, SUB } from '../fake-recipients';

const DIGEST = 'the-digest-of-a-challenge';
const ADDRESS = 'ada@example.org';

const request: MailRequestOf<'confirm-enrolment'> = {
  ...{ kind: 'confirm-enrolment', sub: SUB, challenge: DIGEST, generation: 1, expiresAt: 2_000 },
  language: 'de',
};
const ada: Recipient = {
  ...{ state: 'ACTIVE', username: 'ada', securityVersion: 3, email: ADDRESS, shownEmail: 'Ada@example.org' },
};
const challenge: MailedEnrolment = {
  ...{ sub: SUB, addressDigest: digestAddress(DIGEST, ADDRESS), securityVersion: 3, validUntil: 2_000 },
};

interface World {
  readonly recipient?: Recipient | undefined;
  readonly stored?: MailedEnrolment | undefined;
}

async function compose(world: World = {}) {
  const { recipient, stored } = { recipient: ada, stored: challenge, ...world };
  const derived: MailCodeSource[] = [];
  const mail = await composeConfirmEnrolment({
    recipients: createFakeRecipients(recipient ? { [SUB]: recipient } : {}).recipients,
    enrolments: () => ({ find: async (digest) => (digest === DIGEST ? stored : undefined) }),
    codes: {
      derive: async (source) => {
        derived.push(source);
        return { code: 'AB12-CD34', linkSecret: 'a-secret' };
      },
    },
    now: () => 1_000,
    service: 'Latchkey',
  })(request);
  return { mail, derived };
}

test('sends the code to the verified address, without a link', async () => {
  const { mail, derived } = await compose();
  expect(mail).toMatchObject({ to: 'Ada@example.org', kind: 'confirm-enrolment', account: SUB });
  const text = typeof mail === 'object' ? `${mail.text}${mail.html}` : '';
  expect(text).toContain('AB12-CD34');
  expect(text).not.toMatch(/a-secret|https:/);
  expect(derived).toEqual([{ purpose: 'confirm-enrolment', challenge: DIGEST, generation: 1 }]);
});

test.each<[string, string, World]>([
  ['the account does not exist', 'no_account', { recipient: undefined }],
  ['the account is disabled', 'not_active', { recipient: { ...ada, state: 'DISABLED' } }],
  ['the challenge was answered', 'superseded', { stored: undefined }],
  ['the challenge is of another account', 'superseded', { stored: { ...challenge, sub: 'another' } }],
  ['the security version was raised', 'revoked', { recipient: { ...ada, securityVersion: 4 } }],
  ['the address was changed', 'superseded', { recipient: { ...ada, email: 'other@example.org' } }],
  ['the address was removed', 'superseded', { recipient: { ...ada, email: undefined } }],
  [
    'the challenge is bound to no address',
    'superseded',
    { stored: { ...challenge, addressDigest: undefined } },
  ],
  ['mails come back', 'undeliverable', { recipient: { ...ada, undeliverable: { reason: 'bounce', at: 1 } } }],
  ['the challenge has expired', 'expired', { stored: { ...challenge, validUntil: 1_000 } }],
])('sends nothing and derives no code if %s', async (_what, reason, world) => {
  expect(await compose(world)).toEqual({ mail: reason, derived: [] });
});

test('reads only challenges of enrolments, and names what it reads', async () => {
  const inputs: unknown[] = [];
  const item = (purpose: string) => ({
    ...{ v: { N: '1' }, purpose: { S: purpose }, sub: { S: SUB }, securityVersion: { N: '3' } },
    ...{ addressDigest: { S: challenge.addressDigest }, validUntil: { N: '2000' } },
  });
  const read = (found: unknown) =>
    createEnrolmentReader(
      {
        call: async (_operation, input) => {
          inputs.push(input);
          return { Item: found };
        },
      },
      'Table',
    ).find(DIGEST);
  expect(await read(item('enrolment'))).toEqual(challenge);
  expect(await read(item('reset-password'))).toBeUndefined();
  expect(await read(item('second-factor'))).toBeUndefined();
  expect(await read(undefined)).toBeUndefined();
  expect(inputs[0]).toMatchObject({ Key: { pk: { S: `CHALLENGE#${DIGEST}` } }, ConsistentRead: true });
  expect(JSON.stringify(inputs)).not.toMatch(/newPasswordHash|attempts|factor"/);
});
