/** The operations on foos, for the fault suites. */
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

/** Prepares a request that can be repeated any number of times and creates one foo. */
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
  name: 'create a foo when the count is at its limit',
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

const update = (user: User, id: string, name: string, headers: Record<string, string> = {}) =>
  withToken(user.token, { method: 'PUT', path: `/foo/${id}`, json: { name }, headers });

const readFooOf = (world: World, { token }: User, id: string) =>
  sendFor(200, world, withToken(token, { path: `/foo/${id}` }));

const replaceFoo: Operation = {
  name: 'replace a foo',
  status: 200,
  prepare: async (world) => {
    const user = await signUp(world);
    const { id } = (await sendFor(201, world, create(user))).json;
    return {
      user,
      sent: update(user, id, 'y'),
      verify: async ({ json }) => {
        expect(json).toMatchObject({ id, name: 'y' });
        expect((await readFooOf(world, user, id)).json).toEqual(json);
      },
    };
  },
};

/** A repetition after an applied request finds a state that does not match its precondition. */
const replaceFooAsRead: Operation = {
  name: 'replace a foo as it was read',
  status: 200,
  repeated: 412,
  prepare: async (world) => {
    const user = await signUp(world);
    const { json, headers } = await sendFor(201, world, create(user));
    return {
      user,
      sent: update(user, json.id, 'y', { 'if-match': String(headers.etag) }),
      verify: async () => {
        expect((await readFooOf(world, user, json.id)).json).toMatchObject({ name: 'y' });
        await sendFor(412, world, update(user, json.id, 'z', { 'if-match': String(headers.etag) }));
      },
    };
  },
};

/** Asserts that a foo is deleted and another is left, and that the count is correct or one too high. */
async function expectGone(world: World, user: User, id: string, left: string): Promise<void> {
  await sendFor(404, world, withToken(user.token, { path: `/foo/${id}` }));
  const again = await sendFor(201, world, create(user, 'once'));
  expect(again.json.id).toBe(id);
  expect(await listIds(world, user)).toEqual([left]);
  const [count] = await world.table.readPartition(`FOO_COUNT#${user.id}`);
  expect(['1', '2']).toContain(count?.count?.N);
}

const deleteFoo: Operation = {
  name: 'delete a foo',
  status: 204,
  repeated: 404,
  prepare: async (world) => {
    const user = await signUp(world);
    const { id } = (await sendFor(201, world, create(user, 'once'))).json;
    const other = await sendFor(201, world, create(user));
    return {
      user,
      sent: withToken(user.token, { method: 'DELETE', path: `/foo/${id}` }),
      verify: () => expectGone(world, user, id, other.json.id),
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
  replaceFoo,
  replaceFooAsRead,
  deleteFoo,
];
