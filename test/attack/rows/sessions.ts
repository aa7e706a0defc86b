/** Tokens that are no longer valid, and stolen refresh tokens. */
import { decodeJwt } from 'jose';
import { expectNoSession, expectSession, refreshWith, toUser, withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import { expectProblem } from '../../support/expect-problem';
import type { Sent } from '../../support/http-client';
import type { Attack } from '../attack';
import type { Target, Victim } from '../target';
import { variants } from '../variants';

const invalidRefresh = { status: 401, code: 'INVALID_REFRESH_TOKEN' } as const;

async function sendOk(target: Target, sent: Sent): Promise<void> {
  const { status } = await target.send(sent);
  expect(status).toBeLessThan(300);
}

/** Ways to end a session. After each, the tokens of the session are no longer valid. */
const ends: Readonly<Record<string, (target: Target, owner: Victim) => Promise<void>>> = {
  'a sign-out': (target, { token }) =>
    sendOk(target, withToken(token, { method: 'DELETE', path: '/sessions/current' })),
  'a sign-out everywhere': (target, { token }) =>
    sendOk(target, withToken(token, { method: 'DELETE', path: '/sessions' })),
  'its end by id from another session': async (target, owner) => {
    const other = await target.signIn(owner);
    await sendOk(target, withToken(other.token, { method: 'DELETE', path: `/sessions/${owner.sid}` }));
    await expectSession(target, other);
  },
  'a change of the password elsewhere': async (target, owner) => {
    const other = await target.signIn(owner);
    const json = { current_password: owner.password, new_password: createCredentials().password };
    await sendOk(target, withToken(other.token, { method: 'PUT', path: '/users/me/password', json }));
    await expectSession(target, other);
  },
  'the deletion of the account': (target, { token }) =>
    sendOk(target, withToken(token, { method: 'DELETE', path: '/users/me' })),
  'the replay of a replaced refresh token': async (target, owner) => {
    await sendOk(target, refreshWith(owner.refreshToken));
    await rewind(target, owner, { rotatedAt: Date.now() - 11_000 });
    expectProblem(await target.send(refreshWith(owner.refreshToken)), {
      status: 401,
      code: 'REFRESH_TOKEN_REUSED',
    });
  },
  'its idle time': (target, owner) => rewind(target, owner, { expiresAt: seconds() - 1 }),
  'its maximum lifetime': (target, owner) =>
    rewind(target, owner, { createdAt: seconds() - 31 * 86_400, expiresAt: seconds() - 1 }),
};

const seconds = () => Math.floor(Date.now() / 1000);

/** Changes the times of a session in the table, as if time had passed. */
function rewind({ table }: Target, { id, sid }: Victim, times: Readonly<Record<string, number>>) {
  const attributes = Object.entries(times).map(([name, time]) => [name, { N: String(time) }] as const);
  return table.set({ pk: `SESSIONS#${id}`, sk: sid }, Object.fromEntries(attributes));
}

const requirementOf: Readonly<Record<string, Attack['requirement']>> = {
  'a change of the password elsewhere': ['ASVS V7.4.3'],
  'the deletion of the account': ['ASVS V7.4.2'],
  'the replay of a replaced refresh token': ['ASVS V7.4.1', 'RFC 9700 section 4.14.2'],
  'its idle time': ['ASVS V7.3.1'],
  'its maximum lifetime': ['ASVS V7.3.2'],
  'its end by id from another session': ['ASVS V7.5.2'],
};

/** Refresh tokens with correct and incorrect parts. */
const forgedRefreshTokens: Readonly<Record<string, (target: Target) => string>> = {
  'the ids of another account with own secrets': ({ ada, eve }) =>
    ['r1', ada.id, ada.sid, eve.refreshToken.split('.')[3]].join('.'),
  'the session of another account with own secrets': ({ ada, eve }) =>
    ['r1', eve.id, ada.sid, eve.refreshToken.split('.')[3]].join('.'),
  'the right ids with zeros': ({ ada }) => ['r1', ada.id, ada.sid, 'A'.repeat(64)].join('.'),
  'an access token': ({ ada }) => ada.token,
  'a device token': ({ ada }) => ada.deviceToken,
  'an empty text': () => '',
  'another version': ({ ada }) => ada.refreshToken.replace('r1', 'r2'),
  'a line end after it': ({ ada }) => `${ada.refreshToken}\n`,
  'additional parts after it': ({ ada }) => `${ada.refreshToken}.x`,
  'keys of the table instead of ids': ({ ada }) => `r1.${ada.id}#x.${ada.sid}.${'A'.repeat(64)}`,
};

/** Compares the secrets of several sessions of one account. */
function searchForPattern(word: string, count: number): Attack {
  return {
    requirement: ['ASVS V7.2.3', 'ASVS V11.5.1'],
    attack: `the secrets of ${word} sessions in search of a pattern`,
    play: async (target) => {
      const owner = await target.signUp();
      const sessions = await Promise.all(Array.from({ length: count }, () => target.signIn(owner)));
      for (const part of ['refreshToken', 'deviceToken', 'sid'] as const) {
        expect(new Set(sessions.map((session) => session[part])).size).toBe(count);
      }
      for (const { refreshToken, deviceToken } of sessions) {
        const bytes = [refreshToken, deviceToken].map((token) =>
          Buffer.from(token.split('.').at(-1) ?? '', 'base64url'),
        );
        expect(bytes.map(({ length }) => length)).toEqual([48, 32]);
      }
    },
  };
}

export const sessionAttacks: readonly Attack[] = [
  ...Object.entries(ends).map(
    ([event, end]): Attack => ({
      requirement: requirementOf[event] ?? ['ASVS V7.4.1'],
      attack: `both tokens of a session after ${event}`,
      play: async (target) => {
        const owner = await target.signUp();
        await end(target, owner);
        await expect(expectNoSession(target, owner)).resolves.toBeUndefined();
      },
    }),
  ),
  ...variants(
    Object.entries(forgedRefreshTokens).map(
      ([attack, forge]): Attack => ({
        requirement: ['ASVS V7.2.3', 'RFC 9700 section 4.14'],
        attack: `a refresh with ${attack}`,
        request: (target) => refreshWith(forge(target)),
        expected: invalidRefresh,
        // A forged token does not end the session.
        after: async (_answer, { send, ada }) =>
          expect((await send(withToken(ada.token, { path: '/users/me' }))).status).toBe(200),
      }),
    ),
  ),
  {
    requirement: ['ASVS V7.2.4'],
    attack: 'a sign-in that reuses the session of an earlier one',
    play: async (target) => {
      const first = await target.signUp();
      const second = await target.signIn(first);
      expect(second.sid).not.toBe(first.sid);
      expect(second.refreshToken).not.toBe(first.refreshToken);
      expect(decodeJwt(second.token).jti).not.toBe(decodeJwt(first.token).jti);
    },
  },
  ...variants([searchForPattern('three', 3), searchForPattern('twenty', 20)]),
  {
    requirement: ['ASVS V8.2.2', 'ASVS V7.4.2'],
    attack: 'the token of a deleted account acts for the next account with that name',
    play: async (target) => {
      const first = await target.signUp();
      await sendOk(target, withToken(first.token, { method: 'DELETE', path: '/users/me' }));
      const { username, password } = first;
      const answer = await target.send({
        method: 'POST',
        path: '/users',
        json: { username, password: `${password}, new` },
      });
      const second = toUser({ username, password }, answer.json);
      expect(second.id).not.toBe(first.id);
      await expectNoSession(target, first);
      const { status } = await target.send({
        method: 'POST',
        path: '/sessions/create',
        json: { username, password },
      });
      expect(status).toBe(401);
    },
  },
  {
    requirement: ['ASVS V7.5.3', 'ASVS V7.5.1'],
    attack: 'a session of yesterday deletes the account',
    play: async (target) => {
      const owner = await target.signUp();
      await rewind(target, owner, { authTime: seconds() - 86_400 });
      const answer = await target.send(refreshWith(owner.refreshToken));
      const late = toUser(owner, answer.json);
      const removal = await target.send(withToken(late.token, { method: 'DELETE', path: '/users/me' }));
      expectProblem(removal, {
        status: 401,
        code: 'INSUFFICIENT_USER_AUTHENTICATION',
        members: { max_age: 600 },
      });
      await expectSession(target, late);
    },
  },
  {
    requirement: ['ASVS V6.2.3', 'ASVS V7.5.1'],
    attack: 'a stolen session sets a new password without the current one',
    request: ({ ada }) =>
      withToken(ada.token, {
        method: 'PUT',
        path: '/users/me/password',
        json: { current_password: createCredentials().password, new_password: createCredentials().password },
      }),
    expected: { status: 403, code: 'INVALID_CURRENT_PASSWORD' },
    after: async (_answer, target) => expect((await target.signIn(target.ada)).id).toBe(target.ada.id),
  },
];
