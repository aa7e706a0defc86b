/** Tokens with a valid signature and invalid contents: another type, issuer, audience, time or account. */
import { randomUUID } from 'node:crypto';
import { withToken } from '../../faults/operation';
import { encodePart } from '../../lambda/shared/tokens/mint-token';
import type { Attack } from '../attack';
import type { Target } from '../target';
import { type BadToken, badTokens } from './bad-token';

const now = () => Math.floor(Date.now() / 1000);

const saying = (claims: (target: Target) => Readonly<Record<string, unknown>>) => (target: Target) =>
  target.mint.token({ claims: claims(target) });

const typed = (typ: unknown) => (target: Target) => target.mint.token({ header: { typ } });

const otherKinds: readonly BadToken[] = [
  ...Object.entries({
    'of any JWT': 'JWT',
    'of an ID token': 'id_token+jwt',
    'of a logout token': 'logout+jwt',
    'of a proof of possession': 'dpop+jwt',
    'of a security event': 'secevent+jwt',
    'of a refresh token': 'rt+jwt',
    'that begins like ours': 'at+jwt2',
    'with a parameter': 'at+jwt;v=1',
    'that is empty': '',
  }).map(([attack, typ]): BadToken => [`a type ${attack}`, 'wrong-type', typed(typ)]),
  ['no type', 'wrong-type', typed(undefined)],
  ['a type that is a list', 'wrong-type', typed(['at+jwt'])],
  ['a type that is null', 'wrong-type', typed(null)],
];

/** Issuers of another stage, or similar to ours. */
const otherIssuers: Readonly<Record<string, (issuer: string) => unknown>> = {
  'of another stage': (issuer) => issuer.replace(/[\w-]+$/, 'prod'),
  'with an additional slash': (issuer) => `${issuer}/`,
  'with an additional path': (issuer) => `${issuer}/evil`,
  'with our name in its path': (issuer) => `https://evil.example/${issuer}`,
  'with our name before an @': (issuer) => `${issuer}@evil.example`,
  'in capitals': (issuer) => issuer.toUpperCase(),
  // the local run's own issuer uses http
  'of another scheme': (issuer) => issuer.replace('http:', 'https:'),
  'that is empty': () => '',
  'in a list': (issuer) => [issuer],
  'in a list with another': (issuer) => ['https://evil.example', issuer],
};

const otherPlaces: readonly BadToken[] = [
  ...Object.entries(otherIssuers).map(
    ([attack, change]): BadToken => [
      `an issuer ${attack}`,
      'wrong-issuer',
      saying(({ mint }) => ({ iss: change(String(mint.claims.iss)) })),
    ],
  ),
  [
    'an issuer that is an object',
    'wrong-issuer',
    saying(({ mint }) => ({ iss: { [String(mint.claims.iss)]: true } })),
  ],
];

const otherAudiences: readonly BadToken[] = [
  ['the audience of another API', 'wrong-audience', saying(() => ({ aud: 'another' }))],
  [
    'our audience in capitals',
    'wrong-audience',
    saying(({ mint }) => ({ aud: String(mint.claims.aud).toUpperCase() })),
  ],
  [
    'an audience that begins like ours',
    'wrong-audience',
    saying(({ mint }) => ({ aud: `${mint.claims.aud}2` })),
  ],
  ['an empty audience', 'wrong-audience', saying(() => ({ aud: '' }))],
  ['no audience in a list', 'wrong-audience', saying(() => ({ aud: [] }))],
  ['our audience among others', 'bad-claims', saying(({ mint }) => ({ aud: ['another', mint.claims.aud] }))],
  [
    'an audience that is an object',
    'wrong-audience',
    saying(({ mint }) => ({ aud: { 0: mint.claims.aud } })),
  ],
];

const otherTimes: readonly BadToken[] = [
  ['a token that expired an hour ago', 'expired', saying(() => ({ exp: now() - 3600 }))],
  ['a token that has just expired', 'expired', saying(() => ({ exp: now() - 1 }))],
  ['a token that expires in this second', 'expired', saying(() => ({ exp: now() }))],
  ['a token that expired with the epoch', 'expired', saying(() => ({ exp: 0 }))],
  ['an expiry before the epoch', 'expired', saying(() => ({ exp: -1 }))],
  ['an expiry as a text', 'bad-claims', saying(() => ({ exp: String(now() + 3600) }))],
  ['an expiry that is null', 'bad-claims', saying(() => ({ exp: null }))],
  ['an expiry that is a list', 'bad-claims', saying(() => ({ exp: [now() + 3600] }))],
  ['an expiry with a fraction', 'bad-claims', saying(() => ({ exp: now() + 3600.5 }))],
  [
    'an expiry beyond every number',
    'bad-claims',
    ({ mint }) =>
      mint.signParts(
        encodePart(mint.header),
        encodePart(JSON.stringify(mint.claims).replace(/"exp":\d+/, '"exp":1e999')),
      ),
  ],
  ['an expiry in a million years', 'bad-claims', saying(() => ({ exp: 1e20 }))],
  ['a token that is valid from tomorrow', 'not-yet-valid', saying(() => ({ nbf: now() + 86_400 }))],
  ['a token that is valid in a minute', 'not-yet-valid', saying(() => ({ nbf: now() + 60 }))],
  ['a not-before as a text', 'bad-claims', saying(() => ({ nbf: 'now' }))],
  ['an issue date as a text', 'bad-claims', saying(() => ({ iat: String(now()) }))],
  ['an issue date before the epoch', 'bad-claims', saying(() => ({ iat: -1 }))],
  ['a sign-in with a fraction', 'bad-claims', saying(() => ({ auth_time: now() + 0.5 }))],
  ['a sign-in as a text', 'bad-claims', saying(() => ({ auth_time: String(now()) }))],
  ['a start of the session as a text', 'bad-claims', saying(() => ({ session_start: String(now()) }))],
];

const REQUIRED = [
  ...['iss', 'sub', 'aud', 'client_id', 'exp', 'iat', 'jti', 'sid', 'username'],
  ...['auth_time', 'amr', 'session_start'],
];

const wrongTypes: Readonly<Record<string, unknown>> = {
  sub: 7,
  client_id: ['latchkey'],
  jti: null,
  sid: { S: 'x' },
  username: '',
  amr: 'pwd',
  scope: ['admin'],
};

const brokenClaims: readonly BadToken[] = [
  ...REQUIRED.map(
    (name): BadToken => [`no ${name} claim`, 'bad-claims', saying(() => ({ [name]: undefined }))],
  ),
  ...Object.entries(wrongTypes).map(
    ([name, value]): BadToken => [
      `a ${name} claim of ${JSON.stringify(value)}`,
      'bad-claims',
      saying(() => ({ [name]: value })),
    ],
  ),
  ['an empty sub', 'bad-claims', saying(() => ({ sub: '' }))],
  ['a scope that is an object', 'bad-claims', saying(() => ({ scope: { admin: true } }))],
];

const otherPersons: readonly BadToken[] = [
  ["another account's sub with the own session", 'session-ended', saying(({ eve }) => ({ sub: eve.id }))],
  ["another account's session with the own sub", 'session-ended', saying(({ eve }) => ({ sid: eve.sid }))],
  ['a session that never existed', 'session-ended', saying(() => ({ sid: randomUUID() }))],
  ['an account that never existed', 'session-ended', saying(() => ({ sub: randomUUID() }))],
  ['a sub that is another key of the table', 'session-ended', saying(({ ada }) => ({ sub: `${ada.id}#` }))],
  [
    'two sub claims, the last one another account: JSON parsers take the last',
    'session-ended',
    ({ mint, eve }) =>
      mint.signParts(
        encodePart(mint.header),
        encodePart(`${JSON.stringify(mint.claims).slice(0, -1)},"sub":"${eve.id}"}`),
      ),
  ],
];

const duplicates: readonly Attack[] = [
  ...badTokens(
    ['ASVS V9.1.1', 'RFC 7515 section 4'],
    [
      [
        'two algorithms, the last one none',
        'wrong-algorithm',
        ({ mint }) =>
          mint.signParts(
            encodePart(`${JSON.stringify(mint.header).slice(0, -1)},"alg":"none"}`),
            encodePart(mint.claims),
          ),
      ],
      [
        'two issuers, the last one another',
        'wrong-issuer',
        ({ mint }) =>
          mint.signParts(
            encodePart(mint.header),
            encodePart(`${JSON.stringify(mint.claims).slice(0, -1)},"iss":"https://evil.example"}`),
          ),
      ],
      [
        'two expiries, the last one past',
        'expired',
        ({ mint }) =>
          mint.signParts(
            encodePart(mint.header),
            encodePart(`${JSON.stringify(mint.claims).slice(0, -1)},"exp":1}`),
          ),
      ],
    ],
  ),
  {
    requirement: ['ASVS V9.1.1', 'RFC 7519 section 4'],
    attack:
      "two sub claims, the first one another account's: the last counts, for the session and for the answer",
    request: async ({ mint, eve }) =>
      withToken(
        await mint.signParts(
          encodePart(mint.header),
          encodePart(JSON.stringify(mint.claims).replace('{', `{"sub":"${eve.id}",`)),
        ),
        { path: '/users/me' },
      ),
    expected: { status: 200 },
    after: ({ json }, { ada }) => expect(json.id).toBe(ada.id),
  },
];

/** Prove that the rows above fail only for what they change. */
const sound: readonly Attack[] = (
  [
    ['nothing', {}],
    ['the long form of the type', { header: { typ: 'application/at+jwt' } }],
    ['a not-before in the past', { claims: { nbf: 1 } }],
    ['an unknown claim', { claims: { role: 'admin' } }],
  ] as const
).map(([change, changes]) => ({
  requirement: ['ASVS V9.1.1', 'RFC 9068 section 4'],
  attack: `a token with the same signature that differs by ${change} is accepted`,
  request: async ({ mint }) => withToken(await mint.token(changes), { path: '/users/me' }),
  expected: { status: 200 },
  after: ({ json }, { ada }) => expect(json).toMatchObject({ id: ada.id, scopes: [] }),
}));

export const tokenContentAttacks: readonly Attack[] = [
  ...sound,
  ...badTokens(['ASVS V9.2.2', 'RFC 8725 section 3.11', 'RFC 9068 section 4'], otherKinds),
  ...badTokens(['ASVS V9.1.1', 'RFC 8725 section 3.8'], otherPlaces),
  ...badTokens(['ASVS V9.2.3', 'RFC 8725 section 3.9'], otherAudiences),
  ...badTokens(['ASVS V9.2.1', 'RFC 7519 section 4.1.4'], otherTimes),
  ...badTokens(['ASVS V9.2.2', 'RFC 9068 section 2.2'], brokenClaims),
  ...badTokens(['ASVS V8.2.2', 'ASVS V7.2.1', 'RFC 8725 section 3.8'], otherPersons),
  ...duplicates,
];
