import {
  createDynamoPageSessions,
  type PageSessions,
} from '../../../../../lambda/identity/sessions/pages/page-sessions';
import type { Session } from '../../../../../lambda/identity/sessions/session';
import { createDynamoSessions, type Sessions } from '../../../../../lambda/identity/sessions/sessions';
import { createTable } from '../../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemorySessions } from '../../../fakes/memory-sessions';

let accounts = 0;
let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

const onDynamo = () => ({
  ...createDynamoSessions(table.client, table.tableName),
  ...createDynamoPageSessions(createTable(table.client, table.tableName)),
});
const use = { lastUsedAt: 200, expiresAt: 3_800 };

describe.each<[string, () => Sessions & PageSessions]>([
  ['in memory', createMemorySessions],
  ['on the embedded DynamoDB', onDynamo],
])('sessions of the pages %s', (_where, create) => {
  async function setUp(change: Partial<Session> = { pageHash: 'first' }) {
    accounts += 1;
    const session: Session = {
      sub: `sub-${accounts}`,
      sid: 'sid-1',
      username: 'Ada',
      scopes: [],
      createdAt: 100,
      authTime: 100,
      amr: ['pwd'],
      lastUsedAt: 100,
      expiresAt: 3_700,
      securityVersion: 1,
      ...change,
    };
    const sessions = create();
    await sessions.put(session);
    return { sessions, session };
  }

  test('are stored with the digest of their secret, and listed without it', async () => {
    const { sessions, session } = await setUp();
    expect(await sessions.find(session)).toEqual(session);
    const { pageHash, username, scopes, ...summary } = session;
    expect(await sessions.list(session.sub)).toEqual([summary]);
  });

  test('get another secret, once, and nothing else changes', async () => {
    const { sessions, session } = await setUp();
    expect(await sessions.replaceSecret(session, 'first', 'second')).toBe(true);
    expect(await sessions.find(session)).toEqual({ ...session, pageHash: 'second' });
    expect(await sessions.replaceSecret(session, 'first', 'third')).toBe(false);
    expect(await sessions.find(session)).toEqual({ ...session, pageHash: 'second' });
  });

  test('record a use by their own secret only', async () => {
    const { sessions, session } = await setUp();
    expect(await sessions.touch(session, use, 'another')).toBe(false);
    expect(await sessions.find(session)).toEqual(session);
    expect(await sessions.touch(session, use, 'first')).toBe(true);
    expect(await sessions.find(session)).toEqual({ ...session, ...use });
  });

  test('of API clients have neither', async () => {
    const { sessions, session } = await setUp({ refresh: { familyHash: 'family', hash: 'first' } });
    expect(await sessions.replaceSecret(session, 'first', 'second')).toBe(false);
    expect(await sessions.touch(session, use, 'first')).toBe(false);
    expect(await sessions.find(session)).toEqual(session);
  });

  test('that have ended are not restored', async () => {
    const { sessions, session } = await setUp();
    await sessions.delete(session);
    expect(await sessions.replaceSecret(session, 'first', 'second')).toBe(false);
    expect(await sessions.touch(session, use, 'first')).toBe(false);
    expect(await sessions.find(session)).toBeUndefined();
  });
});
