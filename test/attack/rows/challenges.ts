/** Challenges of sign-ins by a second factor: they are accepted in one place, for one account, until it changes. */
import { type RouteKey, routes } from '../../../lambda/routes';
import { refreshWith, withToken } from '../../faults/operation';
import type { StoryAttack } from '../attack';
import {
  answerChallenge,
  challengeOf,
  codeOf,
  createEnrolled,
  enrol,
  expectNoChallenge,
  expectStepUp,
  sendPassword,
  stepUpOf,
} from '../factors';
import { codeFrom, createAddressed, expectInvalidCode } from '../mailbox';
import { askForResetCode, confirmReset } from '../resets';

export const challengeAttacks: readonly StoryAttack[] = [
  {
    requirement: ['ASVS V6.3.3', 'ASVS V9.2.2'],
    attack: 'a challenge in place of an access token, a refresh token, a device token, a code and a link',
    play: async (target) => {
      const user = await createEnrolled(target);
      const challenge = await challengeOf(target, user);
      for (const path of ['/users/me', '/users/me/factors', '/sessions', '/foo']) {
        expect((await target.send(withToken(challenge, { path }))).status).toBe(401);
      }
      expect((await target.send(refreshWith(challenge))).status).toBe(401);
      expect((await target.send(stepUpOf(challenge, { password: user.password }))).status).toBe(401);
      await challengeOf(target, user, { device_token: challenge });
      expect((await sendPassword(target, { ...user, password: challenge })).json.code).toBe(
        'INVALID_CREDENTIALS',
      );
      for (const proof of [
        { token: challenge },
        { reset_id: challenge, code: codeOf(target, user.secret, 1) },
      ]) {
        expectInvalidCode(await confirmReset(target, proof));
      }
      expectInvalidCode(await target.send(codeFrom(user, challenge)));
      expectStepUp(await target.send(stepUpOf(user.token, { password: user.password })));
    },
  },
  {
    requirement: ['ASVS V6.3.3', 'ASVS V9.2.2'],
    attack: 'a challenge as an access token on every route',
    onlyInAll: true,
    play: async (target) => {
      const challenge = await challengeOf(target, await createEnrolled(target));
      const guarded = Object.entries(routes).filter(([, { access }]) => access === 'signed-in');
      expect(guarded.length).toBeGreaterThan(15);
      for (const [route] of guarded as [RouteKey, unknown][]) {
        const [method = '', path = ''] = route.split(' ');
        const sent = { method, path: path.replace('{id}', 'x'), ...(method !== 'GET' && { json: {} }) };
        const { status } = await target.send(withToken(challenge, sent));
        expect([route, status]).toEqual([route, 401]);
      }
    },
  },
  {
    requirement: ['ASVS V6.6.2', 'ASVS V9.2.2'],
    attack: 'a token of another kind in place of a challenge, with the right code: the code is not used up',
    play: async (target) => {
      const user = await enrol(target, await createAddressed(target));
      const reset = await askForResetCode(target, user);
      const code = codeOf(target, user.secret, 1);
      for (const text of [
        user.token,
        user.refreshToken,
        user.deviceToken,
        user.sid,
        user.id,
        user.factor,
        user.username,
        reset.reset_id,
        reset.code,
        user.recoveryCodes[0] ?? '',
      ]) {
        const answer = await answerChallenge(target, text.slice(0, 128), code);
        expect([400, 401]).toContain(answer.status);
        expect(['INVALID_CHALLENGE', 'VALIDATION_FAILED']).toContain(answer.json.code);
      }
      expect((await answerChallenge(target, await challengeOf(target, user), code)).status).toBe(201);
    },
  },
  {
    requirement: ['ASVS V6.6.2', 'ASVS V9.2.2'],
    attack: 'a code with the challenge of another account, and a challenge after the sign-in',
    onlyInAll: true,
    play: async (target) => {
      const [user, mallory] = [await createEnrolled(target), await createEnrolled(target)];
      const code = codeOf(target, user.secret, 1);
      expectInvalidCode(await answerChallenge(target, await challengeOf(target, mallory), code));
      const [recoveryCode = ''] = user.recoveryCodes;
      const ofMallory = await challengeOf(target, mallory);
      expectInvalidCode(await answerChallenge(target, ofMallory, recoveryCode, 'recovery_code'));
      const challenge = await challengeOf(target, user);
      expect((await answerChallenge(target, challenge, code)).status).toBe(201);
      expectNoChallenge(await answerChallenge(target, challenge, recoveryCode, 'recovery_code'));
    },
  },
  {
    requirement: ['ASVS V6.6.2', 'ASVS V9.2.2'],
    attack: 'a challenge from before a change of the password, or the end of all sessions',
    onlyInAll: true,
    play: async (target) => {
      const user = await createEnrolled(target);
      const challenge = await challengeOf(target, user);
      expect((await target.send(withToken(user.token, { method: 'DELETE', path: '/sessions' }))).status).toBe(
        204,
      );
      expectNoChallenge(await answerChallenge(target, challenge, codeOf(target, user.secret, 1)));
    },
  },
  {
    requirement: ['ASVS V6.3.3', 'ASVS V9.2.2'],
    attack: 'a pending sign-in is not a session: no token, no cookie, nothing stored',
    onlyInAll: true,
    play: async (target) => {
      const user = await createEnrolled(target);
      const before = await target.table.readPartition(`SESSIONS#${user.id}`);
      const { status, json, headers } = await sendPassword(target, user);
      expect(status).toBe(401);
      expect(Object.keys(json).sort()).toEqual(
        ['challenge', 'code', 'detail', 'kinds', 'requestId', 'status', 'title', 'type'].sort(),
      );
      expect(headers).not.toHaveProperty('set-cookie');
      expect(await target.table.readPartition(`SESSIONS#${user.id}`)).toEqual(before);
    },
  },
];
