/** Changes of a password, and sign-ins with it. */
import { type Account, type Credentials, createCredentials } from '../support/accounts';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

export const put = ({ send }: Account, json: unknown) =>
  send({ method: 'PUT', path: '/users/me/password', json });
export const change = (account: Account, to: string, from = account.password) =>
  put(account, { current_password: from, new_password: to });
export const signInStatus = async ({ username }: Credentials, password: string) =>
  (await send(baseUrl(), { method: 'POST', path: '/sessions/create', json: { username, password } })).status;
export const newPassword = () => createCredentials().password;
