import { generateKeyPairSync, sign } from 'node:crypto';
import { toUserHandle } from '../../../../../lambda/identity/passkeys/verification/user-handle';
import {
  type AssertionInput,
  verifyAssertion,
} from '../../../../../lambda/identity/passkeys/verification/verify-assertion';
import type { AssertionOverrides } from '../../../../support/webauthn/authenticator';
import { FLAGS } from '../../../../support/webauthn/ceremony-parts';
import {
  COSE_ALGORITHMS,
  type CoseAlgorithm,
  createCredentialKey,
  toCoseKey,
} from '../../../../support/webauthn/credential-key';
import { encodeCbor } from '../../../../support/webauthn/encode-cbor';
import {
  challenge,
  type Registered,
  registerPasskey,
  relyingParty,
  requestOptions,
  sub,
} from '../../../../support/webauthn/passkey-ceremony';

const demands = { challenge, relyingParty, requireUserVerification: false };

/** Signs with the only passkey, and verifies the response with any part replaced. */
async function assert(
  { authenticator, stored }: Registered,
  overrides: AssertionOverrides = {},
  input: Partial<AssertionInput> = {},
) {
  const credential = await authenticator.assert(requestOptions, overrides);
  return verifyAssertion({ ...demands, credential, stored, ...input });
}

/** An AAGUID, an empty id, and a key without parameters. */
const newCredential = Buffer.concat([Buffer.alloc(18), encodeCbor(new Map())]);

let passkey: Registered;
beforeAll(async () => {
  passkey = await registerPasskey();
});

describe.each(Object.keys(COSE_ALGORITHMS) as CoseAlgorithm[])('a passkey of %s', (algorithm) => {
  let registered: Registered;
  beforeAll(async () => {
    registered = await registerPasskey({ algorithm, backup: 'backed-up' });
  });

  test('is accepted, with its flags, its counter and the user handle', async () => {
    expect(await assert(registered)).toEqual({
      counter: 0,
      isUserVerified: true,
      isBackupEligible: true,
      isBackedUp: true,
      userHandle: toUserHandle(sub),
    });
  });

  test('is refused with the signature of another key, and with a changed one', async () => {
    const key = await createCredentialKey(algorithm);
    expect(await assert(registered, { key })).toBeUndefined();
    for (const place of [0, 1, 3, 20, -1]) {
      const signature = (bytes: Buffer) =>
        bytes.map((byte, at) => byte ^ Number(at === bytes.length + place || at === place));
      expect(await assert(registered, { signature })).toBeUndefined();
    }
    for (const signature of [
      () => Buffer.alloc(0),
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.of(0)]),
    ]) {
      expect(await assert(registered, { signature })).toBeUndefined();
    }
  });
});

test.each<[string, AssertionOverrides]>([
  ['another origin', { clientData: { origin: 'https://evil.example' } }],
  ['no origin', { clientData: { origin: undefined } }],
  ['another relying party', { rpId: 'evil.example' }],
  ['the type of a registration', { clientData: { type: 'webauthn.create' } }],
  ['another challenge', { clientData: { challenge: Buffer.alloc(32, 8).toString('base64url') } }],
  ['a page in a frame of another origin', { clientData: { crossOrigin: true } }],
  [
    'a frame whose outer origin is listed',
    { clientData: { crossOrigin: true, topOrigin: relyingParty.origins[0] } },
  ],
  ['client data that is not JSON', { clientDataJSON: Buffer.of(0xff) }],
  ['client data above its size', { clientData: { other: 'x'.repeat(2048) } }],
  ['no user presence', { flags: FLAGS.userVerified }],
  ['a new credential', { flags: FLAGS.userPresent | FLAGS.attestedCredential, trailing: newCredential }],
  ['a flag of extensions without them', { flags: FLAGS.userPresent | FLAGS.extensions }],
  ['a backup of a credential that allows none', { flags: FLAGS.userPresent | FLAGS.backedUp }],
  ['bytes after the authenticator data', { trailing: Buffer.of(0) }],
  ['authenticator data above its size', { extensions: new Map([['x', Buffer.alloc(1024)]]) }],
  ['a signature above its size', { signature: () => Buffer.alloc(513) }],
  ['a user handle above its size', { userHandle: Buffer.alloc(65).toString('base64url') }],
  ['an empty user handle', { userHandle: '' }],
  ['an id that differs from the raw one', { credential: { rawId: 'A'.repeat(22) } }],
  ['the id of another credential', { credential: { id: 'A'.repeat(22), rawId: 'A'.repeat(22) } }],
  ['another type of credential', { credential: { type: 'password' } }],
  ['no response', { credential: { response: undefined } }],
])('%s is refused', async (_, overrides) => {
  expect(await assert(passkey, overrides)).toBeUndefined();
});

test('flags that were changed after the signature are refused', async () => {
  const credential = await passkey.authenticator.assert(requestOptions, { isUserVerified: false });
  const bytes = Buffer.from(credential.response.authenticatorData, 'base64url');
  bytes[32] = FLAGS.userPresent | FLAGS.userVerified;
  const response = { ...credential.response, authenticatorData: bytes.toString('base64url') };
  const changed = { ...credential, response };
  expect(await verifyAssertion({ ...demands, credential, stored: passkey.stored })).toBeDefined();
  expect(await verifyAssertion({ ...demands, credential: changed, stored: passkey.stored })).toBeUndefined();
});

test('an assertion without user verification is accepted only where it is not demanded', async () => {
  const unverified = { isUserVerified: false };
  expect(await assert(passkey, unverified)).toMatchObject({ isUserVerified: false });
  expect(await assert(passkey, unverified, { requireUserVerification: true })).toBeUndefined();
  expect(await assert(passkey, {}, { requireUserVerification: true })).toMatchObject({
    isUserVerified: true,
  });
});

test('the user handle may be missing, or null', async () => {
  expect(await assert(passkey, { userHandle: null })).toMatchObject({ userHandle: undefined });
  const { response, ...rest } = await passkey.authenticator.assert(requestOptions);
  const credential = { ...rest, response: { ...response, userHandle: null } };
  expect(await verifyAssertion({ ...demands, credential, stored: passkey.stored })).toBeDefined();
});

test('an assertion with extensions of the authenticator is accepted', async () => {
  expect(await assert(passkey, { extensions: new Map([['appid', true]]) })).toBeDefined();
});

test.each([
  [0, 0, true],
  [0, 1, true],
  [5, 6, true],
  [5, 2 ** 32 - 1, true],
  [5, 5, false],
  [5, 4, false],
  [5, 0, false],
])('with the counter %i stored and %i sent, acceptance is %j', async (before, counter, isAccepted) => {
  const stored = { ...passkey.stored, counter: before };
  const verified = await assert(passkey, { counter }, { stored });
  expect(verified?.counter).toBe(isAccepted ? counter : undefined);
});

test('a change of backup eligibility is refused, and one of the backup is accepted', async () => {
  const stored = { ...passkey.stored, isBackupEligible: true };
  expect(await assert(passkey, {}, { stored })).toBeUndefined();
  const eligible = FLAGS.userPresent | FLAGS.backupEligible;
  expect(await assert(passkey, { flags: eligible })).toBeUndefined();
  expect(await assert(passkey, { flags: eligible }, { stored })).toMatchObject({ isBackedUp: false });
  const backedUp = eligible | FLAGS.backedUp;
  expect(await assert(passkey, { flags: backedUp }, { stored })).toMatchObject({ isBackedUp: true });
});

test('a swapped credential is refused: the assertion of one passkey is none of another', async () => {
  const other = await registerPasskey();
  const credential = await other.authenticator.assert(requestOptions);
  const swapped = { ...credential, id: passkey.stored.credentialId, rawId: passkey.stored.credentialId };
  expect(await verifyAssertion({ ...demands, credential, stored: passkey.stored })).toBeUndefined();
  expect(await verifyAssertion({ ...demands, credential: swapped, stored: passkey.stored })).toBeUndefined();
  expect(await verifyAssertion({ ...demands, credential, stored: other.stored })).toBeDefined();
});

test('a stored key of an algorithm that is not accepted verifies nothing, although the signature is right', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const parameters = new Map(toCoseKey('ES256', publicKey.export({ format: 'jwk' })));
  const signWith = (hash: string) => ({
    algorithm: 'ES256' as const,
    publicKey: parameters,
    sign: (data: Uint8Array) => sign(hash, data, privateKey),
  });
  const es256 = { ...passkey.stored, publicKey: encodeCbor(parameters) };
  expect(await assert(passkey, { key: signWith('sha256') }, { stored: es256 })).toBeDefined();
  // ES384, which the library verifies
  const es384 = { ...passkey.stored, publicKey: encodeCbor(parameters.set(3, -35)) };
  expect(await assert(passkey, { key: signWith('sha384') }, { stored: es384 })).toBeUndefined();
});

test.each([undefined, null, 'text', 7, [], {}, { type: 'public-key', response: {} }])(
  'the credential %j is refused',
  async (credential) => {
    expect(await verifyAssertion({ ...demands, credential, stored: passkey.stored })).toBeUndefined();
  },
);
