/** `npm run users:set-password`: gives a user a temporary password. */
import { setTemporaryPassword } from '../lambda/identity/operator/set-temporary-password';
import { readHashParameters } from '../lambda/identity/passwords/hash-parameters';
import { verifyImportedHash } from '../lambda/identity/passwords/imported-hashes/verify-imported-hash';
import { createPasswordHasher } from '../lambda/identity/passwords/password-hasher';
import { runUserCommand } from './run-user-command';

/** The number of failures at which an account rejects sign-ins from unknown devices, with the default settings. */
const DEFAULT_MAX_FAILURES = 100;

runUserCommand({
  name: 'users:set-password',
  description: `Replaces the password of a user with a random temporary one, signs the user out everywhere, and prints the password
once. The temporary password is valid for 24 hours. The next sign-in must replace it, with new_password in the request
body. Deliver the temporary password so that only the user can read it. Running the command again revokes the previous
temporary password.`,
  async run(deps, choice) {
    const set = setTemporaryPassword({
      ...deps,
      hashFor: ({ passwordHash }, password) =>
        createPasswordHasher({ current: readHashParameters(passwordHash), verifyImportedHash }).hash(
          password,
        ),
    });
    const { username, password, until, failedSignIns } = await set(choice);
    const isLocked = failedSignIns >= DEFAULT_MAX_FAILURES;
    return [
      `${username}: signed out everywhere. Temporary password, valid until ${new Date(until).toISOString()}:`,
      password,
      ...(isLocked
        ? [`The account has ${failedSignIns} failed sign-ins and may be locked: run users:unlock too`]
        : []),
    ];
  },
});
