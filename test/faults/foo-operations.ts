/** The operations on foos, under faults. */
import {
  type Operation,
  type PreparedRequest,
  sendFor,
  signUp,
  type User,
  type World,
  withToken,
} from './operation';

const MAX_FOOS = 1_000;

const create = (user: User, key?: string) =>
  withToken(user.token, {
    method: 'POST',
    path: '/foo',
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
    json: { name: 'x' },
  });

async function listIds(world: World, { token }: User): Promise<readonly string[]> {
  const { json } = await sendFor(200, world, withToken(token, { path: '/foo' }));
  return json.items.map(({ id }: { id: string }) => id);
}

/** A request that may be repeated as often as anybody likes, and creates one foo. */
async function prepareOnce(world: World, user: User): Promise<PreparedRequest> {
  return {
    user,
    sent: create(user, 'once'),
    verify: async ({ json }) => {
      const again = await sendFor(201, world, create(user, 'once'));
      expect(again.json).toEqual(json);
      expect(await listIds(world, user)).toEqual([json.id]);
    },
  };
}

const createFoo: Operation = {
  name: 'create a foo',
  status: 201,
  prepare: async (world) => {
    const user = await signUp(world);
    return {
      user,
      sent: create(user),
      verify: async ({ json }) => expect(await listIds(world, user)).toContain(json.id),
    };
  },
};

const createOnce: Operation = {
  name: 'create a foo with a key',
  status: 201,
  prepare: async (world) => prepareOnce(world, await signUp(world)),
};

const createAgain: Operation = {
  name: 'create a foo with a key that was used',
  status: 201,
  prepare: async (world) => {
    const user = await signUp(world);
    await sendFor(201, world, create(user, 'once'));
    return prepareOnce(world, user);
  },
};

const createAtBound: Operation = {
  name: 'create a foo when as many are counted as may be',
  status: 201,
  prepare: async (world) => {
    const user = await signUp(world);
    const count = { v: { N: '1' }, count: { N: String(MAX_FOOS) } };
    await world.table.set({ pk: `FOO_COUNT#${user.id}`, sk: 'COUNT' }, count);
    return prepareOnce(world, user);
  },
};

const listFoos: Operation = {
  name: 'list the foos',
  status: 200,
  prepare: async (world) => {
    const user = await signUp(world);
    const { json: foo } = await sendFor(201, world, create(user));
    return {
      user,
      sent: withToken(user.token, { path: '/foo' }),
      verify: async ({ json }) => expect(json).toEqual({ items: [foo] }),
    };
  },
};

const readFoo: Operation = {
  name: 'read a foo',
  status: 200,
  prepare: async (world) => {
    const user = await signUp(world);
    const { json: foo } = await sendFor(201, world, create(user));
    return {
      user,
      sent: withToken(user.token, { path: `/foo/${foo.id}` }),
      verify: async ({ json }) => expect(json).toEqual(foo),
    };
  },
};

export const fooOperations: readonly Operation[] = [
  createFoo,
  createOnce,
  createAgain,
  createAtBound,
  listFoos,
  readFoo,
];
