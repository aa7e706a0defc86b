import {
  type RefreshDependencies,
  refreshSession,
} from '../../../../lambda/identity/sessions/refresh-session';
import {
  createRefreshToken,
  formatRefreshToken,
  parseRefreshToken,
} from '../../../../lambda/identity/sessions/refresh-token';
import type { Session } from '../../../../lambda/identity/sessions/session';
import { createDynamoSessions } from '../../../../lambda/identity/sessions/sessions';
import { createFakeDependencies, DAY, SOURCE, uuid } from '../../fakes/auth-dependencies';
import { startEmbeddedTable } from '../../fakes/embedded-table';
import { signUp } from '../../fakes/signed-in';
import { unavailable } from '../../fakes/unavailable';

const INVALID = { code: 'INVALID_REFRESH_TOKEN' };
const REUSED = { code: 'REFRESH_TOKEN_REUSED' };
const GRACE = 10_000;

/** Creates a user who has just signed in. `calls` lists the later calls of the store. */
async function setUp(change: Partial<RefreshDependencies> = {}) {
  const deps = createFakeDependencies();
  const { caller, refresh_token: first } = await signUp(deps);
  const calls: string[] = [];
  const sessions: RefreshDependencies['sessions'] = {
    ...deps.sessions,
    async find(key) {
      calls.push('find');
      return deps.sessions.find(key);
    },
    async rotate(...parameters) {
      const rotated = await deps.sessions.rotate(...parameters);
      calls.push(rotated ? 'rotate' : 'fail to rotate');
      return rotated;
    },
  };
  const refresh = async (refreshToken: string, more: Partial<RefreshDependencies> = {}) => {
    const answer = await refreshSession({ ...deps, sessions, ...change, ...more })({
      refreshToken,
      source: SOURCE,
    });
    return { ...answer, next: answer.refresh_token };
  };
  const pass = (millis: number) => {
    deps.clock.millis += millis;
  };
  const stored = () => deps.sessions.items.get(`${caller.sub}/${caller.sid}`);
  return { deps, caller, first, calls, refresh, pass, stored };
}

test('returns a new access token and the next refresh token of the session, with one read and one write', async () => {
  const { deps, caller, first, calls, refresh, pass, stored } = await setUp();
  pass(3_600_000);
  const answer = await refresh(first);
  expect(answer).toMatchObject({ access_token: 'token-2', token_type: 'Bearer', expires_in: 3600 });
  expect(parseRefreshToken(answer.next)).toMatchObject({ sub: caller.sub, sid: caller.sid });
  expect(answer.next).not.toBe(first);
  const [before, after] = deps.signed;
  const seconds = deps.clock.millis / 1000;
  expect(after).toEqual({ ...before, iat: seconds, exp: seconds + 3600, jti: uuid(4) });
  expect(stored()).toMatchObject({
    lastUsedAt: seconds,
    expiresAt: seconds + 14 * DAY,
    authTime: caller.authTime,
  });
  expect(calls).toEqual(['find', 'rotate']);
});

test('replaces the first token of a session, however soon it is used', async () => {
  const { first, refresh } = await setUp();
  expect((await refresh(first)).next).not.toBe(first);
});

test('records the address and the user agent of the last use', async () => {
  const { deps, first, stored } = await setUp();
  const source = { requestId: 'request-2', ip: '192.0.2.2', userAgent: 'another' };
  await refreshSession(deps)({ refreshToken: first, source });
  expect(stored()).toMatchObject({ ip: '192.0.2.2', userAgent: 'another' });
});

test('up to the last millisecond of the grace period, a replaced token leads to its successor, without a write', async () => {
  const { first, calls, refresh, pass } = await setUp();
  const { next } = await refresh(first);
  pass(GRACE - 1);
  expect(await refresh(first)).toMatchObject({ next, access_token: 'token-3' });
  expect(calls).toEqual(['find', 'rotate', 'find']);
});

test('a replaced token that is reused after the grace period ends its session, and is logged', async () => {
  const { deps, caller, first, refresh, pass, stored } = await setUp();
  const { next } = await refresh(first);
  pass(GRACE);
  deps.logged.length = 0;
  await expect(refresh(first)).rejects.toMatchObject(REUSED);
  expect(stored()).toBeUndefined();
  const { sub, sid } = caller;
  expect(deps.logged).toEqual([
    { event: 'refresh_token_reused', sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
  ]);
  for (const token of [first, next]) await expect(refresh(token)).rejects.toMatchObject(INVALID);
});

test.each([0, 1, 2])(
  'a token that was replaced several times ago ends its session: generation %i',
  async (nth) => {
    const { first, refresh, pass, stored } = await setUp();
    const tokens = [first];
    for (let n = 0; n < 4; n++) {
      pass(GRACE);
      tokens.push((await refresh(tokens.at(-1) ?? '')).next);
    }
    // within the grace period of the last rotation, which does not cover this token
    await expect(refresh(tokens[nth] ?? '')).rejects.toMatchObject(REUSED);
    expect(stored()).toBeUndefined();
  },
);

test('a new token is replaced only after the grace period', async () => {
  const { first, calls, refresh, pass } = await setUp();
  const { next } = await refresh(first);
  pass(GRACE - 1);
  expect((await refresh(next)).next).toBe(next);
  expect(calls).toEqual(['find', 'rotate', 'find']);
  pass(1);
  expect((await refresh(next)).next).not.toBe(next);
});

test('three tabs that refresh in turn for minutes, each with its own token, keep the session', async () => {
  const { deps, first, calls, refresh, pass } = await setUp();
  const tabs = [first, first, first];
  for (let turn = 0; turn < 100; turn++) {
    const tab = turn % 3;
    tabs[tab] = (await refresh(tabs[tab] ?? '')).next;
    pass(3_000);
  }
  expect(new Set(tabs).size).toBeLessThanOrEqual(2);
  expect(deps.sessions.items.size).toBe(1);
  // 300 seconds
  expect(calls.filter((call) => call === 'rotate').length).toBeLessThanOrEqual(30);
});

test('fifty concurrent refreshes get one successor, by one rotation, and the session stays valid', async () => {
  const { first, calls, refresh, pass } = await setUp();
  const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(first)));
  const successors = new Set(answers.map(({ next }) => next));
  expect(successors.size).toBe(1);
  expect(calls.filter((call) => call === 'rotate')).toHaveLength(1);
  expect(calls.filter((call) => call === 'fail to rotate').length).toBeGreaterThan(0);
  pass(GRACE);
  await expect(refresh([...successors][0] ?? '')).resolves.toMatchObject({ expires_in: 3600 });
});

describe('without a grace period', () => {
  const strict = { refreshGraceSeconds: 0 };

  test('a replaced token ends its session at once', async () => {
    const { first, refresh, stored } = await setUp(strict);
    await refresh(first);
    await expect(refresh(first)).rejects.toMatchObject(REUSED);
    expect(stored()).toBeUndefined();
  });

  test('it also does when the clock that dated the rotation was ahead', async () => {
    const { first, refresh, pass } = await setUp(strict);
    await refresh(first);
    pass(-1);
    await expect(refresh(first)).rejects.toMatchObject(REUSED);
  });

  test('a lost response of the store is not a replay, because the rotation is its own', async () => {
    const table = await startEmbeddedTable();
    try {
      const { deps, first, refresh, stored } = await setUp(strict);
      const sessions = createDynamoSessions(table.retrying, table.tableName);
      const session = stored();
      if (session) await sessions.put(session);
      let token = first;
      for (let n = 0; n < 3; n++) token = (await refresh(token, { sessions })).next;
      expect((await sessions.list(deps.signed[0]?.sub ?? '')).length).toBe(1);
      await expect(refresh(first, { sessions })).rejects.toMatchObject(REUSED);
    } finally {
      await table.close();
    }
  });
});

describe('a token that was never issued', () => {
  test.each<[string, (first: string) => string]>([
    ['forged for a valid session', (first) => `${first.slice(0, -64)}${'A'.repeat(64)}`],
    ['with the family of a session and no secret of it', (first) => first.replace(/.{22}$/, 'A'.repeat(22))],
    ['of an unknown session', () => formatRefreshToken(createRefreshToken({ sub: uuid(1), sid: uuid(9) }))],
    ['of an unknown account', () => formatRefreshToken(createRefreshToken({ sub: uuid(9), sid: uuid(2) }))],
  ])('is refused: %s', async (what, makeUp) => {
    const { first, refresh, stored } = await setUp();
    const ends = what.startsWith('with the family');
    await expect(refresh(makeUp(first))).rejects.toMatchObject(ends ? REUSED : INVALID);
    expect(stored() === undefined).toBe(ends);
  });

  test.each([
    '',
    'r1',
    'r1...',
    `r1.${uuid(1)}.${uuid(2)}.`,
    `r2.${uuid(1)}.${uuid(2)}.${'A'.repeat(64)}`,
    'x'.repeat(10_000),
    'nul \0',
    'lone \uD800',
  ])('causes no read when it is malformed: %j', async (token) => {
    const { calls, refresh } = await setUp();
    await expect(refresh(token)).rejects.toMatchObject(INVALID);
    expect(calls).toEqual([]);
  });
});

describe('a session that has ended', () => {
  test('by idle time since the last refresh, to the second', async () => {
    const { deps, first, refresh, pass } = await setUp();
    pass(14 * DAY * 1000 - 1);
    const { next } = await refresh(first);
    pass(14 * DAY * 1000 - 999);
    await expect(refresh(next)).rejects.toMatchObject(INVALID);
    expect(deps.signed).toHaveLength(2);
  });

  test('by its maximum lifetime, however often it is used, together with its last access token', async () => {
    const { first, refresh, pass } = await setUp();
    let token = first;
    for (let day = 10; day < 30; day += 10) {
      pass(10 * DAY * 1000);
      token = (await refresh(token)).next;
    }
    pass(10 * DAY * 1000 - 60_000);
    const last = await refresh(token);
    expect(last.expires_in).toBe(60);
    pass(60_000);
    await expect(refresh(last.next)).rejects.toMatchObject(INVALID);
  });

  test('by a lifetime that was shortened since', async () => {
    const { deps, first, refresh, pass } = await setUp();
    const tokens = { ...deps.tokens, sessionSeconds: DAY };
    pass(DAY * 1000);
    await expect(refresh(first, { tokens })).rejects.toMatchObject(INVALID);
    pass(-1);
    await expect(refresh(first, { tokens })).resolves.toMatchObject({ expires_in: 1 });
  });

  test('by a start before the stage allows', async () => {
    const { caller, first, refresh } = await setUp();
    await expect(refresh(first, { sessionsNotBefore: caller.authTime + 1 })).rejects.toMatchObject(INVALID);
    await expect(refresh(first, { sessionsNotBefore: caller.authTime })).resolves.toBeDefined();
  });

  test('by being closed to refresh', async () => {
    const { deps, caller, first, refresh } = await setUp();
    await deps.sessions.closeToRefresh(caller);
    await expect(refresh(first)).rejects.toMatchObject(INVALID);
  });

  test('by being one of the pages, whose secret is no refresh token', async () => {
    const { deps, first, refresh, stored } = await setUp();
    const { refresh: state, ...session } = stored() as Session;
    await deps.sessions.put({ ...session, pageHash: state?.hash ?? '' });
    await expect(refresh(first)).rejects.toMatchObject(INVALID);
    expect(stored()).toBeDefined();
  });

  test('during a refresh is not restored', async () => {
    const { deps, caller, first, refresh } = await setUp();
    const signToken = async () => {
      await deps.sessions.delete(caller);
      return 'token';
    };
    await expect(refresh(first, { signToken })).rejects.toMatchObject(INVALID);
    expect(deps.sessions.items.size).toBe(0);
  });
});

describe('when a dependency fails', () => {
  const UNAVAILABLE = { code: 'DEPENDENCY_UNAVAILABLE' };
  test('nothing is written before the token is signed, so the same refresh token stays valid', async () => {
    const { first, calls, refresh } = await setUp({ refreshGraceSeconds: 0 });
    await expect(refresh(first, { signToken: unavailable })).rejects.toMatchObject(UNAVAILABLE);
    expect(calls).toEqual(['find']);
    await expect(refresh(first)).resolves.toBeDefined();
  });

  test('a session that cannot be read or stored does not reject the token', async () => {
    const { deps, first, refresh, stored } = await setUp();
    for (const method of ['find', 'rotate'] as const) {
      const sessions = { ...deps.sessions, [method]: unavailable };
      await expect(refresh(first, { sessions })).rejects.toMatchObject(UNAVAILABLE);
    }
    expect(stored()).toBeDefined();
  });
});
