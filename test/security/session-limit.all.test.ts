/** The limit of sessions of an account. The sessions are real ones, because the limit counts them. */
import { openTable } from '../faults/table';
import { createAccount, signIn } from '../support/accounts';
import { expectSignedOut } from '../support/expect-session';
import { baseUrl, serverFolder } from '../support/server-under-test';

test('with one session more than fifty the oldest ends', async () => {
  const ada = await createAccount(baseUrl());
  const table = openTable(serverFolder());
  const aMinuteAgo = Math.floor(Date.now() / 1000) - 60;
  await table.set({ pk: `SESSIONS#${ada.id}`, sk: ada.sid }, { createdAt: { N: String(aMinuteAgo) } });
  table.close();
  await Promise.all(Array.from({ length: 49 }, () => signIn(baseUrl(), ada)));
  expect(await ada.send({ path: '/foo' })).toMatchObject({ status: 200 });
  const newest = await signIn(baseUrl(), ada);
  await expectSignedOut(baseUrl(), ada);
  const { items } = (await newest.send({ path: '/sessions' })).json;
  expect(items).toHaveLength(50);
  expect(items.map(({ id }: { id: string }) => id)).toContain(newest.sid);
});
