import {
  createDynamoSessionStepUps,
  type SessionStepUps,
} from '../../../../lambda/identity/factors/session-step-ups';
import type { Session } from '../../../../lambda/identity/sessions/session';
import { createDynamoSessions, type Sessions } from '../../../../lambda/identity/sessions/sessions';
import { createTable } from '../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemorySessions } from '../../fakes/memory-sessions';

let accounts = 0;
let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

const onDynamo = (client: EmbeddedTable['client']) => ({
  ...createDynamoSessions(client, table.tableName),
  ...createDynamoSessionStepUps(createTable(client, table.tableName)),
});

const stepUp = { authTime: 3_699, amr: ['pwd', 'otp', 'mfa'] };

describe.each<[string, () => Sessions & SessionStepUps]>([
  ['in memory', createMemorySessions],
  ['on the embedded DynamoDB', () => onDynamo(table.client)],
  ['whose responses are lost once', () => onDynamo(table.retrying)],
])('sessions %s', (_where, create) => {
  async function setUp(change: Partial<Session> = {}) {
    accounts += 1;
    const session: Session = {
      sub: `sub-${accounts}`,
      sid: 'sid-1',
      username: 'Ada',
      scopes: ['admin'],
      createdAt: 100,
      authTime: 100,
      amr: ['pwd'],
      lastUsedAt: 100,
      expiresAt: 3_700,
      securityVersion: 2,
      refresh: { familyHash: 'family', hash: 'first' },
      ...change,
    };
    const sessions = create();
    await sessions.put(session);
    return { sessions, session };
  }

  test('take a new authentication, and nothing else changes', async () => {
    const { sessions, session } = await setUp();
    expect(await sessions.stepUp(session, stepUp)).toBe(true);
    expect(await sessions.find(session)).toEqual({ ...session, ...stepUp });
  });

  test.each([1, 3])('take none that was made under version %i', async (securityVersion) => {
    const { sessions, session } = await setUp();
    expect(await sessions.stepUp({ ...session, securityVersion }, stepUp)).toBe(false);
    expect(await sessions.find(session)).toEqual(session);
  });

  test('take none when they have expired, to the second', async () => {
    const { sessions, session } = await setUp({ expiresAt: stepUp.authTime });
    expect(await sessions.stepUp(session, stepUp)).toBe(false);
    expect(await sessions.find(session)).toEqual(session);
  });

  test('of the pages take one as well', async () => {
    const { sessions, session } = await setUp({ pageHash: 'digest' });
    await sessions.closeToRefresh(session);
    expect(await sessions.stepUp(session, stepUp)).toBe(true);
    expect(await sessions.find(session)).toMatchObject({ ...stepUp, pageHash: 'digest' });
    await sessions.delete(session);
    expect(await sessions.stepUp(session, stepUp)).toBe(false);
  });

  test('take none when they are closed to refresh', async () => {
    const { sessions, session } = await setUp();
    await sessions.closeToRefresh(session);
    expect(await sessions.stepUp(session, stepUp)).toBe(false);
    expect(await sessions.find(session)).toMatchObject({ authTime: 100, amr: ['pwd'] });
  });

  test('that have ended are not restored', async () => {
    const { sessions, session } = await setUp();
    await sessions.delete(session);
    expect(await sessions.stepUp(session, stepUp)).toBe(false);
    expect(await sessions.find(session)).toBeUndefined();
  });
});
