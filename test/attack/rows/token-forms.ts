/** Tokens with other spellings, sizes and encodings, and tokens that were changed after signing. */
import { encodePart } from '../../lambda/shared/tokens/mint-token';
import type { Attack } from '../attack';
import type { Target } from '../target';
import { type BadToken, badTokens } from './bad-token';

/** The parts of ada's token. */
interface Parts {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
}

/** Creates a token from parts that differ from ada's. */
function withParts(make: (parts: Parts, target: Target) => string): (target: Target) => string {
  return (target) => {
    const [header = '', payload = '', signature = ''] = target.ada.token.split('.');
    return make({ header, payload, signature }, target);
  };
}

/**
 * Encodes the same bytes with other spare bits. If the number of bytes is two more than a multiple of three,
 * the last character has two of them.
 */
function respell(part: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return part.slice(0, -1) + alphabet[alphabet.indexOf(part.slice(-1)) + 1];
}

const spellings: readonly BadToken[] = [
  ['a tab inside', 'not asked', ({ ada }) => ada.token.replace('.', '.\t')],
  ['a space inside', 'not asked', ({ ada }) => ada.token.replace('.', ' .')],
  ['padding', 'not asked', ({ ada }) => `${ada.token}==`],
  [
    'base64 instead of base64url',
    'not asked',
    withParts(({ header, payload, signature }) => `${header}.${payload}.+/${signature.slice(2)}`),
  ],
  ['percent-encoded points', 'not asked', ({ ada }) => ada.token.replaceAll('.', '%2e')],
  ['quotation marks', 'not asked', ({ ada }) => `"${ada.token}"`],
  ['letters beyond ASCII', 'not asked', ({ ada }) => `${ada.token}é`],
  ['two parts', 'not asked', withParts(({ header, payload }) => `${header}.${payload}`)],
  ['four parts', 'not asked', ({ ada }) => `${ada.token}.x`],
  ['five parts, as of an encrypted token', 'not asked', withParts(({ header }) => `${header}.e.i.c.t`)],
  ['an empty header', 'not asked', withParts(({ payload, signature }) => `.${payload}.${signature}`)],
  [
    'an empty payload: a detached signature',
    'not asked',
    withParts(({ header, signature }) => `${header}..${signature}`),
  ],
  ['two tokens with a comma', 'not asked', ({ ada, eve }) => `${eve.token},${ada.token}`],
  ['two tokens with a space', 'not asked', ({ ada, eve }) => `${eve.token} ${ada.token}`],
  [
    'the JSON serialization',
    'not asked',
    withParts(({ header, payload, signature }) =>
      JSON.stringify({
        protected: header,
        payload,
        signature,
      }),
    ),
  ],
  [
    'spare bits of the payload',
    'malformed',
    ({ mint }) =>
      mint.signParts(
        encodePart(mint.header),
        respell(encodePart({ ...mint.claims, pad: padOf(mint.claims) })),
      ),
  ],
  ['a part of one character', 'malformed', () => 'a.b.c'],
];

/** Returns padding that makes the JSON two bytes longer than a multiple of three. */
function padOf(claims: object): string {
  const length = JSON.stringify({ ...claims, pad: '' }).length;
  return 'x'.repeat((5 - (length % 3)) % 3);
}

const contents: readonly BadToken[] = [
  [
    'a header that is not JSON',
    'malformed',
    ({ mint }) => mint.signParts(encodePart('{'), encodePart(mint.claims)),
  ],
  [
    'a header that is a list',
    'malformed',
    ({ mint }) => mint.signParts(encodePart([mint.header]), encodePart(mint.claims)),
  ],
  [
    'a header that is null',
    'malformed',
    ({ mint }) => mint.signParts(encodePart(null), encodePart(mint.claims)),
  ],
  [
    'a header in two JSON texts',
    'malformed',
    ({ mint }) => mint.signParts(encodePart(`${JSON.stringify(mint.header)}{}`), encodePart(mint.claims)),
  ],
  [
    'a payload that is not JSON',
    'malformed',
    ({ mint }) => mint.signParts(encodePart(mint.header), encodePart('{')),
  ],
  [
    'a payload that is a list',
    'malformed',
    ({ mint }) => mint.signParts(encodePart(mint.header), encodePart([mint.claims])),
  ],
  [
    'a payload that is a text',
    'malformed',
    ({ mint }) => mint.signParts(encodePart(mint.header), encodePart(JSON.stringify('claims'))),
  ],
  [
    'a payload that is null',
    'malformed',
    ({ mint }) => mint.signParts(encodePart(mint.header), encodePart(null)),
  ],
  [
    'a payload in UTF-16',
    'malformed',
    ({ mint }) =>
      mint.signParts(
        encodePart(mint.header),
        Buffer.from(JSON.stringify(mint.claims), 'utf16le').toString('base64url'),
      ),
  ],
  [
    'a token in a token',
    'malformed',
    ({ mint, ada }) => mint.signParts(encodePart(mint.header), encodePart(ada.token)),
  ],
  [
    'a token in a token, announced by cty',
    'unexpected-header',
    ({ mint, ada }) => mint.signParts(encodePart({ ...mint.header, cty: 'JWT' }), encodePart(ada.token)),
  ],
  ['a token over 8 KB', 'too-large', ({ mint }) => mint.token({ claims: { pad: 'x'.repeat(5_600) } })],
];

const tampered: readonly BadToken[] = [
  [
    'another sub under the same signature',
    'bad-signature',
    withParts(
      ({ header, signature }, target) =>
        `${header}.${encodePart({ ...target.mint.claims, sub: target.eve.id })}.${signature}`,
    ),
  ],
  [
    'an additional scope under the same signature',
    'bad-signature',
    withParts(
      ({ header, signature }, target) =>
        `${header}.${encodePart({ ...target.mint.claims, scope: 'admin' })}.${signature}`,
    ),
  ],
  [
    'a later expiry under the same signature',
    'bad-signature',
    withParts(
      ({ header, signature }, target) =>
        `${header}.${encodePart({ ...target.mint.claims, exp: 4_000_000_000 })}.${signature}`,
    ),
  ],
  [
    'the same claims in another order',
    'bad-signature',
    withParts(
      ({ header, signature }, target) =>
        `${header}.${encodePart(Object.fromEntries(Object.entries(target.mint.claims).reverse()))}.${signature}`,
    ),
  ],
  [
    'the same header in another order',
    'bad-signature',
    withParts(
      ({ payload, signature }, target) =>
        `${encodePart(Object.fromEntries(Object.entries(target.mint.header).reverse()))}.${payload}.${signature}`,
    ),
  ],
  [
    "another account's signature",
    'bad-signature',
    withParts(({ header, payload }, target) => `${header}.${payload}.${target.eve.token.split('.')[2]}`),
  ],
  [
    "another account's payload",
    'bad-signature',
    withParts(({ header, signature }, target) => `${header}.${target.eve.token.split('.')[1]}.${signature}`),
  ],
  [
    'half a signature',
    'bad-signature',
    withParts(({ header, payload, signature }) => `${header}.${payload}.${signature.slice(0, 256)}`),
  ],
  [
    'a signature with an additional byte',
    'bad-signature',
    withParts(({ header, payload, signature }) => `${header}.${payload}.${signature}AAAA`),
  ],
  [
    'a signature with its first bit turned',
    'bad-signature',
    withParts(({ header, payload, signature }) => `${header}.${payload}.${turnFirst(signature)}`),
  ],
];

function turnFirst(part: string): string {
  const bytes = Buffer.from(part, 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 0x80;
  return bytes.toString('base64url');
}

/** Other secrets that the API issues. */
const otherTokens: readonly BadToken[] = [
  ['a refresh token', 'not asked', ({ ada }) => ada.refreshToken],
  ['a device token', 'malformed', ({ ada }) => ada.deviceToken],
  ['a password', 'not asked', ({ ada }) => ada.password],
];

export const tokenFormAttacks: readonly Attack[] = [
  ...badTokens(['ASVS V9.1.1', 'RFC 7515 section 2'], spellings),
  ...badTokens(['ASVS V9.1.1', 'RFC 7515 section 5.2'], contents),
  ...badTokens(['ASVS V9.1.1', 'RFC 8725 section 3.3'], tampered),
  ...badTokens(['ASVS V9.2.2', 'RFC 8725 section 3.12'], otherTokens),
];
