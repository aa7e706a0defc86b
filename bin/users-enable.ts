/** `npm run users:enable`: lets the user of a disabled account sign in again. */
import { enableUser } from '../lambda/identity/operator/enable-user';
import { runUserCommand } from './run-user-command';

runUserCommand({
  name: 'users:enable',
  description: `Enables a disabled account. The password is unchanged. The account's sessions stay revoked: the user must
sign in again.`,
  run: async (deps, choice) => [`${await enableUser(deps)(choice)}: enabled`],
});
