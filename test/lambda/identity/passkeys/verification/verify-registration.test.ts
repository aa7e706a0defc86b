import { verifyRegistration } from '../../../../../lambda/identity/passkeys/verification/verify-registration';
import type { RegistrationOverrides } from '../../../../support/webauthn/authenticator';
import { FLAGS } from '../../../../support/webauthn/ceremony-parts';
import { COSE_ALGORITHMS, type CoseAlgorithm } from '../../../../support/webauthn/credential-key';
import {
  challenge,
  createPageAuthenticator,
  registrationOptions,
  relyingParty,
} from '../../../../support/webauthn/passkey-ceremony';

const ignored = { challenge, relyingParty, requireUserVerification: false };

/** Registers, and verifies the response with any part replaced. */
async function register(overrides: RegistrationOverrides = {}, settings = {}, input = {}) {
  const credential = await createPageAuthenticator(settings).register(registrationOptions, overrides);
  return verifyRegistration({ ...ignored, credential, ...input });
}

test.each(Object.entries(COSE_ALGORITHMS) as [CoseAlgorithm, number][])(
  'a credential of %s is accepted, with its key and what the authenticator says about it',
  async (algorithm, number) => {
    const authenticator = createPageAuthenticator({ algorithm, backup: 'eligible', counts: true });
    const credential = await authenticator.register(registrationOptions);
    const { response } = credential;
    const renamed = { ...credential, response: { ...response, transports: ['usb', 'nfc', 'usb'] } };
    const verified = await verifyRegistration({ ...ignored, credential: renamed });
    expect(verified).toEqual({
      credentialId: credential.id,
      publicKey: expect.any(Uint8Array),
      algorithm: number,
      counter: 1,
      transports: ['nfc', 'usb'],
      isUserVerified: true,
      isBackupEligible: true,
      isBackedUp: false,
    });
  },
);

test('user verification and backup are read from the flags, and transports may be missing', async () => {
  const { response, ...credential } = await createPageAuthenticator({
    verifiesUser: false,
    backup: 'backed-up',
  }).register(registrationOptions);
  const { transports: _, ...rest } = response;
  const verified = await verifyRegistration({ ...ignored, credential: { ...credential, response: rest } });
  expect(verified).toMatchObject({ isUserVerified: false, isBackupEligible: true, isBackedUp: true });
  expect(verified).toMatchObject({ transports: [], counter: 0 });
});

test('every listed origin is accepted, and members that the API does not know are ignored', async () => {
  for (const origin of relyingParty.origins) {
    const credential = { clientExtensionResults: { credProps: { rk: true } }, other: [1] };
    const clientData = { crossOrigin: undefined, other_keys_can_be_added_here: 'a text' };
    expect(await register({ credential, clientData }, { origin })).toBeDefined();
  }
  const extensions = new Map([['credProtect', 2]]);
  expect(await register({ extensions })).toBeDefined();
});

test.each<[string, RegistrationOverrides]>([
  ['another origin', { clientData: { origin: 'https://evil.example' } }],
  ['an origin that begins with a listed one', { clientData: { origin: 'https://example.com.evil.example' } }],
  ['an origin with another port', { clientData: { origin: 'https://example.com:444' } }],
  ['a list of origins', { clientData: { origin: [relyingParty.origins[0]] } }],
  ['no origin', { clientData: { origin: undefined } }],
  ['another relying party', { rpId: 'evil.example' }],
  ['the type of an assertion', { clientData: { type: 'webauthn.get' } }],
  ['another challenge', { clientData: { challenge: Buffer.alloc(32, 8).toString('base64url') } }],
  ['a padded challenge', { clientData: { challenge: `${challenge}=` } }],
  ['no challenge', { clientData: { challenge: undefined } }],
  ['a page in a frame of another origin', { clientData: { crossOrigin: true } }],
  [
    'a frame whose outer origin is listed',
    { clientData: { crossOrigin: true, topOrigin: relyingParty.origins[0] } },
  ],
  ['an outer origin without a frame', { clientData: { topOrigin: relyingParty.origins[0] } }],
  ['client data that is not JSON', { clientDataJSON: '{' }],
  ['client data that is null', { clientDataJSON: 'null' }],
  [
    'client data with a byte order mark',
    {
      clientDataJSON: `\ufeff${JSON.stringify({ type: 'webauthn.create', challenge, origin: relyingParty.origins[0] })}`,
    },
  ],
  ['client data above its size', { clientData: { other: 'x'.repeat(2048) } }],
  ['no user presence', { flags: FLAGS.attestedCredential | FLAGS.userVerified }],
  ['no flag of a new credential', { flags: FLAGS.userPresent | FLAGS.userVerified }],
  [
    'a backup of a credential that allows none',
    { flags: FLAGS.attestedCredential | FLAGS.userPresent | FLAGS.backedUp },
  ],
  [
    'a flag of extensions without them',
    { flags: FLAGS.attestedCredential | FLAGS.userPresent | FLAGS.extensions },
  ],
  ['the attestation format packed', { isSelfAttested: true }],
  ['an unknown format', { fmt: 'other' }],
  ['a format that is not a text', { fmt: ['none'] }],
  ['a statement', { attStmt: new Map([['alg', -7]]) }],
  ['a statement that is not a map', { attStmt: [] }],
  ['bytes after the authenticator data', { trailing: Buffer.of(0) }],
  ['bytes after the attestation', { attestationTrailing: Buffer.of(0) }],
  ['an attestation above its size', { attestationTrailing: Buffer.alloc(3072) }],
  ['another id than in the attestation', { credential: { id: 'A'.repeat(22), rawId: 'A'.repeat(22) } }],
  ['an id that differs from the raw one', { credential: { rawId: 'A'.repeat(22) } }],
  ['another type of credential', { credential: { type: 'password' } }],
  ['an id that is too short', { credentialId: Buffer.alloc(15) }],
  ['an id that is too long', { credentialId: Buffer.alloc(1024) }],
  ['a member above the size of all', { credential: { other: 'x'.repeat(8192) } }],
  ['transports that are not names', { transports: ['USB\n'] }],
  ['too many transports', { transports: [...'abcdefghi'] }],
])('%s is refused', async (_, overrides) => {
  expect(await register(overrides)).toBeUndefined();
});

test('a credential without user verification is refused where it is demanded', async () => {
  const required = { requireUserVerification: true };
  expect(await register({}, {}, required)).toBeDefined();
  expect(await register({ isUserVerified: false }, {}, required)).toBeUndefined();
});

test('an empty id of the relying party and an empty list of origins do not skip their checks', async () => {
  expect(await register({}, {}, { relyingParty: { ...relyingParty, id: '' } })).toBeUndefined();
  expect(await register({}, {}, { relyingParty: { ...relyingParty, origins: [] } })).toBeUndefined();
});

test.each([undefined, null, 'text', 7, [], {}, { id: 'x' }, { type: 'public-key', response: null }])(
  'the credential %j is refused',
  async (credential) => {
    expect(await verifyRegistration({ ...ignored, credential })).toBeUndefined();
  },
);
