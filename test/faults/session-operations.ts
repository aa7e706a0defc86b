/** The operations on sessions, for the fault suites. */
import { randomUUID } from 'node:crypto';
import { createCredentials } from '../support/accounts';
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

const sessionsOf = ({ id }: User) => `SESSIONS#${id}`;

async function signUpTwice(world: World): Promise<{ user: User; other: User }> {
  const user = await signUp(world);
  return { user, other: await signInAgain(world, user) };
}

const signIn: Operation = {
  name: 'sign in',
  status: 201,
  prepare: async (world) => {
    const user = await signUp(world);
    const { username, password } = user;
    return {
      user,
      sent: { method: 'POST', path: '/sessions/create', json: { username, password } },
      verify: ({ json }) => expectSession(world, toUser(user, json)),
    };
  },
};

const signInFromKnownDevice: Operation = {
  name: 'sign in from a known device',
  status: 201,
  prepare: async (world) => {
    const user = await signUp(world);
    const { username, password, deviceToken } = user;
    return {
      user,
      sent: {
        method: 'POST',
        path: '/sessions/create',
        json: { username, password, device_token: deviceToken },
      },
      verify: async ({ json }) => {
        expect(json.device_token).toBe(deviceToken);
        await expectSession(world, toUser(user, json));
      },
    };
  },
};

const failToSignIn: Operation = {
  name: 'sign in with a wrong password',
  status: 401,
  prepare: async (world) => {
    const user = await signUp(world);
    const json = { ...createCredentials(), username: user.username };
    return {
      user,
      sent: { method: 'POST', path: '/sessions/create', json },
      verify: ({ json: body }) => expect(body).toMatchObject({ code: 'INVALID_CREDENTIALS' }),
    };
  },
};

const MAX_SESSIONS = 50;

const signInBeyondLimit: Operation = {
  name: 'sign in with the maximum number of sessions',
  status: 201,
  prepare: async (world) => {
    const user = await signUp(world);
    const { username, password } = user;
    const [session] = await world.table.readPartition(sessionsOf(user));
    const createdAt = { N: String(Number(session?.createdAt?.N) - 60) };
    const copies = Array.from({ length: MAX_SESSIONS - 1 }, () => ({
      ...session,
      sk: { S: randomUUID() },
      createdAt,
    }));
    await Promise.all(copies.map((copy) => world.table.put(copy)));
    await world.table.set(
      { pk: `ACCOUNT#${user.id}`, sk: 'ACCOUNT' },
      { sessionCount: { N: String(MAX_SESSIONS) } },
    );
    return {
      user,
      sent: { method: 'POST', path: '/sessions/create', json: { username, password } },
      verify: async ({ json }) => {
        await expectSession(world, toUser(user, json));
        expect(await world.table.readPartition(sessionsOf(user))).toHaveLength(MAX_SESSIONS);
      },
    };
  },
};

const refresh: Operation = {
  name: 'refresh',
  status: 200,
  prepare: async (world) => {
    const user = await signUp(world);
    return {
      user,
      sent: refreshWith(user.refreshToken),
      verify: ({ json }) => expectSession(world, toUser(user, json)),
    };
  },
};

const refreshAgain: Operation = {
  name: 'refresh with a token that was replaced just now',
  status: 200,
  prepare: async (world) => {
    const user = await signUp(world);
    const { json: first } = await sendFor(200, world, refreshWith(user.refreshToken));
    return {
      user,
      sent: refreshWith(user.refreshToken),
      verify: async ({ json }) => {
        expect(json.refresh_token).toBe(first.refresh_token);
        await expectSession(world, toUser(user, json));
      },
    };
  },
};

const replay: Operation = {
  name: 'refresh with a token that was replaced long ago',
  status: 401,
  prepare: async (world) => {
    const user = await signUp(world);
    const { json: first } = await sendFor(200, world, refreshWith(user.refreshToken));
    await world.table.set({ pk: sessionsOf(user), sk: user.sid }, { rotatedAt: { N: '0' } });
    return {
      user,
      sent: refreshWith(user.refreshToken),
      verify: async ({ json }) => {
        expect(json.code).toMatch(/^(REFRESH_TOKEN_REUSED|INVALID_REFRESH_TOKEN)$/);
        await expectNoSession(world, toUser(user, first));
      },
    };
  },
};

const listSessions: Operation = {
  name: 'list the sessions',
  status: 200,
  prepare: async (world) => {
    const { user, other } = await signUpTwice(world);
    return {
      user,
      sent: withToken(user.token, { path: '/sessions' }),
      verify: async ({ json }) => {
        const ids = json.items.map(({ id }: { id: string }) => id);
        expect(ids.sort()).toEqual([user.sid, other.sid].sort());
      },
    };
  },
};

const signOut: Operation = {
  name: 'sign out',
  status: 204,
  repeated: 401,
  prepare: async (world) => {
    const { user, other } = await signUpTwice(world);
    return {
      user,
      sent: withToken(user.token, { method: 'DELETE', path: '/sessions/current' }),
      verify: async () => {
        await expectNoSession(world, user);
        await expectSession(world, other);
      },
    };
  },
};

const endOther: Operation = {
  name: 'end another session',
  status: 204,
  repeated: 404,
  prepare: async (world) => {
    const { user, other } = await signUpTwice(world);
    return {
      user,
      sent: withToken(user.token, { method: 'DELETE', path: `/sessions/${other.sid}` }),
      verify: async () => {
        await expectNoSession(world, other);
        await expectSession(world, user);
      },
    };
  },
};

const signOutEverywhere: Operation = {
  name: 'sign out everywhere',
  status: 204,
  repeated: 401,
  prepare: async (world) => {
    const { user, other } = await signUpTwice(world);
    return {
      user,
      sent: withToken(user.token, { method: 'DELETE', path: '/sessions' }),
      verify: async () => {
        await expectNoSession(world, user);
        await expectNoSession(world, other);
      },
    };
  },
};

export const sessionOperations: readonly Operation[] = [
  signIn,
  signInFromKnownDevice,
  failToSignIn,
  signInBeyondLimit,
  refresh,
  refreshAgain,
  replay,
  listSessions,
  signOut,
  endOther,
  signOutEverywhere,
];
