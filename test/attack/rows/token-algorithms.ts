/**
 * Tokens that try to choose their verification: no algorithm, another algorithm, or a key for another
 * purpose.
 */
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { encodePart, signParts } from '../../lambda/shared/tokens/mint-token';
import type { Attack } from '../attack';
import type { Mint } from '../mint';
import { type BadToken, badTokens } from './bad-token';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const ed = generateKeyPairSync('ed25519').privateKey;

/** Creates a token that names an algorithm, with the signature of any signer. */
function signedBy({ header, claims }: Mint, alg: unknown, signer: (input: Buffer) => Buffer): string {
  return signParts(encodePart({ ...header, alg }), encodePart(claims), signer);
}

const unsigned = ({ header, claims }: Mint, alg: string) =>
  `${encodePart({ ...header, alg })}.${encodePart(claims)}.`;

/** The public key in each form that an attacker can use as a shared secret. */
const publicForms: Readonly<Record<string, (key: KeyObject) => string | Buffer>> = {
  PEM: (key) => key.export({ type: 'spki', format: 'pem' }),
  'PEM without its last line end': (key) => String(key.export({ type: 'spki', format: 'pem' })).trimEnd(),
  'PKCS#1 PEM': (key) => key.export({ type: 'pkcs1', format: 'pem' }),
  DER: (key) => key.export({ type: 'spki', format: 'der' }),
  JWK: (key) => JSON.stringify(key.export({ format: 'jwk' })),
};

const hmac = (secret: string | Buffer, hash: string) => (input: Buffer) =>
  createHmac(hash, secret).update(input).digest();

const noneSpellings = ['none', 'None', 'NONE', 'nOnE'];

const withoutAlgorithm: readonly BadToken[] = [
  ...noneSpellings.map(
    (alg): BadToken => [`alg ${alg} and no signature`, 'not asked', ({ mint }) => unsigned(mint, alg)],
  ),
  ...noneSpellings.map(
    (alg): BadToken => [
      `alg ${alg} and a signature of another token`,
      'wrong-algorithm',
      ({ mint, ada }) => unsigned(mint, alg) + ada.token.split('.')[2],
    ],
  ),
  ['no alg', 'malformed', ({ mint }) => mint.token({ header: { alg: undefined } })],
  ['an empty alg', 'malformed', ({ mint }) => mint.token({ header: { alg: '' } })],
  ['alg null', 'malformed', ({ mint }) => mint.token({ header: { alg: null } })],
  ['a list of algorithms', 'malformed', ({ mint }) => mint.token({ header: { alg: ['RS256', 'none'] } })],
  ['an alg that is an object', 'malformed', ({ mint }) => mint.token({ header: { alg: { name: 'RS256' } } })],
];

const confusedKeys: readonly BadToken[] = [
  ...Object.entries(publicForms).map(
    ([form, write]): BadToken => [
      `HS256 with the published key as its secret, in the form ${form}`,
      'wrong-algorithm',
      ({ mint }) => signedBy(mint, 'HS256', hmac(write(mint.publicKey), 'sha256')),
    ],
  ),
  [
    'HS384 with the published key as its secret',
    'wrong-algorithm',
    ({ mint }) => signedBy(mint, 'HS384', hmac(publicForms.PEM?.(mint.publicKey) ?? '', 'sha384')),
  ],
  [
    'HS256 with the kid as its secret',
    'wrong-algorithm',
    ({ mint }) => signedBy(mint, 'HS256', hmac(mint.kid, 'sha256')),
  ],
  [
    'HS256 with an empty secret',
    'wrong-algorithm',
    ({ mint }) => signedBy(mint, 'HS256', hmac('', 'sha256')),
  ],
  [
    'an HMAC with the published key under alg RS256',
    'bad-signature',
    ({ mint }) => signedBy(mint, 'RS256', hmac(publicForms.PEM?.(mint.publicKey) ?? '', 'sha256')),
  ],
];

const otherAlgorithms: readonly BadToken[] = [
  ['rs256 in small letters', 'wrong-algorithm', ({ mint }) => mint.token({ header: { alg: 'rs256' } })],
  ['RS256 followed by a space', 'wrong-algorithm', ({ mint }) => mint.token({ header: { alg: 'RS256 ' } })],
  [
    'a valid signature of the right key under alg RS384',
    'wrong-algorithm',
    ({ mint }) => mint.token({ header: { alg: 'RS384' }, algorithm: 'RSASSA_PKCS1_V1_5_SHA_384' }),
  ],
  [
    'a valid signature of the right key under alg RS512',
    'wrong-algorithm',
    ({ mint }) => mint.token({ header: { alg: 'RS512' }, algorithm: 'RSASSA_PKCS1_V1_5_SHA_512' }),
  ],
  [
    'a valid signature of the right key under alg PS256',
    'wrong-algorithm',
    ({ mint }) => mint.token({ header: { alg: 'PS256' }, algorithm: 'RSASSA_PSS_SHA_256' }),
  ],
  [
    'a PSS signature of the right key under alg RS256',
    'bad-signature',
    ({ mint }) => mint.token({ algorithm: 'RSASSA_PSS_SHA_256' }),
  ],
  [
    'a SHA-512 signature of the right key under alg RS256',
    'bad-signature',
    ({ mint }) => mint.token({ algorithm: 'RSASSA_PKCS1_V1_5_SHA_512' }),
  ],
  [
    'ES256 by a key of the attacker',
    'wrong-algorithm',
    ({ mint }) =>
      signedBy(mint, 'ES256', (input) => sign('sha256', input, { key: ec, dsaEncoding: 'ieee-p1363' })),
  ],
  [
    'an ECDSA signature of zeros (CVE-2022-21449)',
    'wrong-algorithm',
    ({ mint }) => signedBy(mint, 'ES256', () => Buffer.alloc(64)),
  ],
  [
    'EdDSA by a key of the attacker',
    'wrong-algorithm',
    ({ mint }) => signedBy(mint, 'EdDSA', (input) => sign(null, input, ed)),
  ],
  [
    'an RSA signature of zeros',
    'bad-signature',
    ({ mint }) => signedBy(mint, 'RS256', () => Buffer.alloc(384)),
  ],
  [
    'an encryption algorithm instead of a signature',
    'wrong-algorithm',
    ({ mint }) => mint.token({ header: { alg: 'RSA-OAEP' } }),
  ],
  [
    'the unencrypted padding of a signature',
    'bad-signature',
    ({ mint }) =>
      signedBy(mint, 'RS256', () => Buffer.concat([Buffer.from([0, 1, 255, 0]), Buffer.alloc(380)])),
  ],
];

export const tokenAlgorithmAttacks: readonly Attack[] = [
  ...badTokens(['ASVS V9.1.2', 'RFC 8725 section 3.1', 'RFC 8725 section 3.2'], withoutAlgorithm),
  ...badTokens(['ASVS V9.1.2', 'RFC 8725 section 3.1'], confusedKeys),
  ...badTokens(['ASVS V9.1.2', 'RFC 8725 section 3.1'], otherAlgorithms),
];
