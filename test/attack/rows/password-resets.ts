/** Resets of forgotten passwords: whose they are, how often they work, and what they leave. */
import { MESSAGE_SIZE } from '../../../lambda/identity/email/mail-request';
import { expectNoSession, refreshWith, withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import { readMails } from '../../support/read-mails';
import type { StoryAttack } from '../attack';
import { comingFrom, newSource } from '../guess';
import {
  askForCode,
  codeFrom,
  countMessages,
  createAddressed,
  expectInvalidCode,
  newAddress,
  signInBy,
} from '../mailbox';
import { askForReset, askForResetCode, confirmReset, RESET_PASSWORD, readResetCodes } from '../resets';
import type { Target } from '../target';

const WRONG = '0000-0000';
const times = <Value>(count: number, make: () => Promise<Value>) =>
  Promise.all(Array.from({ length: count }, make));
const statuses = async (answers: Promise<readonly { readonly status: number }[]>) =>
  (await answers).map(({ status }) => status).sort();

/** The headers that a careless service would build links from. */
const HOST_HEADERS: Readonly<Record<string, string>> = {
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'gopher',
  'x-original-url': 'https://evil.example/',
  forwarded: 'for=1.2.3.4;host=evil.example;proto=https',
  origin: 'https://evil.example',
  referer: 'https://user:secret@evil.example/',
};

const ofAuth = (calls: ReturnType<Target['calls']>) =>
  calls.filter(({ logicalId = '' }) => logicalId.startsWith('Auth')).map(({ action }) => action);

async function createAsked(target: Target) {
  const user = await createAddressed(target);
  return { user, ...(await askForResetCode(target, user)) };
}

export const passwordResetAttacks: readonly StoryAttack[] = [
  {
    requirement: ['ASVS V6.4.3', 'ASVS V7.4.3'],
    attack: 'a session kept through a reset has ended, and the reset starts none',
    play: async (target) => {
      const { user, reset_id, code } = await createAsked(target);
      const other = await target.signIn(user);
      const answer = await confirmReset(target, { reset_id, code });
      expect(answer).toMatchObject({ status: 204, text: '' });
      expect(Object.keys(answer.headers)).not.toContain('set-cookie');
      for (const session of [user, other]) {
        await expectNoSession(target, session);
        expect((await target.send(refreshWith(session.refreshToken))).status).toBe(401);
      }
      expect((await signInBy(target, user.username, user.password)).status).toBe(401);
      expect((await signInBy(target, user.username, RESET_PASSWORD)).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.5.1', 'ASVS V6.4.3'],
    attack: 'a reset without the mail: by its id, by a guess, and by an empty code',
    play: async (target) => {
      const { user, reset_id } = await createAsked(target);
      for (const proof of [
        { reset_id, code: WRONG },
        { reset_id, code: '' },
        { token: reset_id },
        { token: `${reset_id}.` },
        { token: `${reset_id}.${'A'.repeat(22)}` },
      ]) {
        expectInvalidCode(await confirmReset(target, proof));
      }
      for (const proof of [{}, { reset_id }, { reset_id, token: 'x' }, { reset_id, code: null }]) {
        expect((await confirmReset(target, proof)).status).toBe(400);
      }
      expect((await signInBy(target, user.username, user.password)).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.5.1'],
    attack: 'a code of a reset for the second time',
    play: async (target) => {
      const { user, reset_id, code } = await createAsked(target);
      expect((await confirmReset(target, { reset_id, code })).status).toBe(204);
      expectInvalidCode(
        await confirmReset(target, { reset_id, code, new_password: 'a second phrase of an attacker' }),
      );
      expect((await signInBy(target, user.username, RESET_PASSWORD)).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.5.1', 'ASVS V15.4.2'],
    attack: 'a code of a reset four times at once: one succeeds',
    isRace: true,
    play: async (target) => {
      const { reset_id, code } = await createAsked(target);
      const answers = times(4, () => confirmReset(target, { reset_id, code }));
      expect(await statuses(answers)).toEqual([204, 400, 400, 400]);
    },
  },
  {
    requirement: ['ASVS V6.6.3', 'ASVS V6.5.4'],
    attack: 'five wrong codes of a reset, and then the right one',
    play: async (target) => {
      const { reset_id, code } = await createAsked(target);
      for (let made = 0; made < 5; made++) {
        expectInvalidCode(await confirmReset(target, { reset_id, code: WRONG }));
      }
      expectInvalidCode(await confirmReset(target, { reset_id, code }));
    },
  },
  {
    requirement: ['ASVS V6.6.3', 'ASVS V15.4.2'],
    attack: 'ten wrong codes of a reset at once, and then the right one',
    onlyInAll: true,
    isRace: true,
    play: async (target) => {
      const { user, reset_id, code } = await createAsked(target);
      const answers = times(10, () => confirmReset(target, { reset_id, code: WRONG }));
      expect(new Set(await statuses(answers))).toEqual(new Set([400]));
      expectInvalidCode(await confirmReset(target, { reset_id, code }));
      expect((await signInBy(target, user.username, user.password)).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.5.1'],
    attack: 'the code of a reset for another reset, of the same and of another account',
    onlyInAll: true,
    play: async (target) => {
      const { user, reset_id, code } = await createAsked(target);
      const mallory = await createAddressed(target);
      const own = await askForResetCode(target, mallory);
      const again = await askForResetCode(target, user, 2);
      expectInvalidCode(await confirmReset(target, { reset_id, code: own.code }));
      expectInvalidCode(await confirmReset(target, { reset_id: own.reset_id, code }));
      expectInvalidCode(await confirmReset(target, { reset_id: again.reset_id, code }));
      expect((await confirmReset(target, { reset_id, code })).status).toBe(204);
      // a completed reset voids the others
      expectInvalidCode(await confirmReset(target, again));
    },
  },
  {
    requirement: ['ASVS V6.5.1', 'ASVS V9.2.2'],
    attack: 'a code that verifies an address in a reset, and the code of a reset for an address',
    play: async (target) => {
      const { user, reset_id, code } = await createAsked(target);
      const verification = await askForCode(target, user, newAddress());
      expectInvalidCode(await confirmReset(target, { reset_id, code: verification }));
      expectInvalidCode(await target.send(codeFrom(user, code)));
      expect((await target.send(codeFrom(user, verification))).status).toBe(204);
    },
  },
  {
    requirement: ['ASVS V9.2.2', 'ASVS V6.5.1'],
    attack: 'a token of another kind in a reset, and the code of a reset in place of a token',
    play: async (target) => {
      const { user, reset_id, code } = await createAsked(target);
      for (const text of [user.token, user.refreshToken, user.deviceToken, user.sid, user.id]) {
        for (const proof of [{ token: text }, { reset_id, code: text }, { reset_id: text, code }]) {
          expect((await confirmReset(target, proof)).status).toBe(400);
        }
      }
      for (const text of [code, reset_id, `${reset_id}.${code}`]) {
        expect((await target.send(withToken(text, { path: '/users/me' }))).status).toBe(401);
        expect((await target.send(refreshWith(text))).status).toBe(401);
        expect((await signInBy(target, user.username, text)).status).toBe(401);
      }
    },
  },
  {
    requirement: ['ASVS V6.3.8', 'NIST SP 800-63B-4 section 3.2.2'],
    attack: 'whether a name has an account: the response, the calls and the queue tell nothing',
    play: async (target) => {
      const known = await createAddressed(target);
      const unverified = await target.signUp();
      const seen: unknown[] = [];
      const names = [
        known.username,
        known.email,
        unverified.username,
        createCredentials().username,
        newAddress(),
        'no name!',
      ];
      for (const username of names) {
        const before = target.calls().length;
        const answer = await target.send({
          ...{ method: 'POST', path: '/password-resets', json: { username } },
          headers: comingFrom(newSource()),
        });
        const made = target.calls().slice(before);
        const messages = made.flatMap(({ action, input }) =>
          action === 'sqs:SendMessage' ? [String(input.MessageBody).length] : [],
        );
        seen.push({
          status: answer.status,
          length: answer.text.length,
          names: Object.keys(answer.headers).sort(),
          calls: ofAuth(made),
          messages,
        });
      }
      expect(seen[0]).toMatchObject({ status: 202, messages: [MESSAGE_SIZE] });
      for (const other of seen) expect(other).toEqual(seen[0]);
    },
  },
  {
    requirement: ['ASVS V6.3.8', 'ASVS V6.5.1'],
    attack: 'a wrong code for an unknown name looks like one for an account, and makes the same calls',
    play: async (target) => {
      const { reset_id } = await createAsked(target);
      const unknown = await askForReset(target, createCredentials().username);
      const seen: unknown[] = [];
      for (const id of [reset_id, unknown, 'A'.repeat(22), 'no id']) {
        const before = target.calls().length;
        const answer = await confirmReset(target, { reset_id: id, code: WRONG });
        expectInvalidCode(answer);
        const made = target.calls().slice(before);
        seen.push(ofAuth(made));
      }
      for (const other of seen) expect(other).toEqual(seen[0]);
    },
  },
  {
    requirement: ['ASVS V6.3.1'],
    attack: 'a flood of resets of one account: three mails, and an earlier code still works',
    onlyInAll: true,
    play: async (target) => {
      const { user, reset_id, code } = await createAsked(target);
      for (let made = 0; made < 6; made++) {
        await askForReset(target, made % 2 === 0 ? user.username : user.email);
      }
      expect(await readResetCodes(target, user.email, 3)).toHaveLength(3);
      expect((await confirmReset(target, { reset_id, code })).status).toBe(204);
      // the next one is sent again, so nothing of the flood was still to come
      await askForResetCode(target, user, 4);
      expect(await readResetCodes(target, user.email, 4)).toHaveLength(4);
    },
  },
  {
    requirement: ['ASVS V6.3.1'],
    attack: 'a flood of resets from one source: twenty messages, and the same response for the others',
    onlyInAll: true,
    play: async (target) => {
      const headers = comingFrom(newSource());
      const before = countMessages(target);
      for (let made = 0; made < 24; made++) {
        await askForReset(target, createCredentials().username, { headers });
      }
      expect(countMessages(target) - before).toBe(20);
    },
  },
  {
    requirement: ['ASVS V6.4.3'],
    attack: 'host and forwarding headers, and user information, never reach a mail',
    play: async (target) => {
      const user = await createAddressed(target);
      for (const username of [user.username, `${user.email}`]) {
        await askForReset(target, username, { headers: HOST_HEADERS });
      }
      const mails = await readMails(user.email, 3, target.origin);
      for (const mail of mails) {
        expect(JSON.stringify(mail)).not.toMatch(/evil|gopher|secret/);
        expect(mail.to.toLowerCase()).toBe(user.email.toLowerCase());
      }
    },
  },
  {
    requirement: ['ASVS V6.2.4', 'ASVS V6.4.3'],
    attack: 'a weak password in a reset is rejected as often as it is sent, and leaves the code valid',
    play: async (target) => {
      const { reset_id, code } = await createAsked(target);
      for (let made = 0; made < 6; made++) {
        for (const new_password of ['short', 'password password']) {
          const answer = await confirmReset(target, { reset_id, code, new_password });
          expect(answer).toMatchObject({ status: 400, json: { code: 'VALIDATION_FAILED' } });
        }
      }
      expect((await confirmReset(target, { reset_id, code })).status).toBe(204);
    },
  },
  {
    requirement: ['ASVS V16.3.1', 'ASVS V16.2.5'],
    attack: 'resets are logged with account, source and result, and without names, ids and codes',
    play: async (target) => {
      const { user, reset_id, code } = await createAsked(target);
      await confirmReset(target, { reset_id, code: WRONG });
      await confirmReset(target, { reset_id, code });
      for (const event of ['password_reset_requested', 'password_reset_failed', 'password_reset']) {
        const lines = await target.waitForLog(event, 1);
        expect(lines.find(({ sub }) => sub === user.id)).toMatchObject({ audited: true });
        expect(JSON.stringify(lines)).not.toMatch(new RegExp(`${user.username}|${user.email}`, 'i'));
      }
      for (const secret of [reset_id, code, RESET_PASSWORD]) expect(target.written()).not.toContain(secret);
    },
  },
];
