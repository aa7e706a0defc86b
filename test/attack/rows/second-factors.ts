/** Second factors: how often a code works, and what a caller without the second factor may do. */
import { expectNoSession, expectSession, toUser, withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import type { Answer } from '../../support/http-client';
import type { StoryAttack } from '../attack';
import {
  answerChallenge,
  challengeOf,
  codeOf,
  createEnrolled,
  enrol,
  expectNoChallenge,
  expectStepUp,
  NO_CODE,
  sendPassword,
  stepUpOf,
  wrongCode,
} from '../factors';
import { comingFrom, guess, newSource } from '../guess';
import { createAddressed, expectInvalidCode } from '../mailbox';
import { askForResetCode, confirmReset } from '../resets';
import type { Target } from '../target';

const statusesOf = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort();

const ofAuth = (calls: ReturnType<Target['calls']>) =>
  calls.filter(({ logicalId = '' }) => logicalId.startsWith('Auth')).map(({ action }) => action);

/** The page of the local run. It is not deployed, so the document of the API does not contain it. */
const readPage = async ({ origin }: Target) => (await fetch(`${origin}/_local/authenticator`)).text();

export const secondFactorAttacks: readonly StoryAttack[] = [
  {
    requirement: ['ASVS V6.5.1'],
    attack:
      'a code for the second time, also with blanks, in the trailing step, and after it has confirmed the app',
    play: async (target) => {
      const user = await createEnrolled(target);
      const code = codeOf(target, user.secret, 1);
      expectInvalidCode(await answerChallenge(target, await challengeOf(target, user), user.confirmed));
      expect((await answerChallenge(target, await challengeOf(target, user), code)).status).toBe(201);
      const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
      const challenge = await challengeOf(target, user);
      for (const again of [code, spaced, ` ${code}`, `${code.slice(0, 2)}-${code.slice(2)}`]) {
        expectInvalidCode(await answerChallenge(target, challenge, again));
      }
      expectInvalidCode(await target.send(stepUpOf(user.token, { kind: 'totp', code })));
    },
  },
  {
    requirement: ['ASVS V6.5.1'],
    attack: 'a code of an app four times at once: one succeeds',
    isRace: true,
    onlyInAll: true,
    play: async (target) => {
      const user = await createEnrolled(target);
      const code = codeOf(target, user.secret, 1);
      const challenges = await Promise.all(Array.from({ length: 4 }, () => challengeOf(target, user)));
      const answers = await Promise.all(challenges.map((each) => answerChallenge(target, each, code)));
      expect(statusesOf(answers)).toEqual([201, 400, 400, 400]);
    },
  },
  {
    requirement: ['ASVS V6.5.1', 'ASVS V15.4.2'],
    attack: 'a recovery code twice at once: one succeeds, and it never works again',
    onlyInAll: true,
    isRace: true,
    play: async (target) => {
      const user = await createEnrolled(target);
      const [code = ''] = user.recoveryCodes;
      const challenges = [await challengeOf(target, user), await challengeOf(target, user)];
      const use = (challenge: string) => answerChallenge(target, challenge, code, 'recovery_code');
      expect(statusesOf(await Promise.all(challenges.map(use)))).toEqual([201, 400]);
      expectInvalidCode(await use(await challengeOf(target, user)));
    },
  },
  {
    requirement: ['ASVS V6.4.3', 'ASVS V6.3.3'],
    attack: 'a reset of the password of an account with a second factor: no session without the factor',
    play: async (target) => {
      const user = await enrol(target, await createAddressed(target));
      const proof = await askForResetCode(target, user);
      const password = 'a phrase of an attacker with the mailbox';
      expect(await confirmReset(target, { ...proof, new_password: password })).toMatchObject({
        status: 204,
        text: '',
      });
      const challenge = await challengeOf(target, { ...user, password });
      expectInvalidCode(await answerChallenge(target, challenge, wrongCode(target, user.secret)));
      expect((await answerChallenge(target, challenge, codeOf(target, user.secret, 1))).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.3.3', 'ASVS V7.5.1'],
    attack:
      'a session from before the second factor, with the password: it deletes nothing and removes no factor',
    play: async (target) => {
      const user = await createEnrolled(target);
      const { token, password, factor } = user;
      expectStepUp(await target.send(stepUpOf(token, { password })));
      for (const sent of [
        { method: 'DELETE', path: '/users/me' },
        { method: 'DELETE', path: `/users/me/factors/${factor}` },
        { method: 'POST', path: '/users/me/recovery-codes' },
        { method: 'POST', path: '/users/me/factors/totp', json: {} },
        { method: 'PUT', path: '/users/me/username', json: { username: createCredentials().username } },
        {
          ...{ method: 'PUT', path: '/users/me/password' },
          json: { current_password: password, new_password: createCredentials().password },
        },
      ]) {
        expectStepUp(await target.send(withToken(token, sent)));
      }
      await expectSession(target, user);
      const code = codeOf(target, user.secret, 1);
      const { status, json } = await target.send(stepUpOf(token, { kind: 'totp', code }));
      expect(status).toBe(200);
      const removal = await target.send(
        withToken(json.access_token, { method: 'DELETE', path: '/users/me' }),
      );
      expect([202, 204]).toContain(removal.status);
    },
  },
  {
    requirement: ['ASVS V6.3.8'],
    attack:
      'whether an account has a second factor: a wrong password gets the same response and the same calls',
    play: async (target) => {
      const seen: unknown[] = [];
      for (const { username } of [await target.signUp(), await createEnrolled(target), createCredentials()]) {
        const before = target.calls().length;
        const answer = await guess(target, { username });
        seen.push({
          status: answer.status,
          code: answer.json.code,
          length: answer.text.length,
          names: Object.keys(answer.headers).sort(),
          calls: ofAuth(target.calls().slice(before)).length,
        });
      }
      expect(seen[0]).toMatchObject({ status: 401, code: 'INVALID_CREDENTIALS' });
      for (const other of seen) expect(other).toEqual(seen[0]);
    },
  },
  {
    requirement: ['ASVS V6.5.1', 'ASVS V16.2.5'],
    attack: 'the secret and the codes of a second factor: no later response contains them, and no log',
    play: async (target) => {
      const user = await createEnrolled(target);
      const { secret, recoveryCodes } = user;
      const [used = ''] = recoveryCodes;
      const answer = await answerChallenge(target, await challengeOf(target, user), used, 'recovery_code');
      const { token } = toUser(user, answer.json);
      const shown = [answer.text];
      for (const path of ['/users/me', '/users/me/factors', '/users/me/export', '/sessions']) {
        shown.push((await target.send(withToken(token, { path }))).text);
      }
      await target.waitForLog('recovery_code_used', 1);
      const everything = [...shown, target.written(), target.printed()].join('\n');
      for (const text of [secret, ...recoveryCodes]) {
        expect(everything).not.toContain(text);
        expect(everything).not.toContain(text.replaceAll('-', ''));
      }
    },
  },
  {
    requirement: ['ASVS V1.2.1'],
    attack: 'markup as the name of a second factor, on the page of the local run: it is text',
    play: async (target) => {
      const name = `<img src=x onerror=alert(1)>"'`;
      const { username } = await enrol(target, await target.signUp(), name);
      const page = await readPage(target);
      expect(page).toContain(`${username} · &lt;img src=x onerror=alert(1)&gt;&quot;&#39;`);
      expect(page).not.toContain('<img');
    },
  },
  {
    requirement: ['ASVS V6.5.1'],
    attack: 'texts that are not codes: short ones, other digits, and those of the other kind',
    onlyInAll: true,
    play: async (target) => {
      const user = await createEnrolled(target);
      const arabic = [...codeOf(target, user.secret, 1)].map((digit) =>
        String.fromCodePoint(0x660 + Number(digit)),
      );
      for (const code of [NO_CODE, '', arabic.join(''), user.recoveryCodes[0] ?? '']) {
        const { status } = await answerChallenge(target, await challengeOf(target, user), code);
        expect(status).toBe(400);
      }
      const code = codeOf(target, user.secret, 1);
      const challenge = await challengeOf(target, user);
      expectInvalidCode(await answerChallenge(target, challenge, code, 'recovery_code'));
      expect((await answerChallenge(target, challenge, code)).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.3.3', 'ASVS V7.5.1'],
    attack: 'a second factor is removed with its code, and its challenges are void then',
    onlyInAll: true,
    play: async (target) => {
      const user = await createEnrolled(target);
      const challenge = await challengeOf(target, user);
      const code = codeOf(target, user.secret, 1);
      const { json } = await target.send(stepUpOf(user.token, { kind: 'totp', code }));
      const path = `/users/me/factors/${user.factor}`;
      const headers = comingFrom(newSource());
      expect(
        (await target.send(withToken(json.access_token, { method: 'DELETE', path, headers }))).status,
      ).toBe(204);
      const [recoveryCode = ''] = user.recoveryCodes;
      expectNoChallenge(await answerChallenge(target, challenge, recoveryCode, 'recovery_code'));
      expect((await sendPassword(target, user)).status).toBe(201);
      await expect(expectNoSession(target, user)).rejects.toThrow();
    },
  },
];
