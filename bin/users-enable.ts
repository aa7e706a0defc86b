/** `npm run users:enable`: lets the user of a disabled account sign in again. */
import { enableUser } from '../lambda/identity/operator/enable-user';
import { runUserCommand } from './run-user-command';

runUserCommand({
  name: 'users:enable',
  description: `Enables an account that users:disable has disabled. The password is unchanged. Ended sessions stay ended: the user
signs in again.`,
  run: async (deps, choice) => [`${await enableUser(deps)(choice)}: enabled`],
});
