/** The token of a trusted device: what it does not open, and what does not take its place. */
import { decodeJwt } from 'jose';
import { generateSync } from 'otplib';
import type { Answer } from '../../support/http-client';
import type { StoryAttack } from '../attack';
import type { Target, Victim } from '../target';

const STEP_SECONDS = 30;

/** The code of an app. @param steps from the present step */
const codeOf = (secret: string, steps: number) =>
  generateSync({ strategy: 'totp', secret, epoch: Date.now() / 1000 + steps * STEP_SECONDS });

interface Trusting extends Victim {
  readonly trusted: string;
  readonly challenge: string;
}

const post = (target: Target, path: string, json: object, token?: string): Promise<Answer> =>
  target.send({
    ...{ method: 'POST', path, json },
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  });

const signInOn = (target: Target, { username, password }: Victim, json: object = {}) =>
  post(target, '/sessions/create', { username, password, ...json });

/** Signs up a user who adds an app, and trusts a device. */
async function createTrusting(target: Target): Promise<Trusting> {
  const user = await target.signUp();
  const { json: app } = await post(target, '/users/me/factors/totp', {}, user.token);
  const confirm = `/users/me/factors/totp/${app.id}/confirm`;
  expect((await post(target, confirm, { code: codeOf(app.secret, 0) }, user.token)).status).toBe(200);
  const { json: required } = await signInOn(target, user);
  const proof = {
    challenge: required.challenge,
    kind: 'totp',
    code: codeOf(app.secret, 1),
    trust_device: true,
  };
  const answered = await post(target, '/sessions/challenge', proof);
  expect(answered.status).toBe(201);
  return { ...user, challenge: required.challenge, trusted: answered.json.trusted_device_token };
}

const expectChallenge = ({ status, json }: Answer) =>
  expect({ status, code: json.code, token: json.access_token }).toEqual({
    ...{ status: 401, code: 'SECOND_FACTOR_REQUIRED', token: undefined },
  });

export const trustedDeviceAttacks: readonly StoryAttack[] = [
  {
    requirement: ['ASVS V6.3.3', 'ASVS V7.5.1'],
    attack: 'the token of a trusted device in place of every other secret, and of a second factor',
    play: async (target) => {
      const user = await createTrusting(target);
      const { trusted } = user;
      const refused = [
        await target.send({ path: '/users/me', headers: { authorization: `Bearer ${trusted}` } }),
        await post(target, '/sessions/refresh', { refresh_token: trusted }),
        await signInOn(target, { ...user, password: trusted }),
        await post(target, '/sessions/challenge', { challenge: trusted, kind: 'totp', code: '000000' }),
      ];
      expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
      for (const kind of ['totp', 'recovery_code']) {
        const proof = { kind, code: trusted.slice(-43) };
        expect((await post(target, '/sessions/current/step-up', proof, user.token)).json.code).toBe(
          'INVALID_CODE',
        );
      }
      const confirmed = { token: trusted, new_password: 'a phrase that passes the rules' };
      expect((await post(target, '/password-resets/confirm', confirmed)).status).toBe(400);
      expectChallenge(await signInOn(target, user, { device_token: trusted }));

      const { status, json } = await signInOn(target, user, { trusted_device_token: trusted });
      expect(status).toBe(201);
      expect(decodeJwt(json.access_token)).toMatchObject({ amr: ['pwd', 'rba'] });
      const deletion = await target.send({
        ...{ method: 'DELETE', path: '/users/me' },
        headers: { authorization: `Bearer ${json.access_token}` },
      });
      expect(deletion.json).toMatchObject({
        ...{ code: 'INSUFFICIENT_USER_AUTHENTICATION', amr_values: ['mfa'] },
      });
    },
  },
  {
    requirement: ['ASVS V6.3.3', 'ASVS V7.4.3'],
    attack: 'other secrets in place of the token of a trusted device, another account’s, and an ended one',
    play: async (target) => {
      const [user, eve] = [await createTrusting(target), await createTrusting(target)];
      const { trusted, deviceToken, challenge } = user;
      const changed = trusted.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
      for (const text of [
        '',
        changed,
        eve.trusted,
        deviceToken,
        deviceToken.replace('d1.', 't1.'),
        challenge,
      ]) {
        expectChallenge(await signInOn(target, user, { trusted_device_token: text }));
      }
      const tooLong = await signInOn(target, user, { trusted_device_token: user.refreshToken });
      expect(tooLong.status).toBe(400);
      const wrong = { ...user, password: 'a wrong phrase that passes' };
      const guessed = await signInOn(target, wrong, { trusted_device_token: trusted });
      expect(guessed.json.code).toBe('INVALID_CREDENTIALS');

      expect((await signInOn(target, user, { trusted_device_token: trusted })).status).toBe(201);
      const everywhere = { headers: { authorization: `Bearer ${user.token}` } };
      expect((await target.send({ method: 'DELETE', path: '/sessions', ...everywhere })).status).toBe(204);
      expectChallenge(await signInOn(target, user, { trusted_device_token: trusted }));
    },
  },
];
