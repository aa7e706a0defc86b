/** `PUT /users/me/password` from several clients at once. password.test.ts has the case that decides: two different passwords. */
import { type Account, createAccount, signIn } from '../support/accounts';
import { expectSignedIn, expectSignedOut } from '../support/expect-session';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';
import { change, newPassword, signInStatus } from './change-password';

let ada: Account;
let other: Account;

beforeEach(async () => {
  ada = await createAccount(baseUrl());
  other = await signIn(baseUrl(), ada);
});

describe('parallel changes', () => {
  test('to the same password are one change', async () => {
    const password = newPassword();
    const answers = await Promise.all(Array.from({ length: 5 }, () => change(ada, password)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204));
    expect(await signInStatus(ada, password)).toBe(201);
    await expectSignedIn(baseUrl(), ada);
    await expectSignedOut(baseUrl(), other);
  });

  test("from two sessions keep the winner's session", async () => {
    const sessions = [ada, other];
    const answers = await Promise.all(sessions.map((session) => change(session, newPassword())));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(204);
    for (const status of statuses) expect([204, 401, 403]).toContain(status);
    const winner = statuses[0] === 204 ? 0 : 1;
    expect(statuses[1 - winner]).not.toBe(204);
    await expectSignedIn(baseUrl(), sessions[winner] ?? ada);
    await expectSignedOut(baseUrl(), sessions[1 - winner] ?? ada);
  });

  test('and sign-ins with the old password leave no session of that password', async () => {
    const signIn = () =>
      send(baseUrl(), {
        method: 'POST',
        path: '/sessions/create',
        json: { username: ada.username, password: ada.password },
      });
    const [changed, ...signIns] = await Promise.all([
      change(ada, newPassword()),
      signIn(),
      signIn(),
      signIn(),
    ]);
    expect(changed.status).toBe(204);
    for (const { status } of signIns) expect([201, 401]).toContain(status);
    const { items } = (await ada.send({ path: '/sessions' })).json;
    expect(items.map(({ id }: { id: string }) => id)).toEqual([ada.sid]);
  });
});
