/** `npm run users:disable`: blocks sign-ins to an account, and keeps its data. */
import { disableUser } from '../lambda/identity/operator/disable-user';
import { runUserCommand } from './run-user-command';

runUserCommand({
  name: 'users:disable',
  description: `Disables an account and ends all its sessions. The API then responds as if the account did not exist. Nothing is
deleted, and the username stays taken. If the stage sets revocation to 'on-expiry', access tokens stay valid until they
expire. If it sets authorizerCacheTtl, they stay valid until the cached result expires. Undo it with users:enable. If it
is interrupted, run it again.`,
  run: async (deps, choice) => [`${await disableUser(deps)(choice)}: disabled, and signed out everywhere`],
});
