import { generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { readEcdsaSignature } from '../../../../../lambda/identity/passkeys/verification/ecdsa-signature';

const numRuns = process.env.SOAK === '1' ? 100_000 : 300;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const SIZE = 32;

/** Writes a positive integer in DER. */
function encodeInteger(value: Uint8Array): Buffer {
  const start = value.findIndex((byte) => byte !== 0);
  const bytes = value.subarray(start);
  const sign = (bytes[0] ?? 0) >= 0x80 ? [0] : [];
  return Buffer.of(0x02, sign.length + bytes.length, ...sign, ...bytes);
}

function encode(r: Uint8Array, s: Uint8Array): Buffer {
  const integers = Buffer.concat([encodeInteger(r), encodeInteger(s)]);
  return Buffer.concat([Buffer.of(0x30, integers.length), integers]);
}

/** Returns the 32 bytes of an integer that was read. */
const pad = (bytes: Uint8Array) => Buffer.concat([Buffer.alloc(SIZE), bytes]).subarray(-SIZE);

const integer = fc
  .tuple(fc.uint8Array({ minLength: SIZE, maxLength: SIZE }), fc.integer({ min: 0, max: SIZE - 1 }))
  .map(([bytes, zeros]) => bytes.fill(0, 0, zeros))
  .filter((bytes) => bytes.some((byte) => byte !== 0));

test('the integers of every signature are read, whatever their lengths', () => {
  fc.assert(
    fc.property(integer, integer, (r, s) => {
      const signature = readEcdsaSignature(encode(r, s));
      expect([signature?.r, signature?.s].map((bytes) => bytes && pad(bytes))).toEqual([r, s].map(pad));
    }),
    { numRuns },
  );
});

test('the integers of signatures of Node.js are those that it verifies', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (data) => {
      const signature = readEcdsaSignature(sign('sha256', data, privateKey));
      const raw = Buffer.concat([pad(signature?.r ?? data), pad(signature?.s ?? data)]);
      expect(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
    }),
    { numRuns: numRuns / 10 },
  );
});

test('a changed signature is refused, or is the one encoding of other integers', () => {
  const change = fc.tuple(fc.nat(80), fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 1), fc.nat(2));
  fc.assert(
    fc.property(integer, integer, fc.array(change, { minLength: 1, maxLength: 3 }), (r, s, changes) => {
      const bytes = [...encode(r, s)];
      for (const [place, byte, removed, added] of changes)
        bytes.splice(place % bytes.length, removed, ...Array(added).fill(byte));
      const read = readEcdsaSignature(Uint8Array.from(bytes));
      if (read) expect([...encode(read.r, read.s)]).toEqual(bytes);
      else expect(read).toBeUndefined();
    }),
    { numRuns },
  );
});

test.each<[string, string]>([
  ['nothing', ''],
  ['a sequence alone', '3000'],
  ['one integer', '3003020101'],
  ['three integers', '3009020101020101020101'],
  ['a cut integer', '3005020101 0202'],
  ['bytes after the sequence', '3006020101020101 00'],
  ['bytes after the integers', '3007020101020101 00'],
  ['a length that is too small', '3005020101020101'],
  ['a length that is too large', '3007020101020101'],
  ['a long form of a length', '308106020101020101'],
  ['an indefinite length', '3080020101020101 0000'],
  ['a long form of the length of an integer', '300702810101020101'],
  ['a set', '3106020101020101'],
  ['an octet string', '3006040101020101'],
  ['an empty integer', '30050200020101'],
  ['a zero', '3006020100020101'],
  ['a negative integer', '3006020180020101'],
  ['a padded integer', '300702020001020101'],
  ['33 bytes', `3026 0221${'01'.repeat(33)} 020101`],
  ['34 bytes', `3027 022200${'ff'.repeat(33)} 020101`],
])('%s is refused', (_, hex) => {
  expect(readEcdsaSignature(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toBeUndefined();
});
