import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { Session } from '../../../../lambda/identity/sessions/session';
import { createDynamoSessions, type Sessions } from '../../../../lambda/identity/sessions/sessions';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemorySessions } from '../../fakes/memory-sessions';

let accounts = 0;

/** Creates a session of an account that no other test uses. */
function newSession(change: Partial<Session> = {}): Session {
  accounts += 1;
  return {
    sub: `sub-${accounts}`,
    sid: 'sid-1',
    username: 'Ada',
    scopes: ['admin'],
    createdAt: 100,
    authTime: 100,
    amr: ['pwd'],
    lastUsedAt: 100,
    expiresAt: 3700,
    securityVersion: 1,
    ip: '192.0.2.1',
    userAgent: 'a browser',
    refresh: { familyHash: 'family', hash: 'first' },
    ...change,
  };
}

const rotationTo = (hash: string, previousHash: string) => ({
  hash,
  rotation: { previousHash, nonce: `nonce of ${hash}`, rotatedAt: 100_500 },
  lastUsedAt: 200,
  expiresAt: 3800,
});

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, () => Sessions]>([
  ['in memory', createMemorySessions],
  ['on the embedded DynamoDB', () => createDynamoSessions(table.client, table.tableName)],
])('sessions %s', (_where, create) => {
  let sessions: Sessions;
  beforeEach(() => {
    sessions = create();
  });

  /** Stores sessions of one account, each with the given ids and versions. */
  async function withSessions(...changes: readonly Partial<Session>[]): Promise<Session> {
    const session = newSession();
    for (const change of changes) await sessions.put({ ...session, ...change });
    return session;
  }
  const sidsOf = async (sub: string) => (await sessions.list(sub)).map(({ sid }) => sid).sort();

  test('finds every attribute of a stored session, and nothing under another key', async () => {
    const session = await withSessions({});
    expect(await sessions.find(session)).toEqual(session);
    expect(await sessions.find({ ...session, sid: 'sid-2' })).toBeUndefined();
    expect(await sessions.find({ ...session, sub: `${session.sub}0` })).toBeUndefined();
  });

  test('finds a session without a user agent and refresh tokens', async () => {
    const { ip, userAgent, refresh, ...bare } = newSession();
    await sessions.put(bare);
    expect(await sessions.find(bare)).toEqual(bare);
  });

  test('lists the sessions of one account, without the digests of their tokens', async () => {
    const { refresh, username, scopes, ...summary } = await withSessions({}, { sid: 'sid-2' });
    await sessions.put(newSession({ sub: `${summary.sub}0` }));
    const listed = [...(await sessions.list(summary.sub))].sort((a, b) => (a.sid < b.sid ? -1 : 1));
    expect(listed).toEqual([summary, { ...summary, sid: 'sid-2' }]);
    expect(await sessions.list('nobody')).toEqual([]);
  });

  test('rotates the secret, records the use, and keeps all other attributes', async () => {
    const session = await withSessions({});
    const change = { ...rotationTo('second', 'first'), ip: '192.0.2.2', userAgent: 'another' };
    expect(await sessions.rotate(session, change)).toBe(true);
    expect(await sessions.find(session)).toEqual({
      ...session,
      lastUsedAt: 200,
      expiresAt: 3800,
      ip: '192.0.2.2',
      userAgent: 'another',
      refresh: { familyHash: 'family', hash: 'second', rotation: change.rotation },
    });
  });

  test('a rotation without client data keeps the stored data', async () => {
    const session = await withSessions({});
    await sessions.rotate(session, rotationTo('second', 'first'));
    expect(await sessions.find(session)).toMatchObject({ ip: '192.0.2.1', userAgent: 'a browser' });
  });

  test('rotates only the current secret, not an older or a foreign one', async () => {
    const session = await withSessions({});
    await sessions.rotate(session, rotationTo('second', 'first'));
    expect(await sessions.rotate(session, rotationTo('third', 'first'))).toBe(false);
    expect(await sessions.rotate(session, rotationTo('third', 'family'))).toBe(false);
    expect((await sessions.find(session))?.refresh?.hash).toBe('second');
    expect(await sessions.rotate(session, rotationTo('third', 'second'))).toBe(true);
  });

  test('of fifty concurrent rotations of one secret, one succeeds', async () => {
    const session = await withSessions({});
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => sessions.rotate(session, rotationTo(`hash-${n}`, 'first'))),
    );
    const winner = outcomes.indexOf(true);
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect((await sessions.find(session))?.refresh?.hash).toBe(`hash-${winner}`);
  });

  test('no write restores a deleted session', async () => {
    const session = await withSessions({});
    for (let n = 0; n < 2; n++) await sessions.delete(session);
    expect(await sessions.rotate(session, rotationTo('second', 'first'))).toBe(false);
    await sessions.closeToRefresh(session);
    await sessions.adoptSecurityVersion(session, 1, 2);
    expect(await sessions.find(session)).toBeUndefined();
    expect(await sidsOf(session.sub)).toEqual([]);
  });

  test('a session that is closed to refresh stays without its secrets, and cannot be rotated', async () => {
    const { refresh, ...session } = await withSessions({});
    await sessions.rotate(session, rotationTo('second', 'first'));
    const { refresh: _, ...before } = (await sessions.find(session)) as Session;
    for (let n = 0; n < 2; n++) await sessions.closeToRefresh(session);
    expect(await sessions.find(session)).toEqual(before);
    expect(await sessions.rotate(session, rotationTo('third', 'second'))).toBe(false);
  });

  test('a session adopts the version of a new password, but never an older one', async () => {
    const session = await withSessions({ securityVersion: 3 });
    await sessions.adoptSecurityVersion(session, 1, 2);
    expect((await sessions.find(session))?.securityVersion).toBe(3);
    await sessions.adoptSecurityVersion(session, 1, 4);
    expect(await sessions.find(session)).toEqual({ ...session, securityVersion: 4 });
  });

  test('a session that was already revoked adopts no version', async () => {
    const session = await withSessions({ securityVersion: 1 });
    await sessions.adoptSecurityVersion(session, 2, 3);
    expect(await sessions.find(session)).toEqual(session);
  });

  test('a session adopts a later username, but never an earlier one', async () => {
    const session = await withSessions({});
    await sessions.adoptUsername(session, { username: 'Countess', usernameVersion: 2 });
    expect(await sessions.find(session)).toEqual({ ...session, username: 'Countess', usernameVersion: 2 });
    for (const usernameVersion of [1, 2]) {
      await sessions.adoptUsername(session, { username: 'Ada', usernameVersion });
      expect((await sessions.find(session))?.username).toBe('Countess');
    }
    const [listed] = await sessions.list(session.sub);
    expect(listed).toMatchObject({ usernameVersion: 2 });
    const key = { sub: session.sub, sid: 'over' };
    await sessions.adoptUsername(key, { username: 'Countess', usernameVersion: 3 });
    expect(await sessions.find(key)).toBeUndefined();
  });

  test('deletes one session and leaves the others', async () => {
    const { sub } = await withSessions({}, { sid: 'sid-2' });
    await sessions.delete({ sub, sid: 'sid-1' });
    expect(await sidsOf(sub)).toEqual(['sid-2']);
  });

  test('deletes all sessions of one account except the given one, and none of another', async () => {
    const { sub } = await withSessions({}, { sid: 'sid-2' }, { sid: 'sid-3' });
    await sessions.put(newSession({ sub: `${sub}0` }));
    await sessions.deleteAll(sub, 'sid-2');
    expect(await sidsOf(sub)).toEqual(['sid-2']);
    await sessions.deleteAll(sub);
    await sessions.deleteAll(sub);
    expect(await sidsOf(sub)).toEqual([]);
    expect(await sidsOf(`${sub}0`)).toEqual(['sid-1']);
  });

  test('deletes the sessions of lower versions, and no others', async () => {
    const versions = [1, 2, 3, 10];
    const { sub } = await withSessions(...versions.map((n) => ({ sid: `v-${n}`, securityVersion: n })));
    await sessions.put(newSession({ sub: `${sub}0` }));
    await sessions.deleteOutdated(sub, 3);
    expect(await sidsOf(sub)).toEqual(['v-10', 'v-3']);
    expect(await sidsOf(`${sub}0`)).toEqual(['sid-1']);
  });

  test('deletes outdated sessions except one', async () => {
    const { sub } = await withSessions(...[1, 2, 3].map((n) => ({ sid: `v-${n}`, securityVersion: n })));
    await sessions.deleteOutdated(sub, 3, 'v-1');
    expect(await sidsOf(sub)).toEqual(['v-1', 'v-3']);
  });

  test('deletes more sessions than one batch contains', async () => {
    const { sub } = await withSessions(...Array.from({ length: 60 }, (_, n) => ({ sid: `sid-${n}` })));
    await sessions.deleteAll(sub, 'sid-59');
    expect(await sidsOf(sub)).toEqual(['sid-59']);
  });
});

test('writes that are repeated after a lost response change nothing more', async () => {
  const sessions = createDynamoSessions(table.retrying, table.tableName);
  const session = newSession();
  await sessions.put(session);
  expect(await sessions.find(session)).toEqual(session);
  await sessions.adoptSecurityVersion(session, 1, 2);
  expect(await sessions.find(session)).toEqual({ ...session, securityVersion: 2 });
  // a refresh would then find its own nonce in the session
  expect(await sessions.rotate(session, rotationTo('second', 'first'))).toBe(false);
  expect((await sessions.find(session))?.refresh).toMatchObject({ hash: 'second' });
  await sessions.deleteAll(session.sub);
  expect(await sessions.find(session)).toBeUndefined();
});

describe('sessions on the AWS SDK', () => {
  const dynamo = new DynamoDBClient({ region: 'local' });
  const client = mockClient(dynamo);
  const sessions = createDynamoSessions(dynamo, 'Table');
  beforeEach(() => client.reset());

  test('a session is read consistently, so an ended one is not refreshed', async () => {
    client.on(GetItemCommand).resolves({});
    await sessions.find({ sub: 'sub-1', sid: 'sid-1' });
    expect(client.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'Table',
      Key: { pk: { S: 'SESSIONS#sub-1' }, sk: { S: 'sid-1' } },
      ConsistentRead: true,
    });
  });

  test('a rotation that cannot be written is a failure, not a lost race', async () => {
    client.on(UpdateItemCommand).rejects(Object.assign(new Error('no'), { name: 'ThrottlingException' }));
    await expect(sessions.rotate(newSession(), rotationTo('second', 'first'))).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
    });
  });
});
