/** `npm run users:enable`: what the user of a disabled account has afterwards. disabled-account.test.ts covers what comes before. */
import { createAccount, refresh, signIn } from '../support/accounts';
import { expectSignedIn, expectSignedOut } from '../support/expect-session';
import { runOperatorCommand } from '../support/run-operator-command';
import { baseUrl } from '../support/server-under-test';

test('after it is enabled, the same password works, its data exists, and its sessions stay ended', async () => {
  const ada = await createAccount(baseUrl());
  const { id } = (await ada.send({ method: 'POST', path: '/foo', json: { name: 'first' } })).json;
  await runOperatorCommand('users-disable', '--sub', ada.id);
  const { stdout } = await runOperatorCommand('users-enable', '--sub', ada.id);
  expect(stdout).toBe(`${ada.username}: enabled\n`);
  await expectSignedOut(baseUrl(), ada);
  const again = await signIn(baseUrl(), ada);
  expect(again.id).toBe(ada.id);
  await expectSignedIn(baseUrl(), again);
  expect(await again.send({ path: `/foo/${id}` })).toMatchObject({ status: 200 });
  expect((await refresh(baseUrl(), ada.refreshToken)).status).toBe(401);
});
