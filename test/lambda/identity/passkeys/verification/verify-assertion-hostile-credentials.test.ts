/** Sends changed and invented credentials to the verification, which refuses them and throws for none. */
import fc from 'fast-check';
import { readAssertion } from '../../../../../lambda/identity/passkeys/verification/read-assertion';
import { verifyAssertion } from '../../../../../lambda/identity/passkeys/verification/verify-assertion';
import { verifyRegistration } from '../../../../../lambda/identity/passkeys/verification/verify-registration';
import type { AssertionJson, RegistrationJson } from '../../../../support/webauthn/ceremony-json';
import {
  challenge,
  createPageAuthenticator,
  type Registered,
  registerPasskey,
  registrationOptions,
  relyingParty,
  requestOptions,
} from '../../../../support/webauthn/passkey-ceremony';

const numRuns = process.env.SOAK === '1' ? 50_000 : 100;
const demands = { challenge, relyingParty, requireUserVerification: false };

let registration: RegistrationJson;
let assertion: AssertionJson;
let passkey: Registered;
beforeAll(async () => {
  registration = await createPageAuthenticator().register(registrationOptions);
  passkey = await registerPasskey({ algorithm: 'EdDSA' });
  assertion = await passkey.authenticator.assert(requestOptions);
});

/** Changes of bytes: a byte is replaced, removed or added. */
const changes = fc.array(
  fc.record({
    place: fc.nat(600),
    byte: fc.integer({ min: 0, max: 255 }),
    kind: fc.constantFrom('replace', 'replace', 'remove', 'add', 'cut'),
  }),
  { minLength: 1, maxLength: 3 },
);

type Change = { readonly place: number; readonly byte: number; readonly kind: string };

function change(text: string, list: readonly Change[]): string {
  const bytes = [...Buffer.from(text, 'base64url')];
  for (const { place, byte, kind } of list) {
    const at = place % (bytes.length || 1);
    if (kind === 'cut') bytes.length = at;
    else bytes.splice(at, kind === 'add' ? 0 : 1, ...(kind === 'remove' ? [] : [byte]));
  }
  return Buffer.from(bytes).toString('base64url');
}

test('no change of an assertion is accepted: all its bytes are signed, or decide', async () => {
  const parts = fc.constantFrom('clientDataJSON', 'authenticatorData', 'signature');
  await fc.assert(
    fc.asyncProperty(parts, changes, async (name, list) => {
      const changed = change(assertion.response[name as 'signature'], list);
      fc.pre(changed !== assertion.response[name as 'signature']);
      const credential = { ...assertion, response: { ...assertion.response, [name]: changed } };
      expect(await verifyAssertion({ ...demands, credential, stored: passkey.stored })).toBeUndefined();
    }),
    { numRuns },
  );
  expect(await verifyAssertion({ ...demands, credential: assertion, stored: passkey.stored })).toBeDefined();
});

test('a changed attestation is refused, or is of the same credential', async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (list) => {
      const attestationObject = change(registration.response.attestationObject, list);
      const credential = { ...registration, response: { ...registration.response, attestationObject } };
      const verified = await verifyRegistration({ ...demands, credential });
      // nothing signs an attestation of the format `none`: its flags, counter and AAGUID may differ
      expect(verified?.credentialId ?? registration.id).toBe(registration.id);
      expect([undefined, -7]).toContain(verified?.algorithm);
    }),
    { numRuns },
  );
});

test('no value that JSON can hold makes the verification throw', async () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
    fc.jsonValue({ maxDepth: 2 }),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
  );
  const names = [
    'clientDataJSON',
    'attestationObject',
    'authenticatorData',
    'signature',
    'userHandle',
    'transports',
  ];
  const response = fc.dictionary(fc.constantFrom(...names), part);
  const id = fc.constantFrom(registration.id, passkey.stored.credentialId, 'x');
  const credentials = fc.oneof(
    fc.jsonValue(),
    fc.tuple(id, response).map(([text, values]) => ({
      id: text,
      rawId: text,
      type: 'public-key',
      response: values,
    })),
  );
  await fc.assert(
    fc.asyncProperty(credentials, async (credential) => {
      expect(() => readAssertion(credential)).not.toThrow();
      expect(await verifyRegistration({ ...demands, credential })).toBeUndefined();
      expect(await verifyAssertion({ ...demands, credential, stored: passkey.stored })).toBeUndefined();
    }),
    { numRuns },
  );
});

test.each<[string, Buffer]>([
  ['3,000 nested lists', Buffer.alloc(3000, 0x81)],
  ['3,000 nested maps', Buffer.from('a100'.repeat(1500), 'hex')],
  ['3,000 nested tags', Buffer.alloc(3000, 0xc1)],
  ['a list of 2^32 items', Buffer.from('9affffffff', 'hex')],
  ['a map of 2^53 entries', Buffer.from('bb001fffffffffffff', 'hex')],
  ['bytes of 2^53', Buffer.from('5b001fffffffffffff', 'hex')],
  ['an indefinite length', Buffer.from('bfff', 'hex')],
  [
    'two members of one name',
    Buffer.from('a363666d74646e6f6e6563666d74667061636b65646761747453746d74a0', 'hex'),
  ],
])('an attestation with %s is refused at once', async (_, bytes) => {
  const attestationObject = bytes.toString('base64url');
  const credential = { ...registration, response: { ...registration.response, attestationObject } };
  expect(await verifyRegistration({ ...demands, credential })).toBeUndefined();
});
