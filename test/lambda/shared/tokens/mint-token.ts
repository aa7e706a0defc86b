/** Mints access tokens for tests: valid ones, and ones with any part changed. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { keepForRun } from '../../../support/keep-for-run';

/** A key pair with an id, which replaces a KMS key in tests. */
export interface TestKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

let made = 0;

/**
 * Creates an RSA key pair, a different one at each call. Suites share them: the first key of each suite is
 * the same.
 */
export function createTestKey(kid: string, modulusLength = 2048): TestKey {
  made += 1;
  const pem = keepForRun({ rsa: modulusLength, made }, () =>
    generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ format: 'pem', type: 'pkcs8' }),
  );
  const privateKey = createPrivateKey(pem);
  return { kid, privateKey, publicKey: createPublicKey(privateKey) };
}

/** Returns the public key as KMS does: DER of a SubjectPublicKeyInfo. */
export function toSpki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

/** Returns these keys as the stack passes them to a function. */
export function toKeySource(...keys: readonly TestKey[]) {
  return {
    verificationKeys: keys.map(({ kid }) => kid),
    publicKeys: JSON.stringify(
      Object.fromEntries(keys.map(({ kid, publicKey }) => [kid, toSpki(publicKey).toString('base64')])),
    ),
  };
}

/** The issuer and the audience of the tests' tokens. */
export const issuer = 'https://api.example.com/prod';
export const audience = 'latchkey';

/** The `iat` of the tests' tokens, in epoch seconds. */
export const issuedAt = 1_780_000_000;

/** The claims of a valid token. */
export const soundClaims = {
  iss: issuer,
  sub: '0190a1b2-user',
  aud: audience,
  client_id: 'latchkey-client',
  exp: issuedAt + 3600,
  iat: issuedAt,
  auth_time: issuedAt,
  amr: ['pwd'],
  session_start: issuedAt - 60,
  jti: 'token-1',
  sid: '0190a1b2-session',
  username: 'Ada',
} as const;

/** Encodes JSON as a part of a token. */
export function encodePart(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** Mints a token of these parts, signed with RS256 by default. */
export function mintToken(
  key: TestKey,
  { header = {}, claims = {} }: { header?: Record<string, unknown>; claims?: Record<string, unknown> } = {},
  signer: (input: Buffer) => Buffer = (input) => sign('sha256', input, key.privateKey),
): string {
  const head = { alg: 'RS256', typ: 'at+jwt', kid: key.kid, ...header };
  return signParts(encodePart(head), encodePart({ ...soundClaims, ...claims }), signer);
}

/** Signs two encoded parts unchanged. */
export function signParts(header: string, payload: string, signer: (input: Buffer) => Buffer): string {
  return `${header}.${payload}.${signer(Buffer.from(`${header}.${payload}`)).toString('base64url')}`;
}
