/** How guessing is held off, over HTTP: at the limits of the stage, which a test writes into the table instead of reaching them. */
import { openTable, type Table } from '../faults/table';
import { type Account, createAccount, createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Answer, send } from '../support/http-client';
import { baseUrl, findInServerLog, serverFolder } from '../support/server-under-test';

/** Of the stage that is served. */
const FREE_FAILURES = 1_000;
const MAX_FAILURES = 100_000;

let table: Table;
let ada: Account;

beforeAll(() => {
  table = openTable(serverFolder());
});
afterAll(() => table.close());
beforeEach(async () => {
  ada = await createAccount(baseUrl());
});

const keyOf = ({ id }: Account) => ({ pk: `ACCOUNT#${id}`, sk: 'ACCOUNT' });

function setFailures(account: Account, failures: number, secondsAgo = 0): Promise<void> {
  const lastAttemptAt = { N: String(Date.now() - 1000 * secondsAgo) };
  return table.set(keyOf(account), { failures: { N: String(failures) }, lastAttemptAt });
}

async function readFailures(account: Account): Promise<number> {
  const [item] = await table.readPartition(keyOf(account).pk);
  return Number(item?.failures?.N);
}

const signIn = ({ username, password }: Account, change: object = {}) =>
  send(baseUrl(), { method: 'POST', path: '/sessions/create', json: { username, password, ...change } });

/** Asserts a 429, and returns the seconds to wait. */
function waitOf(answer: Answer): number {
  expectProblem(answer, { status: 429, code: 'TOO_MANY_ATTEMPTS' });
  return Number(answer.headers['retry-after']);
}

test('an account that has to wait says for how long, and no password makes a difference', async () => {
  await setFailures(ada, MAX_FAILURES);
  const [right, wrong] = [await signIn(ada), await signIn(ada, { password: createCredentials().password })];
  expect([waitOf(right), waitOf(wrong)]).toEqual([900, 900]);
  expect({ ...right.json, requestId: '' }).toEqual({ ...wrong.json, requestId: '' });
  expect(await readFailures(ada)).toBe(MAX_FAILURES);
});

test('when the wait is over a sign-in succeeds, and clears the failures', async () => {
  await setFailures(ada, FREE_FAILURES);
  expect(waitOf(await signIn(ada))).toBe(1);
  await setFailures(ada, FREE_FAILURES, 2);
  expect(await signIn(ada)).toMatchObject({ status: 201 });
  expect(await readFailures(ada)).toBe(0);
});

test('of guesses at once, after the wait, one is looked at', async () => {
  await setFailures(ada, FREE_FAILURES, 2);
  const guesses = Array.from({ length: 10 }, () => signIn(ada, { password: createCredentials().password }));
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(1);
  expect(statuses.filter((status) => status === 429)).toHaveLength(9);
});

test('a device that has signed in before gets in, and lifts the lock', async () => {
  await setFailures(ada, MAX_FAILURES);
  expect(waitOf(await signIn(ada))).toBe(900);
  expect(await signIn(ada, { device_token: ada.deviceToken })).toMatchObject({ status: 201 });
  expect(await readFailures(ada)).toBe(0);
});

test('a locked account takes one attempt after a quiet period of the stage', async () => {
  await setFailures(ada, MAX_FAILURES, 3 * 86_400 + 1);
  const guess = () => signIn(ada, { password: createCredentials().password });
  expect(await guess()).toMatchObject({ status: 401 });
  expect(await readFailures(ada)).toBe(MAX_FAILURES);
  expect(waitOf(await guess())).toBe(900);
});

test('it stands in the log as an event, without the name', async () => {
  await setFailures(ada, MAX_FAILURES);
  await signIn(ada);
  const line = await findInServerLog(`"event":"attempt_throttled","by":"account","sub":"${ada.id}"`);
  expect(line).toMatch(/"sourceIp":"[0-9a-f.:]+","requestId":"/);
  expect(line).not.toContain(ada.username);
});
