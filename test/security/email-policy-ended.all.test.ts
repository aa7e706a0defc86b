/** A stage whose `email.policy` was `required` and is `optional` again: accounts that were to end, and their sessions. */
import { startRun, type TestRun } from '../faults/start-run';
import { type Account, createAccount, refresh, signIn, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';

const DAY = 86_400;

let run: TestRun;
beforeAll(async () => {
  run = await startRun({ maxInstances: 1, standingClock: true });
});
afterAll(() => run.close());

async function advance(duration: string): Promise<void> {
  const answer = await fetch(`${run.origin}/_local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: duration }),
  });
  expect(answer.status).toBe(200);
}

const accountOf = async ({ id }: Account) => (await run.table.readPartition(`ACCOUNT#${id}`))[0];

/** Signs up a user, whose account and session are as the policy left them. */
async function signUpUnderPolicy(): Promise<Account> {
  const user = await createAccount(run.origin);
  const createdAt = Number((await accountOf(user))?.createdAt?.N);
  const expiresAt = { N: String(Math.floor(createdAt / 1000) + 7 * DAY) };
  await run.table.set({ pk: `ACCOUNT#${user.id}`, sk: 'ACCOUNT' }, { expiresAt });
  await run.table.set({ pk: `SESSIONS#${user.id}`, sk: user.sid }, { accountEnds: { BOOL: true } });
  return user;
}

test('an account that is used within the week lasts, and one that is not ends with its sessions', async () => {
  const [refreshing, signingIn, idle] = [
    await signUpUnderPolicy(),
    await signUpUnderPolicy(),
    await signUpUnderPolicy(),
  ];
  await advance('P6D');
  const refreshed = toAccount(run.origin, refreshing, await refresh(run.origin, refreshing.refreshToken));
  await signIn(run.origin, signingIn);
  for (const user of [refreshing, signingIn]) expect(await accountOf(user)).not.toHaveProperty('expiresAt');

  await advance('P1D');
  const refusal = { status: 401, code: 'INVALID_REFRESH_TOKEN' };
  expectProblem(await refresh(run.origin, idle.refreshToken), refusal);
  await advance('P3D');
  expect(await accountOf(idle)).toBeUndefined();
  expectProblem(await refresh(run.origin, idle.refreshToken), refusal);
  for (const user of [refreshing, signingIn]) {
    expect(await signIn(run.origin, user)).toMatchObject({ id: user.id });
  }
  const later = toAccount(run.origin, refreshed, await refresh(run.origin, refreshed.refreshToken));
  expect(await later.send({ path: '/users/me' })).toMatchObject({ status: 200 });
});
