/** Other spellings of a victim's address, and what must not reach a mail. */
import { withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import { readMails } from '../../support/read-mails';
import type { Attack } from '../attack';
import {
  askAndRead,
  askFor,
  countMessages,
  createAddressed,
  newAddress,
  signInBy,
  verifyAddress,
} from '../mailbox';
import type { Target, Victim } from '../target';
import { variants } from '../variants';

const INVALID = { status: 400, code: 'VALIDATION_FAILED' } as const;

type Spelling = (address: string) => string;

/** Spellings that are not an address: a mail server or another program could read them as the victim's. */
const refused: Readonly<Record<string, Spelling>> = {
  'a letter with an accent': (address) => address.replace('u', 'ú'),
  'a Cyrillic letter before the @': (address) => address.replace('u', '\u0446'),
  'a combining accent before the @': (address) => address.replace('@', '\u0301@'),
  'a full-width letter in the domain': (address) => address.replace('@e', '@ｅ'),
  'a full-width @': (address) => address.replace('@', '\uFF20'),
  'a full-width dot': (address) => address.replace('.com', '\uFF0Ecom'),
  'an ideographic dot': (address) => address.replace('.com', '\u3002com'),
  'a dot after the domain': (address) => `${address}.`,
  'a quoted local part': (address) => address.replace(/^(.*)@/, '"$1"@'),
  'a comment': (address) => address.replace('@', '(x)@'),
  'a display name': (address) => `Ada <${address}>`,
  'a second address': (address) => `${address},eve@example.org`,
  'a blank at the end': (address) => `${address} `,
  'a zero-width joiner': (address) => address.replace('@e', '@e\u200d'),
  'a soft hyphen': (address) => address.replace('@e', '@e\u00ad'),
  'a percent-encoded letter': (address) => address.replace('@e', '@%65'),
  'a NUL': (address) => `${address}\0`,
  'an address literal': (address) => address.replace('example.com', '[192.0.2.1]'),
};

/** Addresses that only look like the victim's. Each is another address. */
const distinct: Readonly<Record<string, Spelling>> = {
  'a Cyrillic letter in the domain': (address) => address.replace('@e', '@\u0435'),
  'a Greek letter in the domain': (address) => address.replace('example', 'ex\u03b1mple'),
  'a dot in the local part': (address) => address.replace(/^(.)/, '$1.'),
  'a tag after a plus': (address) => address.replace('@', '+x@'),
  'a subdomain': (address) => address.replace('@', '@mail.'),
};

/** Headers that clients and proxies use to name a host. */
const hostHeaders: Readonly<Record<string, string>> = {
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'http',
  'x-forwarded-prefix': '/evil',
  'x-original-host': 'evil.example',
  'x-host': 'evil.example',
  'x-original-url': 'https://evil.example/',
  forwarded: 'for=192.0.2.1;host=evil.example;proto=http',
  referer: 'https://evil.example/',
  origin: 'https://evil.example',
  'user-agent': '<img src=https://evil.example/>',
};

/** Lets the latest mail to an address come back. */
async function bounce({ origin }: Target, address: string): Promise<void> {
  const [mail] = await readMails(address, 1, origin);
  const { status } = await fetch(`${origin}/_local/mail/${mail?.id}/bounce`, { method: 'POST' });
  expect(status).toBe(200);
}

/** What a user sees of their addresses. */
async function readAddresses(target: Target, { token }: Victim) {
  const { json } = await target.send(withToken(token, { path: '/users/me' }));
  const { email, email_verified, pending_email } = json;
  return { email, email_verified, pending_email };
}

export const emailAddressAttacks: readonly Attack[] = [
  ...variants(
    Object.entries(refused).map(
      ([attack, write]): Attack => ({
        requirement: ['ASVS V2.2.1', 'RFC 5321 section 4.1.2'],
        attack: `a request for ada's address with ${attack}`,
        request: ({ eve }) => askFor(eve, write(newAddress())),
        expected: INVALID,
      }),
    ),
  ),
  ...variants(
    ['capitals', ...Object.keys(refused)].map(
      (attack): Attack => ({
        requirement: ['RFC 8264 section 12.5'],
        attack: `ada's address with ${attack} as a username`,
        request: ({ eve }) => {
          const username = (refused[attack] ?? ((address) => address.toUpperCase()))(newAddress());
          return withToken(eve.token, { method: 'PUT', path: '/users/me/username', json: { username } });
        },
        expected: INVALID,
      }),
    ),
  ),
  ...variants(
    Object.entries(distinct).map(
      ([attack, write]): Attack => ({
        requirement: ['RFC 8264 section 12.5', 'ASVS V6.6.2'],
        attack: `an account that verifies ada's address with ${attack} gets its own address, and not hers`,
        play: async (target) => {
          const ada = await createAddressed(target);
          const mallory = await target.signUp();
          const alike = write(ada.email);
          const [local, domain = ''] = alike.split('@');
          const ascii = `${local}@${new URL(`https://${domain}`).hostname}`;
          // the local run lists a mail under the domain's A-labels, to which it was sent
          await verifyAddress(target, mallory, ascii);
          expect((await signInBy(target, alike, mallory.password)).status).toBe(201);
          expect((await signInBy(target, alike, ada.password)).status).toBe(401);
          expect((await signInBy(target, ada.email, ada.password)).status).toBe(201);
          expect((await signInBy(target, ada.email, mallory.password)).status).toBe(401);
        },
      }),
    ),
  ),
  {
    requirement: ['RFC 8264 section 12.5', 'ASVS V6.6.2'],
    attack: "ada's address in capitals is hers: another account receives no code for it",
    play: async (target) => {
      const ada = await createAddressed(target);
      const mallory = await target.signUp();
      const { local, domain } = /^(?<local>.*)@(?<domain>.*)$/.exec(ada.email)?.groups ?? {};
      const { code, kind } = await askAndRead(target, mallory, `${local?.toUpperCase()}@${domain}`, 2);
      expect([code, kind]).toEqual([undefined, 'email-in-use']);
      const { status, json } = await signInBy(target, ada.email.toUpperCase(), ada.password);
      expect([status, typeof json.access_token]).toEqual([201, 'string']);
    },
  },
  ...variants(
    ['\r\nBcc: eve@example.com', '\nBcc: eve@example.com', '\r', '\u0000', '\u2028', '%0d%0aBcc:x@y.z'].map(
      (injected): Attack => ({
        requirement: ['RFC 5322 section 2.2'],
        attack: `a header behind an address: ${JSON.stringify(injected)}`,
        play: async (target) => {
          const before = countMessages(target);
          for (const email of [`ada@example.com${injected}`, `ada${injected}@example.com`]) {
            const { status, json } = await target.send(askFor(target.eve, email));
            expect([status, json.code]).toEqual([400, 'VALIDATION_FAILED']);
          }
          expect(countMessages(target)).toBe(before);
        },
      }),
    ),
  ),
  ...variants(
    [`de\tBcc: eve@example.com`, '../../de', `${'x,'.repeat(3_000)}de`, '{{code}}'].map(
      (language): Attack => ({
        requirement: ['RFC 5322 section 2.2'],
        attack: `a language that is none: ${JSON.stringify(language.slice(0, 30))}`,
        play: async (target) => {
          const user = await target.signUp();
          const email = newAddress();
          const headers = { 'accept-language': language };
          expect((await target.send(askFor(user, email, { headers }))).status).toBe(202);
          // a later request voids a mail that is not sent yet
          const [plain] = await readMails(email, 1, target.origin);
          expect(plain?.subject).toMatch(/^Verify /);
          expect(JSON.stringify(plain)).not.toMatch(/eve@|\.\.\/|\{\{/);
        },
      }),
    ),
  ),
  {
    requirement: ['RFC 9110 section 7.2'],
    attack: 'headers that name another host: none of them reaches the mail',
    play: async (target) => {
      const user = await target.signUp({ headers: hostHeaders });
      const email = newAddress();
      expect((await target.send(askFor(user, email, { headers: hostHeaders }))).status).toBe(202);
      const [forged] = await readMails(email, 1, target.origin);
      const mails = await fetch(`${target.origin}/_local/mail?to=${email}`, {
        headers: { accept: 'application/json' },
      });
      // its link leads to the API, whose address the stage sets
      const text = (await mails.text()).replaceAll(`${target.origin}/`, '');
      expect(text).toContain(forged?.code ?? 'a code');
      expect(text).not.toMatch(/evil|<img|192\.0\.2\.1|localhost|127\.0\.0\.1/);
    },
  },
  {
    requirement: ['ASVS V6.3.8'],
    attack: 'a username with an @ signs no one up',
    request: () => ({
      ...{ method: 'POST', path: '/users' },
      json: { ...createCredentials(), username: newAddress() },
    }),
    expected: INVALID,
  },
  {
    requirement: ['ASVS V6.3.8'],
    attack: 'a dead address is asked for, to see from the bounce whether another account has it',
    onlyInAll: true,
    play: async (target) => {
      const owner = await createAddressed(target);
      await bounce(target, owner.email);
      const [mallory, trudy] = [await target.signUp(), await target.signUp()];
      const free = newAddress();
      await askAndRead(target, mallory, free);
      await bounce(target, free);
      const discarded = target.logged('mail_discarded').length;
      expect((await target.send(askFor(trudy, owner.email))).status).toBe(202);
      await target.waitForLog('mail_discarded', discarded + 1);
      const [seen, seenOfTaken] = [await readAddresses(target, mallory), await readAddresses(target, trudy)];
      expect(seen).toEqual({ email: null, email_verified: false, pending_email: free });
      expect(seenOfTaken).toEqual({ ...seen, pending_email: owner.email });
    },
  },
];
