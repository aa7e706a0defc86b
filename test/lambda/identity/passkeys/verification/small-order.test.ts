import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { hasSmallOrder } from '../../../../../lambda/identity/passkeys/verification/small-order';

// the curve edwards25519: -x^2 + y^2 = 1 + d x^2 y^2 (RFC 8032 section 5.1)
const p = 2n ** 255n - 19n;
const mod = (a: bigint) => ((a % p) + p) % p;
const power = (base: bigint, exponent: bigint): bigint =>
  exponent === 0n ? 1n : mod(power(mod(base * base), exponent / 2n) * (exponent % 2n === 1n ? base : 1n));
const invert = (a: bigint) => power(mod(a), p - 2n);
const d = mod(-121665n * invert(121666n));
const ROOT = power(2n, (p - 1n) / 4n);

type Point = readonly [bigint, bigint];

function add([x1, y1]: Point, [x2, y2]: Point): Point {
  const product = mod(d * x1 * x2 * y1 * y2);
  const x = mod((x1 * y2 + x2 * y1) * invert(1n + product));
  return [x, mod((y1 * y2 + x1 * x2) * invert(1n - product))];
}

/** Returns the point with a y coordinate and an even x, or undefined if there is none. */
function findPoint(y: bigint): Point | undefined {
  const square = mod((y * y - 1n) * invert(d * y * y + 1n));
  const root = power(square, (p + 3n) / 8n);
  const x = [root, mod(root * ROOT)].find((candidate) => mod(candidate * candidate) === square);
  return x === undefined ? undefined : [x % 2n === 0n ? x : mod(-x), y];
}

const double = (point: Point) => add(point, point);

/** The eight points whose order divides 8: the multiples, by the order of the curve's base point, of any point. */
function findSmallPoints(): readonly Point[] {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  for (let y = 2n; ; y++) {
    const start = findPoint(y);
    if (!start) continue;
    let small: Point = [0n, 1n];
    for (const bit of order.toString(2)) small = bit === '1' ? add(double(small), start) : double(small);
    const multiples = [small];
    while (multiples.length < 8) multiples.push(add(multiples.at(-1) ?? small, small));
    if (new Set(multiples.map(String)).size === 8) return multiples;
  }
}

function encode(y: bigint, sign: bigint): Buffer {
  return Buffer.from((y + (sign << 255n)).toString(16).padStart(64, '0'), 'hex').reverse();
}

test('every encoding of the eight points of small order is found, canonical or not, and no other key', () => {
  const points = findSmallPoints();
  const ys = new Set(points.map(([, y]) => y));
  expect(ys.size).toBe(5);
  for (const y of [...ys, ...[...ys].map((canonical) => canonical + p)]) {
    if (y >= 2n ** 255n) continue;
    expect(hasSmallOrder(encode(y, 0n))).toBe(true);
    expect(hasSmallOrder(encode(y, 1n))).toBe(true);
  }
  for (let round = 0; round < 20; round++) {
    const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
    expect(hasSmallOrder(Buffer.from(x, 'base64url'))).toBe(false);
  }
});

test('the base point and other points of the whole order are not found', () => {
  const base = mod(4n * invert(5n));
  expect(hasSmallOrder(encode(base, 0n))).toBe(false);
  // a small coordinate is not a small order
  expect(hasSmallOrder(encode(3n, 0n))).toBe(false);
});

test('the reason holds: where Node.js accepts a signature that needs no private key, the key is found', () => {
  // R is the neutral point, and S is zero
  const forged = Buffer.concat([encode(1n, 0n), Buffer.alloc(32)]);
  const isForgeable = (key: Buffer) => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url') };
    return verify(null, Buffer.from('text'), createPublicKey({ format: 'jwk', key: jwk }), forged);
  };
  const keys = [encode(1n, 0n), encode(1n, 1n), encode(p + 1n, 0n)];
  expect(keys.filter(isForgeable).filter((key) => !hasSmallOrder(key))).toEqual([]);
  expect(keys.every(hasSmallOrder)).toBe(true);
});
