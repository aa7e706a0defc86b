/** Ceremonies of passkeys: each is accepted once, in one place, for one account and one session. */
import { refreshWith, withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import {
  beginPasskey,
  beginPasskeySignIn,
  beginPasskeySignUp,
  beginPasskeyStepUp,
  createBrowser,
  sendPasskey,
} from '../../support/passkeys';
import type { StoryAttack } from '../attack';
import { challengeOf, expectNoChallenge } from '../factors';
import { codeFrom, expectInvalidCode } from '../mailbox';
import {
  createKeyHolder,
  expectNoCeremony,
  expectRefused,
  expire,
  holderOf,
  type KeyHolder,
  sendAssertion,
  sharedHolder,
  turnOn,
} from '../passkeys';
import { confirmReset } from '../resets';
import type { Target, Victim } from '../target';

/** Steps up with an assertion. */
const sendStepUp = (target: Target, user: Victim, ceremony_id: string, credential: unknown) =>
  holderOf(target, user).send({
    ...{
      method: 'POST',
      path: '/sessions/current/step-up',
      json: { kind: 'passkey', ceremony_id, credential },
    },
  });

/** Signs up without a password. */
const sendSignUp = ({ send }: Target, ceremony_id: string, credential: unknown, username: string) =>
  send({ method: 'POST', path: '/users', json: { username, ceremony_id, credential } });

/** Sends the same ceremony to every place that takes one, with a response that is right for its challenge. */
async function sendEverywhere(target: Target, user: KeyHolder, ceremonyId: string) {
  const options = { challenge: ceremonyId, rpId: 'localhost' };
  const assertion = () => user.browser.assert(options);
  const registered = createBrowser(target.origin).register({
    ...{ challenge: ceremonyId, rp: {}, user: { id: 'A'.repeat(48) }, pubKeyCredParams: [{ alg: -7 }] },
  });
  return {
    'sign-in': await sendAssertion(target, ceremonyId, await assertion()),
    'step-up': await sendStepUp(target, user, ceremonyId, await assertion()),
    addition: await sendPasskey(holderOf(target, user), {
      ceremony_id: ceremonyId,
      credential: await registered,
    }),
    'sign-up': await sendSignUp(target, ceremonyId, await registered, createCredentials().username),
  };
}

export const passkeyCeremonyAttacks: readonly StoryAttack[] = [
  {
    requirement: ['ASVS V6.7.2', 'NIST SP 800-63B-4 section 3.2.7'],
    attack: 'an assertion for the second time, with its ceremony and with a new one',
    play: async (target) => {
      const { browser } = await sharedHolder(target);
      const begun = await beginPasskeySignIn(target.send);
      expect(Buffer.from(begun.options.challenge, 'base64url')).toHaveLength(32);
      const credential = await browser.assert(begun.options);
      expect((await sendAssertion(target, begun.ceremony_id, credential)).status).toBe(201);
      expectNoCeremony(await sendAssertion(target, begun.ceremony_id, credential));
      const { ceremony_id } = await beginPasskeySignIn(target.send);
      expectRefused(await sendAssertion(target, ceremony_id, credential));
      // the refused one has used up its ceremony
      expectNoCeremony(await sendAssertion(target, ceremony_id, credential));
    },
  },
  {
    requirement: ['ASVS V6.7.2', 'ASVS V15.4.2'],
    attack: 'an assertion four times at once: one session',
    isRace: true,
    play: async (target) => {
      const { browser } = await sharedHolder(target);
      const { ceremony_id, options } = await beginPasskeySignIn(target.send);
      const credential = await browser.assert(options);
      const sent = Array.from({ length: 4 }, () => sendAssertion(target, ceremony_id, credential));
      const statuses = (await Promise.all(sent)).map(({ status }) => status).sort();
      expect(statuses).toEqual([201, 400, 400, 400]);
    },
  },
  {
    requirement: ['ASVS V6.7.2', 'ASVS V9.2.2'],
    attack: 'a ceremony of one kind in the places of the others',
    play: async (target) => {
      const user = await createKeyHolder(target);
      const holder = holderOf(target, user);
      const begun = {
        'sign-in': await beginPasskeySignIn(target.send),
        'step-up': await beginPasskeyStepUp(holder),
        addition: await beginPasskey(holder),
        'sign-up': await beginPasskeySignUp(target.send, createCredentials().username),
      };
      for (const [kind, { ceremony_id }] of Object.entries(begun)) {
        const others = Object.entries(await sendEverywhere(target, user, ceremony_id)).filter(
          // the name of the sign-up differs as well
          ([place]) => place !== kind || place === 'sign-up',
        );
        for (const [, answer] of others) expectNoCeremony(answer);
      }
    },
  },
  {
    requirement: ['ASVS V6.7.2', 'ASVS V8.2.2'],
    attack: 'a ceremony of another account or another session',
    play: async (target) => {
      const [user, mallory] = [await createKeyHolder(target), await createKeyHolder(target)];
      const other = await target.signIn(user);
      for (const thief of [mallory, other]) {
        const stepUp = await beginPasskeyStepUp(holderOf(target, user));
        const assertion = await (thief === mallory ? mallory : user).browser.assert({
          ...{ challenge: stepUp.ceremony_id, rpId: 'localhost' },
        });
        expectNoCeremony(await sendStepUp(target, thief, stepUp.ceremony_id, assertion));
        const { ceremony_id, options } = await beginPasskey(holderOf(target, user));
        const credential = await createBrowser(target.origin).register(options);
        expectNoCeremony(await sendPasskey(holderOf(target, thief), { ceremony_id, credential }));
      }
    },
  },
  {
    requirement: ['ASVS V6.7.2'],
    attack: 'ceremonies after five minutes',
    play: async (target) => {
      const user = await createKeyHolder(target);
      const signIn = await beginPasskeySignIn(target.send);
      await expire(target, signIn.ceremony_id);
      const late = await user.browser.assert(signIn.options);
      expectNoCeremony(await sendAssertion(target, signIn.ceremony_id, late));
      const added = await beginPasskey(holderOf(target, user));
      await expire(target, added.ceremony_id, user.id);
      const credential = await createBrowser(target.origin).register(added.options);
      expectNoCeremony(
        await sendPasskey(holderOf(target, user), { ceremony_id: added.ceremony_id, credential }),
      );
    },
  },
  {
    requirement: ['ASVS V6.7.2', 'ASVS V9.2.2'],
    attack: 'a token of another kind in place of a ceremony',
    play: async (target) => {
      const user = await createKeyHolder(target);
      await turnOn(target, user);
      const challenge = await challengeOf(target, user);
      for (const text of [
        challenge,
        user.token,
        user.refreshToken,
        user.deviceToken,
        user.sid,
        user.id,
        '',
      ]) {
        for (const answer of Object.values(await sendEverywhere(target, user, text.slice(0, 128)))) {
          // an addition and a step-up may demand the second factor first
          expect([400, 401]).toContain(answer.status);
          expect(['INVALID_CEREMONY', 'INSUFFICIENT_USER_AUTHENTICATION', 'VALIDATION_FAILED']).toContain(
            answer.json.code,
          );
        }
      }
    },
  },
  {
    requirement: ['ASVS V6.3.3', 'ASVS V9.2.2'],
    attack: 'a ceremony in place of an access token, a refresh token, a challenge, a code and a link',
    play: async (target) => {
      const user = await createKeyHolder(target);
      const { ceremony_id, options } = await beginPasskeySignIn(target.send);
      for (const path of ['/users/me', '/users/me/passkeys', '/sessions', '/foo']) {
        expect((await target.send(withToken(ceremony_id, { path }))).status).toBe(401);
      }
      expect((await target.send(refreshWith(ceremony_id))).status).toBe(401);
      const credential = await user.browser.assert(options);
      const json = { challenge: ceremony_id, kind: 'passkey', credential };
      expectNoChallenge(await target.send({ method: 'POST', path: '/sessions/challenge', json }));
      expectInvalidCode(await confirmReset(target, { token: ceremony_id }));
      expectInvalidCode(await target.send(codeFrom(user, ceremony_id)));
      // none of them has used it up
      expect((await sendAssertion(target, ceremony_id, credential)).status).toBe(201);
    },
  },
];
