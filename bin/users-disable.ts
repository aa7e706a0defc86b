/** `npm run users:disable`: lets no one sign in to an account, and keeps everything. */
import { disableUser } from '../lambda/identity/operator/disable-user';
import { runUserCommand } from './run-user-command';

runUserCommand({
  name: 'users:disable',
  description: `Disables an account: it answers like one that does not exist, and all its sessions end. Nothing is deleted, and the name
stays taken. On a stage with revocation: 'on-expiry' access tokens work until they expire, and on one with an
authorizerCacheTtl until that time is over. users:enable undoes it. Run it again if it was interrupted.`,
  run: async (deps, choice) => [`${await disableUser(deps)(choice)}: disabled, and signed out everywhere`],
});
