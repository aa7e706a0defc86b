/** Usernames that look like others, or contain invisible characters. */
import { withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import type { Sent } from '../../support/http-client';
import type { Attack } from '../attack';
import { variants } from '../variants';

const rename = (token: string, username: string): Sent =>
  withToken(token, { method: 'PUT', path: '/users/me/username', json: { username } });

const register = (username: string): Sent => ({
  method: 'POST',
  path: '/users',
  json: { ...createCredentials(), username },
});

/** Spellings that Unicode treats as equal (NFKC, and case). They all belong to the account with the name. */
const sameNames: Readonly<Record<string, (name: string) => string>> = {
  'in capitals': (name) => name.toUpperCase(),
  'in full-width letters': (name) =>
    name.replace(/[a-z0-9]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
  'in mathematical digits': (name) =>
    name.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))),
  'with a modifier letter': (name) => name.replace('u', '\u1d58'),
  'with a circled letter': (name) => name.replace('u', '\u24e4'),
};

/** Characters that look like others or are invisible. Such usernames are rejected. */
const lookAlikes: Readonly<Record<string, (name: string) => string>> = {
  'a Cyrillic letter': (name) => name.replace('u', '\u0446'),
  'a Greek letter': (name) => name.replace('u', '\u03c5'),
  'a dotless i': (name) => `${name}\u0131`,
  'a zero-width space': (name) => `${name}\u200b`,
  'a zero-width joiner': (name) => name.replace('-', '\u200d-'),
  'a soft hyphen': (name) => name.replace('-', '\u00ad-'),
  'a mark that turns the direction': (name) => `\u202e${name}`,
  'a combining accent': (name) => `${name}\u0301`,
  'a trailing space': (name) => `${name} `,
  'a trailing no-break space': (name) => `${name}\u00a0`,
  'a tab': (name) => `${name}\t`,
  'a line end': (name) => `${name}\r\nadmin`,
  'an escape character': (name) => `${name}\u001b[2J`,
  'a DEL': (name) => `${name}\u007f`,
  'a byte order mark': (name) => `\ufeff${name}`,
  'a letter of right-to-left script': (name) => `${name}\u05d0`,
  'an emoji': (name) => `${name}\u{1f511}`,
  'a NUL': (name) => `${name}\0`,
  'an @, as an address has': (name) => `${name.slice(0, 40)}@example.com`,
};

/** Characters that lower case or NFKC could map to ASCII only in a second pass. */
const laterMappings: Readonly<Record<string, readonly [written: string, stored: string]>> = {
  'the Kelvin sign': ['\u212a', 'k'],
  'the long s': ['\u017f', 's'],
  'the ligature fi': ['\ufb01', 'fi'],
  'a superscript two': ['\u00b2', '2'],
};

export const usernameAttacks: readonly Attack[] = [
  ...variants(
    Object.entries(sameNames).map(
      ([attack, write]): Attack => ({
        requirement: ['RFC 8264 section 12.5'],
        attack: `ada's name ${attack}`,
        request: ({ ada }) => register(write(ada.username)),
        expected: { status: 409, code: 'USERNAME_TAKEN' },
      }),
    ),
  ),
  ...variants(
    Object.entries(sameNames).map(
      ([attack, write]): Attack => ({
        requirement: ['RFC 8264 section 12.5'],
        attack: `ada's name ${attack}, for an existing account`,
        request: ({ ada, eve }) => rename(eve.token, write(ada.username)),
        expected: { status: 409, code: 'USERNAME_TAKEN' },
      }),
    ),
  ),
  ...variants(
    Object.entries(lookAlikes).map(
      ([attack, write]): Attack => ({
        requirement: ['RFC 8264 section 12.5'],
        attack: `ada's name with ${attack}, for an existing account`,
        request: ({ ada, eve }) => rename(eve.token, write(ada.username).slice(0, 64)),
        expected: { status: 400, code: 'VALIDATION_FAILED' },
      }),
    ),
  ),
  ...variants(
    Object.entries(lookAlikes).map(
      ([attack, write]): Attack => ({
        requirement: ['RFC 8264 section 12.5'],
        attack: `ada's name with ${attack}`,
        request: ({ ada }) => register(write(ada.username).slice(0, 64)),
        expected: { status: 400, code: 'VALIDATION_FAILED' },
      }),
    ),
  ),
  ...variants(
    Object.entries(laterMappings).map(
      ([attack, [written, stored]]): Attack => ({
        requirement: ['RFC 8264 section 12.5'],
        attack: `a name with ${attack} instead of its letter`,
        play: async ({ send }) => {
          const { username } = createCredentials();
          expect((await send(register(`${username}${stored}`))).status).toBe(201);
          expect(await send(register(`${username}${written}`))).toMatchObject({
            status: 409,
            json: { code: 'USERNAME_TAKEN' },
          });
        },
      }),
    ),
  ),
  ...variants(
    [2, 65].map(
      (length): Attack => ({
        requirement: ['ASVS V2.2.1'],
        attack: `a name of ${length} characters`,
        request: () => register('x'.repeat(length)),
        expected: { status: 400, code: 'VALIDATION_FAILED' },
      }),
    ),
  ),
];
