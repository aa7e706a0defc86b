/** Changes of a username without permission, or to a username of another account. */
import { decodeJwt } from 'jose';
import { refreshWith, withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import { expectProblem } from '../../support/expect-problem';
import type { Sent } from '../../support/http-client';
import type { Attack } from '../attack';
import type { Target, Victim } from '../target';

const rename = (token: string, username = createCredentials().username): Sent =>
  withToken(token, { method: 'PUT', path: '/users/me/username', json: { username } });

const taken = { status: 409, code: 'USERNAME_TAKEN' } as const;

/** Tokens other than an access token of an active session. */
const otherTokens: Readonly<Record<string, (owner: Victim) => string>> = {
  'a refresh token': ({ refreshToken }) => refreshToken,
  'a device token': ({ deviceToken }) => deviceToken,
  'an id': ({ id }) => id,
};

async function sendOk({ send }: Target, sent: Sent): Promise<void> {
  expect((await send(sent)).status).toBe(200);
}

export const usernameChangeAttacks: readonly Attack[] = [
  ...Object.entries(otherTokens).map(
    ([attack, read]): Attack => ({
      requirement: ['ASVS V9.2.2'],
      attack: `a change of the username with ${attack}`,
      request: ({ ada }) => rename(read(ada)),
      expected: { status: 401, code: 'UNAUTHORIZED' },
      after: async (_answer, target) => expect((await target.signIn(target.ada)).id).toBe(target.ada.id),
    }),
  ),
  {
    requirement: ['ASVS V7.5.1'],
    attack: 'a change of the username by a stolen session whose sign-in was long ago',
    play: async (target) => {
      const owner = await target.signUp();
      const authTime = Math.floor(Date.now() / 1000) - 86_400;
      await target.table.set(
        { pk: `SESSIONS#${owner.id}`, sk: owner.sid },
        { authTime: { N: String(authTime) } },
      );
      // A refresh verifies no password.
      const { json } = await target.send(refreshWith(owner.refreshToken));
      expectProblem(await target.send(rename(json.access_token)), {
        status: 401,
        code: 'INSUFFICIENT_USER_AUTHENTICATION',
        members: { max_age: 600 },
      });
      expect((await target.signIn(owner)).id).toBe(owner.id);
    },
  },
  {
    requirement: ['ASVS V8.2.2'],
    attack: 'a name that its account has just released, while tokens contain it',
    play: async (target) => {
      const owner = await target.signUp();
      await sendOk(target, rename(owner.token));
      // The token still contains the former username.
      expect(decodeJwt(owner.token).username).toBe(owner.username);
      const thief = await target.signUp();
      expectProblem(await target.send(rename(thief.token, owner.username)), taken);
      const json = { ...createCredentials(), username: owner.username };
      expectProblem(await target.send({ method: 'POST', path: '/users', json }), taken);
    },
  },
  {
    requirement: ['ASVS V8.2.2'],
    attack: 'the former name of another account, to act as that account',
    play: async (target) => {
      const owner = await target.signUp();
      const [key] = await target.table.readPartition(`ACCOUNT#${owner.id}`);
      expect(key?.name?.S).toBe(owner.username);
      await sendOk(target, rename(owner.token));
      const [account] = await target.table.readPartition(`ACCOUNT#${owner.id}`);
      const changes = { M: { ...account?.usernameChanges?.M, heldUntil: { N: '0' } } };
      await target.table.set({ pk: `ACCOUNT#${owner.id}`, sk: 'ACCOUNT' }, { usernameChanges: changes });
      // The hold has passed, and the name belongs to another account. The token of the first account still
      // identifies only that account.
      const heir = await target.signUp();
      await sendOk(target, rename(heir.token, owner.username));
      const { json } = await target.send(withToken(owner.token, { path: '/users/me' }));
      expect(json.id).toBe(owner.id);
      await target.send(withToken(owner.token, { method: 'DELETE', path: '/users/me' }));
      expect((await target.signIn({ ...heir, username: owner.username })).id).toBe(heir.id);
    },
  },
  {
    requirement: ['ASVS V15.4.2'],
    attack: 'ten changes of a username at once: three succeed',
    onlyInAll: true,
    isRace: true,
    play: async (target) => {
      const { token } = await target.signUp();
      const answers = await Promise.all(Array.from({ length: 10 }, () => target.send(rename(token))));
      // A change that repeatedly conflicts with others is asked to retry.
      const allowed = [200, 409, 429];
      expect(answers.filter(({ status }) => !allowed.includes(status))).toEqual([]);
      for (let n = 0; n < 3; n++) await target.send(rename(token));
      expectProblem(await target.send(rename(token)), { status: 429, code: 'TOO_MANY_USERNAME_CHANGES' });
      const { json } = await target.send(withToken(token, { path: '/users/me/export' }));
      expect(json.items[0].usernameChanges.recent).toHaveLength(3);
    },
  },
  {
    requirement: ['ASVS V16.2.5'],
    attack: 'the names of a change in the log',
    play: async (target) => {
      const owner = await target.signUp();
      const { username } = createCredentials();
      const before = target.logged('username_changed').length;
      await sendOk(target, rename(owner.token, username));
      const lines = await target.waitForLog('username_changed', before + 1);
      expect(lines.at(-1)).toMatchObject({ sub: owner.id, sid: owner.sid, audited: true });
      for (const name of [username, owner.username]) expect(JSON.stringify(lines)).not.toContain(name);
    },
  },
];
