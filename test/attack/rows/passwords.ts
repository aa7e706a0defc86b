/** Common passwords, and rules that must not reject good passwords. */
import { withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import type { Sent } from '../../support/http-client';
import type { Attack, Requirement } from '../attack';
import type { Target } from '../target';
import { variants } from '../variants';

const rejected = { status: 400, code: 'VALIDATION_FAILED' } as const;

type Row = readonly [Requirement, attack: string, password: (username: string) => string];

const bad: readonly Row[] = [
  ['ASVS V6.2.1', 'of 14 characters', () => 'kq7-vn2-xw9-zp'],
  ['ASVS V6.2.1', 'of 14 characters in 28 code units', () => '\u{1f511}'.repeat(7) + '\u{1f512}'.repeat(7)],
  ['ASVS V6.2.1', 'of 15 characters that Unicode joins to fewer', () => `${'e\u0301'.repeat(7)}x`],
  ['ASVS V6.2.1', 'of no characters', () => ''],
  ['ASVS V6.2.4', 'that repeats a common one', () => 'passwordpassword'],
  ['ASVS V6.2.4', 'that is a common one in capitals', () => 'PASSWORDPASSWORD'],
  ['ASVS V6.2.4', 'that is a common one in full-width letters', () => 'ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ'],
  ['ASVS V6.2.4', 'of one character', () => 'a'.repeat(20)],
  ['ASVS V6.2.4', 'of the alphabet', () => 'abcdefghijklmnopqrst'],
  ['ASVS V6.2.4', 'of the digits downwards', () => '98765432109876543210'],
  ['ASVS V6.2.4', 'of a row of the keyboard', () => 'qwertyuiopqwertyuiop'],
  ['ASVS V6.2.4', 'that is a common one with digits', () => 'password1234567'],
  ['ASVS V6.2.4', 'that repeats a common one except for its end', () => 'letmeinletmeinle'],
  ['ASVS V6.2.11', 'that is the username and a common one', (username) => `${username} password`],
  ['ASVS V6.2.11', 'that is the username', (username) => username],
  ['ASVS V6.2.11', 'that is the username in capitals', (username) => username.toUpperCase()],
  ['ASVS V6.2.11', 'that is the username with a year', (username) => `${username}2026`],
  ['ASVS V6.2.11', 'that is the name of the service twice', () => 'latchkeylatchkey'],
  ['ASVS V6.2.11', 'that is the name of the service with a year', () => 'Latchkey-20262026'.slice(0, 15)],
  ['ASVS V6.2.9', 'of 257 characters', () => 'a long phrase '.repeat(19).slice(0, 257)],
  ['RFC 8265 section 4.2', 'with a NUL', () => 'a phrase with a\0 in it'],
  ['RFC 8265 section 4.2', 'with half of a surrogate pair', () => 'a phrase with \ud800 in it'],
];

const good: readonly Row[] = [
  ['ASVS V6.2.1', 'of 15 characters', () => 'kq7-vn2-xw9-zpr'],
  ['ASVS V6.2.5', 'of small letters alone', () => 'correcthorsebatterystaple'],
  ['ASVS V6.2.5', 'of digits alone', () => '837465019283746501'],
  ['ASVS V6.2.5', 'of spaces and signs alone', () => ' !"#$%&/()=?  *+~ '],
  ['ASVS V6.2.5', 'of another script', () => 'правильнаялошадьбатарея'],
  ['ASVS V6.2.5', 'of emoji', () => '🔑🐴🔋📎🔑🐴🔋📎🐴🔋📎🔑🔋📎🔑🐴'],
  ['ASVS V6.2.9', 'of 256 characters', () => 'another long phrase, '.repeat(13).slice(0, 256)],
];

/** Texts that equal the password for a verifier that truncates, trims or folds. */
const nearly: Readonly<Record<string, (password: string) => string>> = {
  'without its last character': (password) => password.slice(0, -1),
  'with one character more': (password) => `${password}x`,
  'with another character at place 73, which bcrypt ignores': (password) =>
    `${password.slice(0, 72)}#${password.slice(73)}`,
  'with another last character': (password) => `${password.slice(0, -1)}#`,
  'in capitals': (password) => password.toUpperCase(),
  'without its first space': (password) => password.trimStart(),
  'without its last space': (password) => password.trimEnd(),
  'followed by a NUL': (password) => `${password}\0x`,
};

const setPassword = ({ eve }: Target, new_password: string): Sent =>
  withToken(eve.token, {
    method: 'PUT',
    path: '/users/me/password',
    json: { current_password: eve.password, new_password },
  });

export const passwordAttacks: readonly Attack[] = [
  ...bad.flatMap(([requirement, attack, write]): Attack[] => [
    {
      requirement: [requirement, 'NIST SP 800-63B-4 section 3.1.1.2'],
      attack: `a sign-up with a password ${attack}`,
      request: () => {
        const { username } = createCredentials();
        return { method: 'POST', path: '/users', json: { username, password: write(username) } };
      },
      expected: rejected,
      after: ({ json }) => expect(json.errors).toMatchObject([{ pointer: '#/password' }]),
    },
    {
      requirement: [requirement, 'NIST SP 800-63B-4 section 3.1.1.2'],
      attack: `a change to a password ${attack}`,
      request: (target) => setPassword(target, write(target.eve.username)),
      expected: rejected,
      after: ({ json }) => expect(json.errors).toMatchObject([{ pointer: '#/new_password' }]),
    },
  ]),
  ...good.map(
    ([requirement, attack, write]): Attack => ({
      requirement: [requirement, 'NIST SP 800-63B-4 section 3.1.1.2'],
      attack: `a password ${attack} is accepted, and signs in`,
      play: async (target) => {
        const { username } = createCredentials();
        const credentials = { username, password: write(username) };
        expect((await target.send({ method: 'POST', path: '/users', json: credentials })).status).toBe(201);
        expect((await target.signIn(credentials)).username).toBe(username);
      },
    }),
  ),
  ...variants(
    Object.entries(nearly).map(
      ([attack, change]): Attack => ({
        requirement: ['ASVS V6.2.8', 'NIST SP 800-63B-4 section 3.1.1.2'],
        attack: `the right password ${attack}`,
        play: async ({ send }) => {
          const { username } = createCredentials();
          const password = ` ${'a phrase '.repeat(12)}`;
          expect((await send({ method: 'POST', path: '/users', json: { username, password } })).status).toBe(
            201,
          );
          const answer = await send({
            method: 'POST',
            path: '/sessions/create',
            json: { username, password: change(password) },
          });
          expect([400, 401]).toContain(answer.status);
        },
      }),
    ),
  ),
  {
    requirement: ['ASVS V6.2.2'],
    attack: 'an old password after its change',
    play: async (target) => {
      const owner = await target.signUp();
      const { password } = createCredentials();
      const json = { current_password: owner.password, new_password: password };
      const change = withToken(owner.token, { method: 'PUT', path: '/users/me/password', json });
      expect((await target.send(change)).status).toBe(204);
      await expect(target.signIn(owner)).rejects.toThrow('INVALID_CREDENTIALS');
      expect((await target.signIn({ ...owner, password })).id).toBe(owner.id);
    },
  },
  {
    requirement: ['ASVS V6.4.2'],
    attack: 'a hint or a question of an account',
    request: ({ ada }) => ({ path: `/users/${ada.username}/hint` }),
    expected: { status: 404, code: 'NOT_FOUND' },
  },
  ...variants(
    ['root', 'admin', 'sa', 'test', 'guest'].map(
      (username): Attack => ({
        requirement: ['ASVS V6.3.2'],
        attack: `the default account ${username}`,
        play: async ({ send, table }) => {
          for (const password of [username, 'password', 'admin', '']) {
            const answer = await send({
              method: 'POST',
              path: '/sessions/create',
              json: { username, password },
            });
            expect(answer.status).toBe(401);
          }
          expect(await table.readPartition(`NAME#${username}`)).toEqual([]);
        },
      }),
    ),
  ),
];
