/** `npm run users:disable`: blocks sign-ins to an account, and keeps its data. */
import { disableUser } from '../lambda/identity/operator/disable-user';
import { runUserCommand } from './run-user-command';

runUserCommand({
  name: 'users:disable',
  description: `Disables an account and ends all its sessions: their refresh tokens and access tokens are no longer valid. Exceptions:
with the stage setting revocation: 'on-expiry', access tokens stay valid until they expire. With authorizerCacheTtl,
access tokens stay valid until API Gateway's cached authorizer result expires.

While an account is disabled, sign-in and the routes that read the account respond as if it did not exist. The account
and its data are not deleted, and the username stays taken. users:enable enables the account again. If the command is
interrupted, run it again.`,
  run: async (deps, choice) => [`${await disableUser(deps)(choice)}: disabled, and signed out everywhere`],
});
