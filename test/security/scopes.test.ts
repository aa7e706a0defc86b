/** `npm run users:scope`: changes of scopes by an operator appear in new tokens, and not earlier. */
import { decodeJwt } from 'jose';
import { type Account, createAccount, refresh, signIn } from '../support/accounts';
import { expectSignedOut } from '../support/expect-session';
import { runOperatorCommand } from '../support/run-operator-command';
import { baseUrl } from '../support/server-under-test';

const scopeOf = ({ token }: Pick<Account, 'token'>) => decodeJwt(token).scope;

test('an added scope is in the tokens of the next sign-in, and its removal revokes them', async () => {
  const ada = await createAccount(baseUrl());
  expect(scopeOf(await signIn(baseUrl(), ada))).toBeUndefined();

  await runOperatorCommand('users-scope', '--user', ada.username, '--add', 'admin', '--add', 'audit');
  const powerful = await signIn(baseUrl(), ada);
  expect(String(scopeOf(powerful)).split(' ').sort()).toEqual(['admin', 'audit']);
  expect(await powerful.send({ path: '/foo' })).toMatchObject({ status: 200 });
  expect((await powerful.send({ path: '/users/me' })).json.scopes.sort()).toEqual(['admin', 'audit']);
  // a session keeps the scopes of its sign-in
  expect(scopeOf(ada)).toBeUndefined();
  const refreshed = (await refresh(baseUrl(), ada.refreshToken)).json.access_token;
  expect(scopeOf({ token: refreshed })).toBeUndefined();

  await runOperatorCommand('users-scope', '--user', ada.username, '--remove', 'admin');
  await expectSignedOut(baseUrl(), powerful);
  expect(scopeOf(await signIn(baseUrl(), ada))).toBe('audit');
});
