/** The lifetimes of sessions. Time passes immediately: the test writes other times into the table. */
import { decodeJwt } from 'jose';
import { openTable, type Table } from '../faults/table';
import { type Account, createAccount, refresh, signIn, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { expectSignedIn, expectSignedOut } from '../support/expect-session';
import { baseUrl, findInServerLog, readServerLog, serverFolder } from '../support/server-under-test';

const DAY = 24 * 60 * 60;

let table: Table;
let ada: Account;

beforeAll(() => {
  table = openTable(serverFolder());
});
afterAll(() => table.close());
beforeEach(async () => {
  ada = await createAccount(baseUrl());
});

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const keyOf = ({ id, sid }: Account) => ({ pk: `SESSIONS#${id}`, sk: sid });

/** Sets times of a session, in epoch seconds except for `rotatedAt`. */
async function setTimes(account: Account, times: Readonly<Record<string, number>>): Promise<void> {
  const attributes = Object.entries(times).map(([name, time]) => [name, { N: String(time) }] as const);
  await table.set(keyOf(account), Object.fromEntries(attributes));
}

async function readTime(account: Account, name: string): Promise<number> {
  const { pk, sk } = keyOf(account);
  const item = (await table.readPartition(pk)).find((candidate) => candidate.sk?.S === sk);
  return Number(item?.[name]?.N);
}

/** Moves the last rotation into the past. */
const ageRotation = (account: Account, millis: number) =>
  setTimes(account, { rotatedAt: Date.now() - millis });

async function refreshed(account: Account): Promise<Account> {
  const answer = await refresh(baseUrl(), account.refreshToken);
  expect(answer.status).toBe(200);
  return toAccount(baseUrl(), account, answer);
}

/** Asserts the time of an event that happened during the test. */
function expectBetween(time: number, earliest: number, latest: number): void {
  expect(time).toBeGreaterThanOrEqual(earliest);
  expect(time).toBeLessThanOrEqual(latest);
}

const secretOf = ({ refreshToken }: Account) => refreshToken.slice(refreshToken.lastIndexOf('.') + 1);

describe('a replaced refresh token', () => {
  test('leads to its successor during the grace period', async () => {
    const next = await refreshed(ada);
    // in the future, as by another machine's clock, so that it lasts however long the test takes
    await ageRotation(ada, -600_000);
    expect((await refreshed(ada)).refreshToken).toBe(next.refreshToken);
    await expectSignedIn(baseUrl(), next);
  });

  test('that is reused after the grace period ends its session', async () => {
    const next = await refreshed(ada);
    const elsewhere = await signIn(baseUrl(), ada);
    await ageRotation(ada, 11_000);
    const answer = await refresh(baseUrl(), ada.refreshToken);
    expectProblem(answer, { status: 401, code: 'REFRESH_TOKEN_REUSED' });
    await expectSignedOut(baseUrl(), next);
    expectProblem(await refresh(baseUrl(), ada.refreshToken), { status: 401, code: 'INVALID_REFRESH_TOKEN' });
    await expectSignedIn(baseUrl(), elsewhere);
  });

  test('of an older generation ends its session even within the grace period of a later one', async () => {
    const second = await refreshed(ada);
    await ageRotation(ada, 11_000);
    const third = await refreshed(second);
    expect(third.refreshToken).not.toBe(second.refreshToken);
    const answer = await refresh(baseUrl(), ada.refreshToken);
    expectProblem(answer, { status: 401, code: 'REFRESH_TOKEN_REUSED' });
    await expectSignedOut(baseUrl(), third);
  });

  test('that is reused is logged as an event, without any token', async () => {
    const next = await refreshed(ada);
    await ageRotation(ada, 11_000);
    await refresh(baseUrl(), ada.refreshToken);
    const line = await findInServerLog(`"event":"refresh_token_reused","sub":"${ada.id}"`);
    const { timestamp: _, ...event } = JSON.parse(line.slice(line.indexOf('{')));
    expect(event).toEqual({
      level: 'WARN',
      audited: true,
      event: 'refresh_token_reused',
      sub: ada.id,
      sid: ada.sid,
      sourceIp: expect.stringMatching(/\S/),
      requestId: expect.stringMatching(/\S/),
    });
    for (const token of [ada, next]) expect(readServerLog()).not.toContain(secretOf(token));
  });
});

describe('the current refresh token', () => {
  test('is kept during the grace period, and replaced after it', async () => {
    const second = await refreshed(ada);
    await ageRotation(ada, -600_000);
    expect((await refreshed(second)).refreshToken).toBe(second.refreshToken);
    await ageRotation(ada, 11_000);
    const third = await refreshed(second);
    expect(third.refreshToken).not.toBe(second.refreshToken);
    await ageRotation(ada, -600_000);
    expect((await refreshed(second)).refreshToken).toBe(third.refreshToken);
  });

  test('is valid as long as its session lasts, whatever its age', async () => {
    const second = await refreshed(ada);
    await ageRotation(ada, 13 * DAY * 1000);
    await expectSignedIn(baseUrl(), await refreshed(second));
  });
});

describe('a session', () => {
  test('that has expired accepts neither token, although its item still exists', async () => {
    await setTimes(ada, { expiresAt: inSeconds(0) });
    const watcher = await signIn(baseUrl(), ada);
    await expectSignedOut(baseUrl(), ada);
    expect((await watcher.send({ path: '/sessions' })).json.items).toHaveLength(1);
    expect(await readTime(ada, 'createdAt')).toBeGreaterThan(0);
  });

  test('lasts for another fourteen days with every refresh', async () => {
    await setTimes(ada, { expiresAt: inSeconds(600), lastUsedAt: inSeconds(600 - 14 * DAY) });
    const earliest = inSeconds(14 * DAY);
    await refreshed(ada);
    expectBetween(await readTime(ada, 'expiresAt'), earliest, inSeconds(14 * DAY));
  });

  test('ends thirty days after its sign-in, and its last access token with it', async () => {
    const createdAt = inSeconds(100 - 30 * DAY);
    await setTimes(ada, { createdAt });
    const { token } = await refreshed(ada);
    expect(decodeJwt(token).exp).toBe(createdAt + 30 * DAY);
    expect(await readTime(ada, 'expiresAt')).toBe(createdAt + 30 * DAY);
  });

  test('that is older than thirty days cannot be refreshed, whatever its item contains', async () => {
    await setTimes(ada, { createdAt: inSeconds(-30 * DAY) });
    const answer = await refresh(baseUrl(), ada.refreshToken);
    expectProblem(answer, { status: 401, code: 'INVALID_REFRESH_TOKEN' });
  });
});

describe('a deletion of the account', () => {
  const remove = ({ send }: Account) => send({ method: 'DELETE', path: '/users/me' });

  test('needs a sign-in within the last ten minutes, and a refresh does not count', async () => {
    await setTimes(ada, { authTime: inSeconds(-601) });
    const late = await refreshed(ada);
    const members = { max_age: 600 };
    expectProblem(await remove(late), { status: 401, code: 'INSUFFICIENT_USER_AUTHENTICATION', members });
    await expectSignedIn(baseUrl(), late);
    expect(await remove(await signIn(baseUrl(), ada))).toMatchObject({ status: 204 });
    await expectSignedOut(baseUrl(), late);
  });

  test('accepts a sign-in of a minute ago', async () => {
    await setTimes(ada, { authTime: inSeconds(-60) });
    expect(await remove(await refreshed(ada))).toMatchObject({ status: 204 });
  });

  test('leaves only the mark that it creates no more data, until its last token has expired', async () => {
    const headers = { 'idempotency-key': 'the-same' };
    await ada.send({ method: 'POST', path: '/foo', json: { name: 'x' }, headers });
    const partitions = [
      `ACCOUNT#${ada.id}`,
      `NAME#${ada.username}`,
      `SESSIONS#${ada.id}`,
      `FOO#${ada.id}`,
      `FOO_COUNT#${ada.id}`,
      `IDEMPOTENCY#${ada.id}`,
    ];
    const sizes = async () =>
      (await Promise.all(partitions.map((pk) => table.readPartition(pk)))).map(({ length }) => length);
    expect(await sizes()).toEqual([1, 1, 1, 1, 1, 1]);
    // the token's own hour, and an hour in API Gateway's cache
    const earliest = inSeconds(2 * 60 * 60);
    await remove(ada);
    expect(await sizes()).toEqual([0, 0, 0, 0, 1, 0]);
    const [closed] = await table.readPartition(`FOO_COUNT#${ada.id}`);
    expect(closed).toMatchObject({ closed: { BOOL: true } });
    expectBetween(Number(closed?.expiresAt?.N), earliest, inSeconds(2 * 60 * 60));
  });

  test('that was interrupted continues with the next sign-in, which is rejected', async () => {
    await table.set({ pk: `ACCOUNT#${ada.id}`, sk: 'ACCOUNT' }, { state: { S: 'DELETING' } });
    await expect(signIn(baseUrl(), ada)).rejects.toThrow('INVALID_CREDENTIALS');
    await expectSignedOut(baseUrl(), ada);
    expect(await table.readPartition(`ACCOUNT#${ada.id}`)).toEqual([]);
    expect(await table.readPartition(`NAME#${ada.username}`)).toEqual([]);
  });
});

describe('the limits of an account', () => {
  test('with a thousand foos another one is rejected, until the foos are counted again', async () => {
    const create = () => ada.send({ method: 'POST', path: '/foo', json: { name: 'x' } });
    const setCount = (checkedAt: number) =>
      table.set(
        { pk: `FOO_COUNT#${ada.id}`, sk: 'COUNT' },
        { count: { N: '1000' }, checkedAt: { N: String(checkedAt) } },
      );
    await setCount(inSeconds(-3_500));
    expectProblem(await create(), { status: 409, code: 'TOO_MANY_FOOS' });
    await setCount(inSeconds(-3_601));
    expect(await create()).toMatchObject({ status: 201 });
    expect(await create()).toMatchObject({ status: 201 });
  });
});
