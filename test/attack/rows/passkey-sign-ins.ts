/** Assertions that a hostile page, browser or authenticator makes: each is signed as if it were true. */
import { beginPasskeySignIn, createBrowser } from '../../support/passkeys';
import type { AssertionOverrides } from '../../support/webauthn/authenticator';
import type { AssertionJson } from '../../support/webauthn/ceremony-json';
import { FLAGS } from '../../support/webauthn/ceremony-parts';
import { type CoseAlgorithm, createCredentialKey } from '../../support/webauthn/credential-key';
import type { Attack, StoryAttack } from '../attack';
import { createKeyHolder, expectRefused, PLANTED, sendAssertion, sharedHolder, signInBy } from '../passkeys';
import { variants } from '../variants';

const { userPresent, userVerified, backupEligible, backedUp, attestedCredential } = FLAGS;

/** Parts of an assertion in place of the right ones. */
const replaced: Readonly<Record<string, AssertionOverrides>> = {
  'a page of another origin': { clientData: { origin: PLANTED } },
  'a page of an origin that begins like ours': { clientData: { origin: 'http://localhost.planted.example' } },
  'a page of another port': { clientData: { origin: 'http://localhost:1' } },
  'a page in a frame of another origin': { clientData: { crossOrigin: true, topOrigin: PLANTED } },
  'an authenticator for another relying party': { rpId: 'planted.example' },
  'a page that registers': { clientData: { type: 'webauthn.create' } },
  'a page with another challenge': { clientData: { challenge: 'A'.repeat(43) } },
  'a page without a challenge': { clientData: { challenge: undefined } },
  'a browser whose client data is not JSON': { clientDataJSON: PLANTED },
  'an authenticator that verified no user': { isUserVerified: false },
  'an authenticator without a user': { flags: userVerified },
  'an authenticator whose key became a copy': {
    flags: userPresent | userVerified | backupEligible | backedUp,
  },
  'an authenticator with a new credential': { flags: userPresent | userVerified | attestedCredential },
  'an authenticator with bytes after its data': { trailing: Buffer.alloc(8) },
  'an authenticator with another user handle': { userHandle: Buffer.from(PLANTED).toString('base64url') },
  'an authenticator without a user handle': { userHandle: null },
  'a client with two ids of a credential': { credential: { rawId: 'A'.repeat(22) } },
  'a client with another type of credential': { credential: { type: 'password' } },
  'a client with a changed signature': {
    signature: (signature) =>
      Buffer.concat([signature.subarray(0, -1), Buffer.of((signature.at(-1) ?? 0) ^ 1)]),
  },
  'a client with an empty signature': { signature: () => Buffer.alloc(0) },
};

type Change = (credential: AssertionJson) => unknown;

/** Credentials that are not well-formed. */
const malformed: Readonly<Record<string, Change>> = {
  nothing: () => ({}),
  'a text for its response': (credential) => ({ ...credential, response: PLANTED }),
  'lists for its members': ({ id, rawId, type }) => ({
    id: [id],
    rawId: [rawId],
    type: [type],
    response: [],
  }),
  'cut authenticator data': change('authenticatorData', (text) => text.slice(0, 20)),
  'authenticator data of 6,000 bytes': change('authenticatorData', () => 'A'.repeat(6000)),
  'a signature of nested lists': change('signature', () => Buffer.alloc(3000, 0x81).toString('base64url')),
  'a padded signature': change('signature', (text) => `${text}=`),
  'an id of 2,000 bytes': (credential) => ({ ...credential, id: 'A'.repeat(2668), rawId: 'A'.repeat(2668) }),
};

function change(name: keyof AssertionJson['response'], replace: (text: string) => string): Change {
  return ({ response, ...rest }) => ({
    ...rest,
    response: { ...response, [name]: replace(response[name] ?? '') },
  });
}

/** Headers in which a server would find another host or origin. */
const HEADERS = {
  origin: PLANTED,
  referer: `${PLANTED}/`,
  forwarded: 'host=planted.example;proto=https',
  'x-forwarded-host': 'planted.example',
  'x-forwarded-proto': 'https',
  'x-original-host': 'planted.example',
};

const wrongKeys: readonly CoseAlgorithm[] = ['ES256', 'EdDSA', 'RS256'];

const stories: readonly StoryAttack[] = [
  {
    requirement: ['NIST SP 800-63B-4 section 3.2.5'],
    attack: 'headers that name another host and origin: neither the options nor the check follow them',
    play: async (target) => {
      const { browser } = await sharedHolder(target);
      const begin = { method: 'POST', path: '/sessions/passkey/options', headers: HEADERS };
      const { status, json } = await target.send(begin);
      expect({ status, rpId: json.options.rpId }).toEqual({ status: 200, rpId: 'localhost' });
      expect(JSON.stringify(json)).not.toContain('planted');
      const credential = await browser.assert(json.options, {
        clientData: { origin: PLANTED },
        rpId: 'planted.example',
      });
      const sent = { ceremony_id: json.ceremony_id, credential };
      expectRefused(
        await target.send({ method: 'POST', path: '/sessions/passkey', json: sent, headers: HEADERS }),
      );
      // the same headers do not disturb a right one
      const begun = await beginPasskeySignIn(target.send);
      const right = { ceremony_id: begun.ceremony_id, credential: await browser.assert(begun.options) };
      const answer = await target.send({ ...begin, path: '/sessions/passkey', json: right });
      expect(answer.status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.3.3'],
    attack: "the id of another account's passkey, signed by one's own",
    play: async (target) => {
      const [user, mallory] = [await sharedHolder(target), await createKeyHolder(target)];
      const [{ id = '', userHandle = '' } = {}] = user.browser.credentials;
      for (const handle of [{}, { userHandle }]) {
        expectRefused(await signInBy(target, mallory, { credential: { id, rawId: id }, ...handle }));
      }
      // and the reverse: one's own passkey with the user handle of another account
      expectRefused(await signInBy(target, mallory, { userHandle }));
    },
  },
  {
    requirement: ['NIST SP 800-63B-4 section 3.2.7'],
    attack: 'a counter that stays or goes back, as that of a copied authenticator',
    play: async (target) => {
      const user = await createKeyHolder(target, { counts: true });
      expect((await signInBy(target, user, { counter: 7 })).status).toBe(201);
      const before = target.logged('passkey_rejected').length;
      for (const counter of [7, 6, 0]) expectRefused(await signInBy(target, user, { counter }));
      const lines = await target.waitForLog('passkey_rejected', before + 3);
      expect(lines.slice(before)).toMatchObject(Array.from({ length: 3 }, () => ({ sub: user.id })));
      expect((await signInBy(target, user, { counter: 8 })).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.3.8'],
    attack: 'a passkey that no account has: only the holder of a ceremony learns it',
    play: async (target) => {
      const stranger = createBrowser(target.origin);
      const { browser } = await createKeyHolder(target);
      await stranger.register({
        ...{ challenge: 'x', rp: {}, user: { id: 'A'.repeat(48) }, pubKeyCredParams: [{ alg: -7 }] },
      });
      const begun = await beginPasskeySignIn(target.send);
      const codes: unknown[] = [];
      for (const holder of [stranger, browser]) {
        const credential = await holder.assert(begun.options);
        codes.push((await sendAssertion(target, 'A'.repeat(43), credential)).json.code);
      }
      expect(codes).toEqual(['INVALID_CEREMONY', 'INVALID_CEREMONY']);
      const answer = await sendAssertion(target, begun.ceremony_id, await stranger.assert(begun.options));
      expect(answer.json.code).toBe('UNKNOWN_PASSKEY');
    },
  },
];

export const passkeySignInAttacks: readonly Attack[] = [
  ...variants(
    Object.entries(replaced).map(
      ([who, overrides]): StoryAttack => ({
        requirement: ['NIST SP 800-63B-4 section 3.2.5', 'ASVS V6.3.3'],
        attack: `an assertion by ${who}: no session`,
        play: async (target) => expectRefused(await signInBy(target, await sharedHolder(target), overrides)),
      }),
    ),
  ),
  ...variants(
    Object.entries(malformed).map(
      ([what, replace]): StoryAttack => ({
        requirement: ['ASVS V2.2.1'],
        attack: `a credential with ${what} in a sign-in: refused, and not repeated`,
        play: async (target) => {
          const { browser } = await sharedHolder(target);
          const { ceremony_id, options } = await beginPasskeySignIn(target.send);
          expectRefused(await sendAssertion(target, ceremony_id, replace(await browser.assert(options))));
        },
      }),
    ),
  ),
  ...wrongKeys.map(
    (algorithm): StoryAttack => ({
      requirement: ['ASVS V6.3.3'],
      attack: `an assertion by another key of ${algorithm}`,
      onlyInAll: algorithm === 'RS256',
      play: async (target) => {
        const user = await createKeyHolder(target, { algorithm });
        for (const other of new Set<CoseAlgorithm>([algorithm, 'ES256'])) {
          expectRefused(await signInBy(target, user, { key: await createCredentialKey(other) }));
        }
        expect((await signInBy(target, user)).status).toBe(201);
      },
    }),
  ),
  ...stories,
];
