/** `npm run users:sign-out`: an operator ends the sessions of a user whose tokens are stolen. */
import { createAccount, refresh, signIn } from '../support/accounts';
import { expectSignedOut } from '../support/expect-session';
import { runOperatorCommand } from '../support/run-operator-command';
import { baseUrl } from '../support/server-under-test';

test('all sessions of the user end immediately, with both tokens, and no other user’s', async () => {
  const ada = await createAccount(baseUrl());
  const elsewhere = await signIn(baseUrl(), ada);
  const bob = await createAccount(baseUrl());

  const { stdout, stderr } = await runOperatorCommand(
    'users-sign-out',
    '--user',
    ada.username,
    '--reason',
    'T-1',
  );
  expect(stdout).toBe(`${ada.username}: signed out everywhere\n`);
  const event = { event: 'operator_sign_out', sub: ada.id, operator: 'local', reason: 'T-1' };
  expect(JSON.parse(stderr)).toMatchObject(event);

  for (const session of [ada, elsewhere]) await expectSignedOut(baseUrl(), session);
  expect(await bob.send({ path: '/users/me' })).toMatchObject({ status: 200 });
  expect(await refresh(baseUrl(), bob.refreshToken)).toMatchObject({ status: 200 });

  const again = await signIn(baseUrl(), ada);
  expect(await again.send({ path: '/users/me' })).toMatchObject({ status: 200 });
});
