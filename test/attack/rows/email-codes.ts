/** Codes of e-mail addresses: whose they are, how often they work, and how many are sent. */
import { expectNoSession, expectSession, refreshWith, withToken } from '../../faults/operation';
import type { Sent } from '../../support/http-client';
import { readAllMails, readMails } from '../../support/read-mails';
import type { StoryAttack } from '../attack';
import { comingFrom, newSource } from '../guess';
import {
  askAndRead,
  askFor,
  askForCode,
  codeFrom,
  countMessages,
  createAddressed,
  expectInvalidCode,
  newAddress,
  signInBy,
} from '../mailbox';
import type { Target, Victim } from '../target';

const WRONG = 'WWWW-WWWW';
const times = <Value>(count: number, make: () => Promise<Value>) =>
  Promise.all(Array.from({ length: count }, make));
const statuses = async (answers: Promise<readonly { readonly status: number }[]>) =>
  (await answers).map(({ status }) => status).sort();
const signOut = ({ token }: Victim) =>
  withToken(token, { method: 'DELETE', path: '/sessions/current' } satisfies Sent);

/** Signs up a user who has asked for an address. */
async function createAsked(target: Target) {
  const email = newAddress();
  const user = await target.signUp();
  return { user, email, code: await askForCode(target, user, email) };
}

export const emailCodeAttacks: readonly StoryAttack[] = [
  {
    requirement: ['ASVS V6.6.2'],
    attack: 'the code of another account, which asks for the same address',
    play: async (target) => {
      const { user, email, code } = await createAsked(target);
      const mallory = await target.signUp();
      await askForCode(target, mallory, email, 2);
      expectInvalidCode(await target.send(codeFrom(mallory, code)));
      expect((await target.send(codeFrom(user, code))).status).toBe(204);
    },
  },
  {
    requirement: ['ASVS V6.6.2', 'ASVS V7.4.1'],
    attack: 'a code in another session, after the one that asked has ended',
    play: async (target) => {
      const { user, code } = await createAsked(target);
      const other = await target.signIn(user);
      expect((await target.send(signOut(user))).status).toBe(204);
      expectInvalidCode(await target.send(codeFrom(other, code)));
    },
  },
  {
    requirement: ['ASVS V6.5.1'],
    attack: 'a code for the second time',
    play: async (target) => {
      const { user, code } = await createAsked(target);
      expect((await target.send(codeFrom(user, code))).status).toBe(204);
      expectInvalidCode(await target.send(codeFrom(user, code)));
    },
  },
  {
    requirement: ['ASVS V6.5.1', 'ASVS V15.4.2'],
    attack: 'a code four times at once: one succeeds',
    isRace: true,
    play: async (target) => {
      const { user, code } = await createAsked(target);
      const answers = times(4, () => target.send(codeFrom(user, code)));
      expect(await statuses(answers)).toEqual([204, 400, 400, 400]);
    },
  },
  {
    requirement: ['ASVS V6.6.3'],
    attack: 'five wrong codes, and then the right one',
    play: async (target) => {
      const { user, code } = await createAsked(target);
      for (let made = 0; made < 5; made++) expectInvalidCode(await target.send(codeFrom(user, WRONG)));
      expectInvalidCode(await target.send(codeFrom(user, code)));
    },
  },
  {
    requirement: ['ASVS V6.6.3', 'ASVS V15.4.2'],
    attack: 'ten wrong codes at once, and then the right one',
    isRace: true,
    play: async (target) => {
      const { user, email, code } = await createAsked(target);
      const answers = times(10, () => target.send(codeFrom(user, WRONG)));
      expect(new Set(await statuses(answers))).toEqual(new Set([400]));
      expectInvalidCode(await target.send(codeFrom(user, code)));
      expect((await signInBy(target, email, user.password)).status).toBe(401);
    },
  },
  {
    requirement: ['ASVS V6.6.2', 'ASVS V6.5.1'],
    attack: 'an account that waits under the address of another person gets nothing when she verifies it',
    play: async (target) => {
      const email = newAddress();
      const mallory = await target.signUp();
      const waiting = await askForCode(target, mallory, email);
      expect((await signInBy(target, email, mallory.password)).status).toBe(401);
      const ada = await target.signUp();
      const code = await askForCode(target, ada, email, 2);
      expect((await target.send(codeFrom(ada, code))).status).toBe(204);
      // even with its own code, which only the mailbox has
      expectInvalidCode(await target.send(codeFrom(mallory, waiting)));
      expect((await target.send(withToken(mallory.token, { path: '/users/me' }))).json).toMatchObject({
        email: null,
        pending_email: null,
      });
      expect((await signInBy(target, email, mallory.password)).status).toBe(401);
      expect((await signInBy(target, email, ada.password)).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V7.4.3'],
    attack: 'a session kept from before the first verification of an address has ended',
    onlyInAll: true,
    play: async (target) => {
      const kept = await target.signUp();
      const owner = await target.signIn(kept);
      const code = await askForCode(target, owner, newAddress());
      const pending = await askForCode(target, kept, newAddress());
      expectInvalidCode(await target.send(codeFrom(owner, code)));
      const own = await askForCode(target, owner, newAddress());
      expectInvalidCode(await target.send(codeFrom(kept, pending)));
      expect((await target.send(codeFrom(owner, own))).status).toBe(204);
      await expectNoSession(target, kept);
      expect((await target.send(refreshWith(kept.refreshToken))).status).toBe(401);
      await expectSession(target, owner);
    },
  },
  {
    requirement: ['ASVS V9.2.2', 'ASVS V6.6.2'],
    attack: 'a token of another kind in place of a code, and a code in place of a token',
    play: async (target) => {
      const { user, code } = await createAsked(target);
      for (const token of [user.token, user.refreshToken, user.deviceToken, user.sid, user.id]) {
        const { status } = await target.send(codeFrom(user, token));
        expect(status).toBe(400);
      }
      for (const token of [code, user.refreshToken, user.deviceToken, user.sid]) {
        for (const path of ['/users/me/email', '/users/me/email/verification']) {
          const methods = path.endsWith('email') ? ['PUT', 'DELETE'] : ['POST', 'DELETE'];
          for (const method of methods) {
            const sent = { method, path, ...(method !== 'DELETE' && { json: {} }) };
            expect((await target.send(withToken(token, sent))).status).toBe(401);
          }
        }
      }
      expect((await target.send(refreshWith(code))).status).toBe(401);
      expect((await signInBy(target, user.username, code)).status).toBe(401);
      // the tokens have used up no attempt
      expect((await target.send(codeFrom(user, code))).status).toBe(204);
    },
  },
  {
    requirement: ['ASVS V6.3.1'],
    attack: 'a flood of mails for one account: five mails, and the same response for the others',
    onlyInAll: true,
    play: async (target) => {
      const user = await target.signUp();
      const before = countMessages(target);
      for (let made = 0; made < 8; made++) {
        expect(await target.send(askFor(user, newAddress()))).toMatchObject({ status: 202, text: '' });
      }
      expect(countMessages(target) - before).toBe(5);
      // the limit ends no request that is open
      await target.waitForLog('mail_throttled', 1);
    },
  },
  {
    requirement: ['ASVS V6.3.1'],
    attack: 'a flood of one address from many accounts: five mails',
    onlyInAll: true,
    play: async (target) => {
      const email = newAddress();
      const before = countMessages(target);
      for (let made = 0; made < 7; made++) {
        const mallory = await target.signUp();
        expect(await target.send(askFor(mallory, email))).toMatchObject({ status: 202, text: '' });
      }
      expect(countMessages(target) - before).toBe(5);
      expect(await readAllMails(email, target.origin)).toHaveLength(5);
    },
  },
  {
    requirement: ['ASVS V6.3.1'],
    attack: 'a flood of mails from one source: twenty mails, and the same response for the others',
    onlyInAll: true,
    play: async (target) => {
      const headers = comingFrom(newSource());
      const before = countMessages(target);
      for (let made = 0; made < 6; made++) {
        const mallory = await target.signUp();
        for (let more = 0; more < 4; more++) {
          const sent = askFor(mallory, newAddress(), { headers });
          expect(await target.send(sent)).toMatchObject({ status: 202, text: '' });
        }
      }
      expect(countMessages(target) - before).toBe(20);
    },
  },
  {
    requirement: ['ASVS V6.3.8'],
    attack: 'whether an address has an account: the response and the queue tell nothing',
    play: async (target) => {
      const ada = await createAddressed(target);
      const mallory = await target.signUp();
      const sizes: unknown[] = [];
      for (const [email, mails] of [
        [ada.email, 2],
        [newAddress(), 1],
      ] as const) {
        const answer = await target.send(askFor(mallory, email));
        sizes.push([answer.status, answer.text, Object.keys(answer.headers).sort()]);
        // before the next request, which voids this one
        await readMails(email, mails, target.origin);
      }
      expect(sizes[0]).toEqual(sizes[1]);
      expect((await askAndRead(target, mallory, ada.email, 3)).code).toBeUndefined();
    },
  },
];
