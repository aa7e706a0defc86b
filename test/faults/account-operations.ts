/** The operations on accounts, for the fault suites. */
import { decodeJwt } from 'jose';
import { type Credentials, createCredentials } from '../support/accounts';
import type { Sent } from '../support/http-client';
import {
  expectNoSession,
  expectSession,
  type Operation,
  refreshWith,
  sendFor,
  signInAgain,
  signUp,
  toUser,
  type User,
  type World,
  withToken,
} from './operation';

const signIn = ({ username, password }: Pick<User, 'username' | 'password'>): Sent => ({
  method: 'POST',
  path: '/sessions/create',
  json: { username, password },
});

const createFoo = (token: string): Sent =>
  withToken(token, {
    method: 'POST',
    path: '/foo',
    headers: { 'idempotency-key': 'the-same' },
    json: { name: 'x' },
  });

/** Signs up a user with two sessions and a foo: an item of every kind. */
async function signUpWithData(world: World): Promise<{ user: User; other: User }> {
  const user = await signUp(world);
  await sendFor(201, world, createFoo(user.token));
  return { user, other: await signInAgain(world, user) };
}

async function expectGone(world: World, user: User, other: User): Promise<void> {
  await expectNoSession(world, user);
  await expectNoSession(world, other);
  await sendFor(401, world, signIn(user));
  const { username, password } = user;
  await sendFor(201, world, { method: 'POST', path: '/users', json: { username, password } });
}

/** Expires the reservation of a sign-up that ended before its commit, and checks that the same request then succeeds. */
async function letReservationPass(world: World, user: Credentials): Promise<void> {
  const key = { pk: `NAME#${user.username}`, sk: 'NAME' };
  const [pointer] = await world.table.readPartition(key.pk);
  if ((await world.table.readPartition(`ACCOUNT#${pointer?.sub?.S}`)).length > 0) return;
  expect(pointer?.state).toEqual({ S: 'RESERVED' });
  await world.table.set(key, { reservedUntil: { N: '0' } });
  await sendFor(201, world, { method: 'POST', path: '/users', json: user });
}

const register: Operation = {
  name: 'register',
  status: 201,
  repeated: 409,
  prepare: async (world) => {
    const user = createCredentials();
    return {
      user,
      sent: { method: 'POST', path: '/users', json: user },
      verify: async ({ status, json }) => {
        if (status === 409) await letReservationPass(world, user);
        if (status === 201) await expectSession(world, toUser(user, json));
        await expectSession(world, await signInAgain(world, user));
      },
    };
  },
};

const showProfile: Operation = {
  name: 'show the profile',
  status: 200,
  prepare: async (world) => {
    const user = await signUp(world);
    return {
      user,
      sent: withToken(user.token, { path: '/users/me' }),
      verify: async ({ json }) => expect(json).toMatchObject({ id: user.id, username: user.username }),
    };
  },
};

const changePassword: Operation = {
  name: 'change the password',
  status: 204,
  prepare: async (world) => {
    const { user, other } = await signUpWithData(world);
    const changed = { ...user, password: createCredentials().password };
    const json = { current_password: user.password, new_password: changed.password };
    return {
      user: changed,
      sent: withToken(user.token, { method: 'PUT', path: '/users/me/password', json }),
      verify: async () => {
        await expectNoSession(world, other);
        await expectSession(world, user);
        await sendFor(401, world, signIn(user));
        await expectSession(world, await signInAgain(world, changed));
        // the sign-in finds no older session to end
        await sendFor(200, world, withToken(user.token, { path: '/users/me' }));
      },
    };
  },
};

const changeUsername: Operation = {
  name: 'change the username',
  status: 200,
  prepare: async (world) => {
    const { user, other } = await signUpWithData(world);
    const changed = { ...user, username: createCredentials().username };
    return {
      user: changed,
      sent: withToken(user.token, {
        method: 'PUT',
        path: '/users/me/username',
        json: { username: changed.username },
      }),
      verify: async ({ json }) => {
        expect(json).toMatchObject({ id: user.id, username: changed.username });
        await expectSession(world, user);
        const next = await sendFor(200, world, refreshWith(other.refreshToken));
        expect(decodeJwt(next.json.access_token).username).toBe(changed.username);
        await sendFor(401, world, signIn(user));
        expect((await signInAgain(world, changed)).id).toBe(user.id);
        // as long as tokens contain it
        const json409 = { username: user.username, password: user.password };
        await sendFor(409, world, { method: 'POST', path: '/users', json: json409 });
      },
    };
  },
};

const exportAccount: Operation = {
  name: 'export the account',
  status: 200,
  prepare: async (world) => {
    const { user } = await signUpWithData(world);
    return {
      user,
      sent: withToken(user.token, { path: '/users/me/export' }),
      verify: async ({ json }) => {
        const types = json.items.map(({ type }: { type: string }) => type);
        expect(types).toEqual(['account', 'session', 'session', 'foo_count', 'foo', 'idempotency_key']);
      },
    };
  },
};

const deleteAccount: Operation = {
  name: 'delete the account',
  status: 204,
  repeated: 401,
  prepare: async (world) => {
    const { user, other } = await signUpWithData(world);
    return {
      user,
      sent: withToken(user.token, { method: 'DELETE', path: '/users/me' }),
      verify: () => expectGone(world, user, other),
    };
  },
};

const signInToDeleting: Operation = {
  name: 'sign in to an account whose deletion was interrupted',
  status: 401,
  prepare: async (world) => {
    const { user, other } = await signUpWithData(world);
    await world.table.set({ pk: `ACCOUNT#${user.id}`, sk: 'ACCOUNT' }, { state: { S: 'DELETING' } });
    return { user, sent: signIn(user), verify: () => expectGone(world, user, other) };
  },
};

const signInAfterInterruptedChange: Operation = {
  name: 'sign in after an interrupted change of password',
  status: 201,
  prepare: async (world) => {
    const user = await signUp(world);
    await world.table.set({ pk: `ACCOUNT#${user.id}`, sk: 'ACCOUNT' }, { securityVersion: { N: '2' } });
    return {
      user,
      sent: signIn(user),
      verify: async ({ json }) => {
        await expectNoSession(world, user);
        await expectSession(world, toUser(user, json));
      },
    };
  },
};

const signInAfterInterruptedRename: Operation = {
  name: 'sign in after an interrupted change of username',
  status: 201,
  prepare: async (world) => {
    const user = await signUp(world);
    const usernameChanges = {
      M: {
        version: { N: '1' },
        sessionsVersion: { N: '0' },
        recent: {
          L: [{ M: { replaced: { S: createCredentials().username }, at: { N: String(Date.now()) } } }],
        },
        heldUntil: { N: String(Date.now() + 86_400_000) },
      },
    };
    // the session has the previous username of the account
    await world.table.set({ pk: `SESSIONS#${user.id}`, sk: user.sid }, { username: { S: 'former' } });
    await world.table.set({ pk: `ACCOUNT#${user.id}`, sk: 'ACCOUNT' }, { usernameChanges });
    return {
      user,
      sent: signIn(user),
      verify: async ({ json }) => {
        await expectSession(world, toUser(user, json));
        const next = await sendFor(200, world, refreshWith(user.refreshToken));
        expect(decodeJwt(next.json.access_token).username).toBe(user.username);
      },
    };
  },
};

export const accountOperations: readonly Operation[] = [
  register,
  showProfile,
  changePassword,
  changeUsername,
  exportAccount,
  deleteAccount,
  signInToDeleting,
  signInAfterInterruptedChange,
  signInAfterInterruptedRename,
];
