/** The tokens that the verification accepts, and the table of hostile tokens that it rejects. */
import { constants, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { TokenRejectedError } from '../../../../lambda/shared/tokens/token-rejected-error';
import { createVerificationKeys } from '../../../../lambda/shared/tokens/verification-keys';
import { createVerifyAccessToken } from '../../../../lambda/shared/tokens/verify-access-token';
import {
  audience,
  createTestKey,
  encodePart,
  issuedAt,
  issuer,
  mintToken,
  signParts,
  soundClaims,
  toKeySource,
} from './mint-token';

const ours = createTestKey('key-1');
const foreign = createTestKey('key-1');
const publicPem = ours.publicKey.export({ type: 'spki', format: 'pem' });

const short = createTestKey('short', 1024);
const keys = createVerificationKeys(toKeySource(ours, short));
const verifyAt = (epochSeconds: number) =>
  createVerifyAccessToken({
    keys,
    issuers: [issuer, 'https://former.example.com'],
    audiences: [audience],
    now: () => epochSeconds * 1000,
  });
const verify = verifyAt(issuedAt + 60);
const rs256 = (input: Buffer) => sign('sha256', input, ours.privateKey);

function signatureBy(padding: number, hash: string) {
  return (input: Buffer) =>
    sign(hash, input, { key: ours.privateKey, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
}

const without = (name: keyof typeof soundClaims) => mintToken(ours, { claims: { [name]: undefined } });

describe('accepts', () => {
  test('a valid token, and returns its claims and its key', async () => {
    const token = mintToken(ours, { claims: { scope: 'admin audit' } });

    expect(await verify(token)).toEqual({ claims: { ...soundClaims, scope: 'admin audit' }, kid: 'key-1' });
  });

  test.each([
    ['a token of our former issuer', { claims: { iss: 'https://former.example.com' } }],
    ['the long form of the type (RFC 9068 section 4)', { header: { typ: 'application/at+jwt' } }],
    ['a token whose nbf has passed', { claims: { nbf: issuedAt } }],
  ])('%s', async (_, parts) => {
    await expect(verify(mintToken(ours, parts))).resolves.toMatchObject({ kid: 'key-1' });
  });

  test('a token until the second in which it expires', async () => {
    await expect(verifyAt(soundClaims.exp - 1)(mintToken(ours))).resolves.toBeDefined();
    await expect(verifyAt(soundClaims.exp)(mintToken(ours))).rejects.toMatchObject({ reason: 'expired' });
  });
});

const sound = mintToken(ours);
const [soundHeader = '', soundPayload = '', soundSignature = ''] = sound.split('.');
const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const publicJwk = foreign.publicKey.export({ format: 'jwk' });

const hostile: Record<string, readonly [token: string, reason: string]> = {
  'no signature under alg none': [
    `${encodePart({ alg: 'none', typ: 'at+jwt', kid: 'key-1' })}.${soundPayload}.`,
    'malformed',
  ],
  ...Object.fromEntries(
    [
      'none',
      'None',
      'NONE',
      'nOnE',
      'rs256',
      'RS256 ',
      'HS256',
      'RS384',
      'RS512',
      'PS256',
      'ES256',
      'EdDSA',
    ].map((alg) => [
      `alg ${alg} over an RS256 signature`,
      [mintToken(ours, { header: { alg } }), 'wrong-algorithm'] as const,
    ]),
  ),
  'HS256 with our public key as the secret': [
    mintToken(ours, { header: { alg: 'HS256' } }, (input) =>
      createHmac('sha256', publicPem).update(input).digest(),
    ),
    'wrong-algorithm',
  ],
  'RS256 in the header over an HMAC with our public key': [
    mintToken(ours, {}, (input) => createHmac('sha256', publicPem).update(input).digest()),
    'bad-signature',
  ],
  'a true PS256 signature by our key': [
    mintToken(ours, { header: { alg: 'PS256' } }, signatureBy(constants.RSA_PKCS1_PSS_PADDING, 'sha256')),
    'wrong-algorithm',
  ],
  'RS256 in the header over a PSS signature': [
    mintToken(ours, {}, signatureBy(constants.RSA_PKCS1_PSS_PADDING, 'sha256')),
    'bad-signature',
  ],
  'a true RS512 signature by our key': [
    mintToken(ours, { header: { alg: 'RS512' } }, signatureBy(constants.RSA_PKCS1_PADDING, 'sha512')),
    'wrong-algorithm',
  ],
  'an ECDSA signature': [
    mintToken(ours, { header: { alg: 'ES256' } }, (input) => sign('sha256', input, ecKey)),
    'wrong-algorithm',
  ],
  'no alg': [mintToken(ours, { header: { alg: undefined } }), 'malformed'],
  'an alg that is a list': [mintToken(ours, { header: { alg: ['RS256'] } }), 'malformed'],
  'a signature by a foreign key under our kid': [mintToken(foreign), 'bad-signature'],
  'an unknown kid': [mintToken(foreign, { header: { kid: 'key-9' } }), 'unknown-key'],
  'no kid': [mintToken(ours, { header: { kid: undefined } }), 'unknown-key'],
  'a kid that is a path': [mintToken(ours, { header: { kid: '../../dev/null' } }), 'unknown-key'],
  'a kid of another type': [mintToken(ours, { header: { kid: ['key-1'] } }), 'unknown-key'],
  'a kid that objects inherit': [mintToken(ours, { header: { kid: '__proto__' } }), 'unknown-key'],
  'a key of its own (jwk)': [mintToken(foreign, { header: { jwk: publicJwk } }), 'unexpected-header'],
  'a key set of its own (jku)': [
    mintToken(foreign, { header: { jku: 'https://evil.example/jwks.json' } }),
    'unexpected-header',
  ],
  'a certificate of its own (x5u)': [
    mintToken(foreign, { header: { x5u: 'https://evil.example/cert.pem' } }),
    'unexpected-header',
  ],
  'a certificate of its own (x5c)': [mintToken(ours, { header: { x5c: ['MIIB'] } }), 'unexpected-header'],
  'a critical extension': [mintToken(ours, { header: { crit: ['exp'], exp: 1 } }), 'unexpected-header'],
  'an unencoded payload': [mintToken(ours, { header: { crit: ['b64'], b64: false } }), 'unexpected-header'],
  'an empty crit': [mintToken(ours, { header: { crit: [] } }), 'malformed'],
  'the type of an ID token': [mintToken(ours, { header: { typ: 'JWT' } }), 'wrong-type'],
  'no type': [mintToken(ours, { header: { typ: undefined } }), 'wrong-type'],
  'another issuer': [mintToken(ours, { claims: { iss: 'https://evil.example' } }), 'wrong-issuer'],
  'an issuer with a slash more': [mintToken(ours, { claims: { iss: `${issuer}/` } }), 'wrong-issuer'],
  'a list of issuers': [mintToken(ours, { claims: { iss: [issuer] } }), 'wrong-issuer'],
  'another audience': [mintToken(ours, { claims: { aud: 'another' } }), 'wrong-audience'],
  'several audiences': [mintToken(ours, { claims: { aud: [audience, 'another'] } }), 'bad-claims'],
  'a token that has expired': [mintToken(ours, { claims: { exp: issuedAt } }), 'expired'],
  'a token whose nbf is in the future': [
    mintToken(ours, { claims: { nbf: issuedAt + 3600 } }),
    'not-yet-valid',
  ],
  'a claim changed after signing': [
    `${soundHeader}.${encodePart({ ...soundClaims, sub: 'somebody-else' })}.${soundSignature}`,
    'bad-signature',
  ],
  'a header changed after signing': [
    `${encodePart({ typ: 'at+jwt', alg: 'RS256', kid: 'key-1' })}.${soundPayload}.${soundSignature}`,
    'bad-signature',
  ],
  'a signature cut short': [
    `${soundHeader}.${soundPayload}.${soundSignature.slice(0, 340)}`,
    'bad-signature',
  ],
  'the signature of another token': [
    `${soundHeader}.${soundPayload}.${mintToken(ours, { claims: { jti: 'other' } }).split('.')[2]}`,
    'bad-signature',
  ],
  'a signature with spare bits set': [respell(sound), 'malformed'],
  'padding behind the signature': [`${sound}==`, 'malformed'],
  'base64 instead of base64url': [`${soundHeader}.${soundPayload}.+/${soundSignature.slice(2)}`, 'malformed'],
  'a space in front': [` ${sound}`, 'malformed'],
  'a line end behind': [`${sound}\n`, 'malformed'],
  'a line end inside': [sound.replace('.', '.\n'), 'malformed'],
  'two parts': [`${soundHeader}.${soundPayload}`, 'malformed'],
  'four parts': [`${sound}.x`, 'malformed'],
  'five parts, as of an encrypted token': ['a.b.c.d.e', 'malformed'],
  'two tokens': [`${sound},${sound}`, 'malformed'],
  'an empty token': ['', 'malformed'],
  'letters beyond ASCII': [`é${sound}`, 'malformed'],
  'a header that is not JSON': [signParts(encodePart('{'), soundPayload, rs256), 'malformed'],
  'a header that is a list': [signParts(encodePart([]), soundPayload, rs256), 'malformed'],
  'a header that is null': [signParts(encodePart(null), soundPayload, rs256), 'malformed'],
  'a payload that is not JSON': [signParts(soundHeader, encodePart('{'), rs256), 'malformed'],
  'a payload that is a list': [signParts(soundHeader, encodePart([soundClaims]), rs256), 'malformed'],
  'a token of 10 KB': [mintToken(ours, { claims: { username: 'x'.repeat(10_000) } }), 'too-large'],
  ...Object.fromEntries(
    (Object.keys(soundClaims) as (keyof typeof soundClaims)[]).map((name) => [
      `no ${name} claim`,
      [without(name), 'bad-claims'] as const,
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({
      sub: 7,
      client_id: ['client'],
      exp: String(soundClaims.exp),
      iat: 'now',
      auth_time: String(issuedAt),
      session_start: String(issuedAt),
      amr: 'pwd',
      jti: null,
      sid: { toString: 'x' },
      username: '',
      scope: ['admin'],
      nbf: 'now',
    }).map(([name, value]) => [
      `a ${name} claim of ${JSON.stringify(value)}`,
      [mintToken(ours, { claims: { [name]: value } }), 'bad-claims'] as const,
    ]),
  ),
  'an auth_time with a fraction': [mintToken(ours, { claims: { auth_time: issuedAt + 0.5 } }), 'bad-claims'],
  'a session_start with a fraction': [
    mintToken(ours, { claims: { session_start: issuedAt - 0.5 } }),
    'bad-claims',
  ],
  ...Object.fromEntries(
    [[], [''], ['pwd', 7], [null], { 0: 'pwd', length: 1 }].map((amr) => [
      `an amr of ${JSON.stringify(amr)}`,
      [mintToken(ours, { claims: { amr } }), 'bad-claims'] as const,
    ]),
  ),
  'an iat before the epoch': [mintToken(ours, { claims: { iat: -1 } }), 'bad-claims'],
};

/**
 * Returns the same signature bytes in another spelling: 256 bytes leave four spare bits in the last
 * character.
 */
function respell(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + alphabet[alphabet.indexOf(token.slice(-1)) + 1];
}

describe('rejects', () => {
  test.each(Object.entries(hostile))('%s', async (_, [token, reason]) => {
    const error: unknown = await verify(token).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(TokenRejectedError);
    expect(error).toMatchObject({ reason });
    if (token !== '') expect(`${(error as Error).stack}${JSON.stringify(error)}`).not.toContain(token);
  });

  test('an unknown key by its name', async () => {
    const token = mintToken(foreign, { header: { kid: 'key-9' } });

    await expect(verify(token)).rejects.toMatchObject({ reason: 'unknown-key', kid: 'key-9' });
  });

  test('a token with any one character changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.constantFrom(...'AZaz09-_.'), async (at, letter) => {
        fc.pre(sound[at] !== letter);
        const changed = sound.slice(0, at) + letter + sound.slice(at + 1);
        await expect(verify(changed)).rejects.toBeInstanceOf(TokenRejectedError);
      }),
      { numRuns: process.env.SOAK === '1' ? 5000 : 200 },
    );
  });
});

test('an unusable key does not reject the token', async () => {
  const token = mintToken(ours, { header: { kid: 'short' } });

  await expect(verify(token)).rejects.toThrow('KMS key short cannot verify RS256');
});
