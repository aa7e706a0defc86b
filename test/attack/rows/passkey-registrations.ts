/** New credentials that a hostile page, browser or authenticator makes. */
import { addPasskey, beginPasskey, createBrowser, sendPasskey } from '../../support/passkeys';
import type { RegistrationOverrides } from '../../support/webauthn/authenticator';
import type { RegistrationJson } from '../../support/webauthn/ceremony-json';
import { FLAGS } from '../../support/webauthn/ceremony-parts';
import type { Attack, StoryAttack } from '../attack';
import { expectNotAdded, holderOf, PLANTED, sharedHolder } from '../passkeys';
import type { Target } from '../target';
import { variants } from '../variants';

/** Parts of a new credential in place of the right ones. */
const replaced: Readonly<Record<string, RegistrationOverrides>> = {
  'a page of another origin': { clientData: { origin: PLANTED } },
  'a page in a frame of another origin': { clientData: { crossOrigin: true } },
  'an authenticator for another relying party': { rpId: 'planted.example' },
  'a page that signs in': { clientData: { type: 'webauthn.get' } },
  'a page with another challenge': { clientData: { challenge: 'A'.repeat(43) } },
  'an authenticator without a user': { flags: FLAGS.attestedCredential | FLAGS.userVerified },
  'an authenticator that attests itself': { isSelfAttested: true },
  'an authenticator of an unknown format': { fmt: PLANTED },
  'a client with another id than the attested one': {
    credential: { id: 'A'.repeat(22), rawId: 'A'.repeat(22) },
  },
  'a client with two ids of a credential': { credential: { rawId: 'A'.repeat(22) } },
  'a client with a key of no algorithm': { publicKey: new Map([[1, 2]]) },
  'a client with an id of 8 bytes': { credentialId: Buffer.alloc(8) },
  'a client with transports that are code': { transports: [`<script src="${PLANTED}">`] },
};

/** Attestations that are not well-formed. */
const malformed: Readonly<Record<string, (attestation: Buffer) => Buffer>> = {
  'cut in half': (attestation) => attestation.subarray(0, attestation.length / 2),
  'without its last byte': (attestation) => attestation.subarray(0, -1),
  'with a byte more': (attestation) => Buffer.concat([attestation, Buffer.of(0)]),
  'with 3,000 bytes more': (attestation) => Buffer.concat([attestation, Buffer.alloc(3000)]),
  'of 3,000 nested lists': () => Buffer.alloc(3000, 0x81),
  'of 3,000 nested tags': () => Buffer.alloc(3000, 0xc1),
  'of a list of 2^32 items': () => Buffer.from('9affffffff', 'hex'),
  'of a map of 2^53 entries': () => Buffer.from('bb001fffffffffffff', 'hex'),
  'of bytes of 2^53': () => Buffer.from('5b001fffffffffffff', 'hex'),
  'of an indefinite length': () => Buffer.from('bfff', 'hex'),
};

/** Asserts that a user has one passkey: the first one. */
async function hasOnePasskey(target: Target): Promise<void> {
  const user = await sharedHolder(target);
  const { json } = await holderOf(target, user).send({ path: '/users/me/passkeys' });
  expect(json.items.map(({ id }: { id: string }) => id)).toEqual([user.passkey]);
}

/** Registers, and sends a changed credential. */
async function sendChanged(target: Target, replace: (credential: RegistrationJson) => unknown) {
  const holder = holderOf(target, await sharedHolder(target));
  const { ceremony_id, options } = await beginPasskey(holder);
  const credential = await createBrowser(target.origin).register(options);
  return sendPasskey(holder, { ceremony_id, credential: replace(credential) });
}

export const passkeyRegistrationAttacks: readonly Attack[] = [
  ...variants(
    Object.entries(replaced).map(
      ([who, overrides]): StoryAttack => ({
        requirement: ['NIST SP 800-63B-4 section 3.2.5', 'ASVS V6.3.3'],
        attack: `a new credential by ${who}: not added`,
        play: async (target) => {
          const holder = holderOf(target, await sharedHolder(target));
          expectNotAdded(await addPasskey(holder, createBrowser(target.origin), overrides));
          await hasOnePasskey(target);
        },
      }),
    ),
  ),
  ...variants(
    Object.entries(malformed).map(
      ([what, write]): StoryAttack => ({
        requirement: ['ASVS V2.2.1'],
        attack: `an attestation ${what}: refused, and not repeated`,
        play: async (target) => {
          const answer = await sendChanged(target, ({ response, ...rest }) => {
            const bytes = write(Buffer.from(response.attestationObject, 'base64url'));
            return { ...rest, response: { ...response, attestationObject: bytes.toString('base64url') } };
          });
          expectNotAdded(answer);
        },
      }),
    ),
  ),
  {
    requirement: ['ASVS V15.3.3'],
    attack: 'members that decide about a passkey, beside its credential and in it',
    play: async (target) => {
      const planted = { verifiesUser: true, counter: 0, sub: target.ada.id, id: 'x', secondFactorSince: 1 };
      const holder = holderOf(target, await sharedHolder(target));
      const { ceremony_id, options } = await beginPasskey(holder);
      const credential = await createBrowser(target.origin).register(options);
      const beside = await sendPasskey(holder, { ceremony_id, credential, ...planted });
      expect({ status: beside.status, code: beside.json.code }).toEqual({
        status: 400,
        code: 'VALIDATION_FAILED',
      });
      const user = await sharedHolder(target);
      const added = await addPasskey(holder, createBrowser(target.origin, { verifiesUser: false }), {
        credential: { verifiesUser: true, user: { id: target.ada.id }, authenticatorAttachment: 'platform' },
      });
      expect(added).toMatchObject({ status: 201, json: { verifiesUser: false } });
      const path = `/users/me/passkeys/${added.json.id}`;
      expect((await holderOf(target, user).send({ method: 'DELETE', path })).status).toBe(204);
    },
  },
];
