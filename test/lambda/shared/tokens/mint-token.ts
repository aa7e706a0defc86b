/** Makes access tokens for tests: sound ones, and ones with any part changed. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { keepForRun } from '../../../support/keep-for-run';

/** A key pair with an id, as a test's stand-in for a KMS key. */
export interface TestKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

let made = 0;

/** Makes an RSA key pair, another one at each call. Suites share them: the first key of one is the first key of the others. */
export function createTestKey(kid: string, modulusLength = 2048): TestKey {
  made += 1;
  const pem = keepForRun({ rsa: modulusLength, made }, () =>
    generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ format: 'pem', type: 'pkcs8' }),
  );
  const privateKey = createPrivateKey(pem);
  return { kid, privateKey, publicKey: createPublicKey(privateKey) };
}

/** The public half as KMS hands it out: DER of a SubjectPublicKeyInfo. */
export function toSpki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

/** What the stack tells a function of these keys. */
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

/** When the tests' tokens are issued, in epoch seconds. */
export const issuedAt = 1_780_000_000;

/** The claims of a sound token. */
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

/** JSON as a part of a token. */
export function encodePart(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** A token of these parts, signed with RS256 unless told otherwise. */
export function mintToken(
  key: TestKey,
  { header = {}, claims = {} }: { header?: Record<string, unknown>; claims?: Record<string, unknown> } = {},
  signer: (input: Buffer) => Buffer = (input) => sign('sha256', input, key.privateKey),
): string {
  const head = { alg: 'RS256', typ: 'at+jwt', kid: key.kid, ...header };
  return signParts(encodePart(head), encodePart({ ...soundClaims, ...claims }), signer);
}

/** Signs two encoded parts as they are. */
export function signParts(header: string, payload: string, signer: (input: Buffer) => Buffer): string {
  return `${header}.${payload}.${signer(Buffer.from(`${header}.${payload}`)).toString('base64url')}`;
}
