import { createPublicKey } from 'node:crypto';
import { findAlgorithm } from '../../../../../lambda/identity/passkeys/verification/public-key';
import { verifyRegistration } from '../../../../../lambda/identity/passkeys/verification/verify-registration';
import { type CoseKey, toCoseKey } from '../../../../support/webauthn/credential-key';
import { type CborValue, encodeCbor } from '../../../../support/webauthn/encode-cbor';
import {
  challenge,
  createPageAuthenticator,
  registrationOptions,
  relyingParty,
} from '../../../../support/webauthn/passkey-ceremony';

// the base points of the curves, and a modulus of no known primes
const P256 = {
  x: 'axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY',
  y: 'T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU',
};
const ed25519 = toCoseKey('EdDSA', { x: Buffer.alloc(32, 0x66).fill(0x58, 0, 1).toString('base64url') });
const es256 = toCoseKey('ES256', P256);
const rs256 = (bits: number, last = 1) => {
  const n = Buffer.alloc(Math.ceil(bits / 8), 0x55);
  n[0] = 0xff >> (n.length * 8 - bits);
  n[n.length - 1] = last;
  return toCoseKey('RS256', { n: n.toString('base64url'), e: 'AQAB' });
};
const withParameter = (key: CoseKey, parameter: number, value: CborValue): CoseKey =>
  new Map([...key, [parameter, value]]);
const without = (key: CoseKey, parameter: number): CoseKey =>
  new Map([...key].filter(([name]) => name !== parameter));
const bytes = (key: CoseKey, parameter: number) => key.get(parameter) as Buffer;

test.each<[number, string, CoseKey]>([
  [-8, 'Ed25519', ed25519],
  [-7, 'P-256', es256],
  [-257, 'RSA of 2048 bits', rs256(2048)],
  [-257, 'RSA of 2049 bits', rs256(2049)],
  [-257, 'RSA of 4096 bits', rs256(4096)],
])('algorithm %i with a key of %s is accepted', (algorithm, _, key) => {
  expect(findAlgorithm(encodeCbor(key))).toBe(algorithm);
});

/** A point of P-256 with the x coordinate 5, whose x coordinate has a second form that fits 32 bytes. */
const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const toBytes = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
const small = {
  x: toBytes(5n),
  y: Buffer.from('459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc', 'hex'),
};

const refused: readonly [string, CborValue][] = [
  ['a key that is not a map', [1, 2]],
  ['an empty key', new Map()],
  ['Ed25519 under ES256', withParameter(ed25519, 3, -7)],
  ['P-256 under EdDSA', withParameter(es256, 3, -8)],
  ['P-256 under RS256', withParameter(es256, 3, -257)],
  ['ES256K', withParameter(es256, 3, -47)],
  ['RSA with SHA-1', withParameter(rs256(2048), 3, -65535)],
  ['RSA with PSS', withParameter(rs256(2048), 3, -37)],
  ['P-256 with the type of Ed25519', withParameter(es256, 1, 1)],
  ['Ed25519 with the type of P-256', withParameter(ed25519, 1, 2)],
  ['RSA with the type of a curve', withParameter(rs256(2048), 1, 2)],
  ['a type in text', withParameter(ed25519, 1, 'OKP')],
  ['P-384', withParameter(es256, -1, 2)],
  ['Ed448', withParameter(ed25519, -1, 7)],
  ['a further parameter', withParameter(ed25519, 4, [2])],
  ['a private key', withParameter(ed25519, -4, Buffer.alloc(32))],
  ['a missing coordinate', without(es256, -3)],
  ['a sign in place of a coordinate', withParameter(es256, -3, true)],
  ['a short coordinate', withParameter(es256, -2, bytes(es256, -2).subarray(1))],
  ['a long coordinate', withParameter(es256, -2, Buffer.concat([Buffer.of(0), bytes(es256, -2)]))],
  ['a point off the curve', withParameter(es256, -3, bytes(es256, -2))],
  ['the coordinates zero', new Map([...es256, [-2, Buffer.alloc(32)], [-3, Buffer.alloc(32)]])],
  ['a coordinate above the prime', new Map([...es256, [-2, toBytes(5n + p)], [-3, small.y]])],
  ['a short key of Ed25519', withParameter(ed25519, -2, Buffer.alloc(31, 0x66))],
  ['a key of small order', withParameter(ed25519, -2, Buffer.alloc(32).fill(1, 0, 1))],
  ['a key above the prime', withParameter(ed25519, -2, Buffer.alloc(32, 0xff))],
  ['RSA of 2047 bits', rs256(2047)],
  ['RSA of 1024 bits', rs256(1024)],
  ['RSA of 4097 bits', rs256(4097)],
  [
    'RSA with a zero in front',
    withParameter(rs256(2048), -1, Buffer.concat([Buffer.of(0), bytes(rs256(2048), -1)])),
  ],
  ['an even modulus', rs256(2048, 2)],
  ['the exponent 3', withParameter(rs256(2048), -2, Buffer.of(3))],
  ['the exponent 1', withParameter(rs256(2048), -2, Buffer.of(1))],
  ['a padded exponent', withParameter(rs256(2048), -2, Buffer.of(0, 1, 0, 1))],
];

test.each(refused)('%s is refused, and so is its registration', async (_, key) => {
  expect(findAlgorithm(encodeCbor(key))).toBeUndefined();
  const publicKey = key as CoseKey;
  const credential = await createPageAuthenticator().register(registrationOptions, { publicKey });
  const input = { credential, challenge, relyingParty, requireUserVerification: false };
  expect(await verifyRegistration(input)).toBeUndefined();
});

test('the point whose second form is refused is accepted in its first', () => {
  const key = new Map([...es256, [-2, small.x], [-3, small.y]]);
  expect(findAlgorithm(encodeCbor(key))).toBe(-7);
  const [x, y] = [small.x, small.y].map((coordinate) => coordinate.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' };
  expect(createPublicKey({ format: 'jwk', key: jwk }).asymmetricKeyType).toBe('ec');
});
