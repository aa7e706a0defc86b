/** Accounts with passkeys: what an attacker with a stolen session, password or mailbox gets, and what a removal ends. */
import { withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import { expectProblem } from '../../support/expect-problem';
import {
  addPasskey,
  beginPasskey,
  createBrowser,
  sendPasskey,
  signUpWithPasskey,
  stepUpWithPasskey,
} from '../../support/passkeys';
import { readAllMails } from '../../support/read-mails';
import type { StoryAttack } from '../attack';
import { challengeOf, sendPassword } from '../factors';
import { comingFrom, guess, newSource } from '../guess';
import { newAddress, verifyAddress } from '../mailbox';
import { createKeyHolder, expectRefused, holderOf, signInBy, turnOn } from '../passkeys';
import { askForReset, confirmReset } from '../resets';
import type { Target } from '../target';

const setState = ({ table }: Target, id: string, state: string) =>
  table.set({ pk: `ACCOUNT#${id}`, sk: 'ACCOUNT' }, { state: { S: state } });

export const passkeyAccountAttacks: readonly StoryAttack[] = [
  {
    requirement: ['ASVS V7.4.1', 'ASVS V7.5.1'],
    attack: 'an ended session begins to add a passkey, or completes it',
    play: async (target) => {
      const user = await target.signUp();
      const holder = holderOf(target, user);
      const { ceremony_id, options } = await beginPasskey(holder);
      const credential = await createBrowser(target.origin).register(options);
      expect((await holder.send({ method: 'DELETE', path: '/sessions' })).status).toBe(204);
      expect((await sendPasskey(holder, { ceremony_id, credential })).status).toBe(401);
      expect((await holder.send({ method: 'POST', path: '/users/me/passkeys/options' })).status).toBe(401);
      // the next session cannot complete it either
      const next = holderOf(target, await target.signIn(user));
      const late = await sendPasskey(next, { ceremony_id, credential });
      expectProblem(late, { status: 400, code: 'INVALID_CEREMONY' });
      expect((await next.send({ path: '/users/me/passkeys' })).json.items).toEqual([]);
    },
  },
  {
    requirement: ['ASVS V6.3.3', 'ASVS V7.5.1'],
    attack: 'a session by the password alone, once the second factor is on: it adds and removes no passkey',
    play: async (target) => {
      const user = await createKeyHolder(target);
      const stolen = holderOf(target, await target.signIn(user));
      await turnOn(target, user);
      for (const [method, path] of [
        ['POST', '/users/me/passkeys/options'],
        ['DELETE', `/users/me/passkeys/${user.passkey}`],
        ['DELETE', '/users/me/second-factor'],
        ['PUT', '/users/me/second-factor'],
      ] as const) {
        const answer = await stolen.send({ method, path });
        expect({ path, status: answer.status, code: answer.json.code }).toEqual({
          ...{ path, status: 401, code: 'INSUFFICIENT_USER_AUTHENTICATION' },
        });
      }
      const weak = await stepUpWithPasskey(stolen, user.browser, { isUserVerified: false });
      expectRefused(weak);
      // a pending sign-in is not a session: it adds no passkey
      const challenge = await challengeOf(target, user);
      const pending = await target.send(
        withToken(challenge, { method: 'POST', path: '/users/me/passkeys/options' }),
      );
      expect(pending.status).toBe(401);
    },
  },
  {
    requirement: ['ASVS V6.4.4', 'ASVS V6.5.6'],
    attack: 'a removed passkey: it signs in, steps up and answers a challenge no more',
    play: async (target) => {
      const user = await createKeyHolder(target);
      const holder = holderOf(target, user);
      const other = createBrowser(target.origin);
      expect((await addPasskey(holder, other)).status).toBe(201);
      const path = `/users/me/passkeys/${user.passkey}`;
      expect((await holder.send({ method: 'DELETE', path })).status).toBe(204);
      const signedIn = await signInBy(target, user);
      expectProblem(signedIn, { status: 401, code: 'UNKNOWN_PASSKEY' });
      const [{ id: removed = '' } = {}] = user.browser.credentials;
      await turnOn(target, user);
      const { json } = await sendPassword(target, user);
      expect(JSON.stringify(json.passkey)).not.toContain(removed);
      const credential = await user.browser.assert({ challenge: json.challenge, rpId: 'localhost' });
      const answer = { challenge: json.challenge, kind: 'passkey', credential };
      expectRefused(await target.send({ method: 'POST', path: '/sessions/challenge', json: answer }));
      expect((await signInBy(target, { browser: other })).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V7.4.2'],
    attack: 'the passkey of a disabled account: refused like a wrong signature, until the account is enabled',
    play: async (target) => {
      const user = await createKeyHolder(target);
      await setState(target, user.id, 'DISABLED');
      expectRefused(await signInBy(target, user));
      await setState(target, user.id, 'ACTIVE');
      expect((await signInBy(target, user)).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.3.3'],
    attack: 'a security key without a PIN, to which its finder adds one: it does not sign in alone',
    play: async (target) => {
      const user = await createKeyHolder(target, { verifiesUser: false });
      const { assert } = user.browser;
      const browser: typeof user.browser = {
        ...user.browser,
        assert: (options) => assert({ ...options, userVerification: 'preferred' }, { isUserVerified: true }),
      };
      expectRefused(await signInBy(target, { browser }));
    },
  },
  {
    requirement: ['ASVS V6.4.3', 'ASVS V6.3.8'],
    attack:
      'an account without a password, by guesses and by a reset with its mailbox: no password, no session',
    play: async (target) => {
      const { username, password } = createCredentials();
      const browser = createBrowser(target.origin);
      const { status, json } = await signUpWithPasskey(target.send, browser, username);
      expect(status).toBe(201);
      const email = newAddress();
      await verifyAddress(target, { token: json.access_token }, email);
      const seen: unknown[] = [];
      for (const name of [username, createCredentials().username]) {
        const answer = await guess(target, { username: name });
        seen.push([answer.status, answer.json.code, answer.text.length]);
      }
      expect(seen[1]).toEqual(seen[0]);
      const reset_id = await askForReset(target, email);
      const kinds = (await readAllMails(email, target.origin)).map(({ kind }) => kind);
      expect(kinds).not.toContain('reset-password');
      const reset = await confirmReset(target, { reset_id, code: '0000-0000', new_password: password });
      expect(reset.status).toBe(400);
      const headers = comingFrom(newSource());
      const signIn = { method: 'POST', path: '/sessions/create', json: { username, password }, headers };
      expect((await target.send(signIn)).json.code).toBe('INVALID_CREDENTIALS');
      expect((await signInBy(target, { browser })).status).toBe(201);
    },
  },
];
