/** Signs an account in by its username and password. */
import { InvalidCredentialsError } from '../shared/errors';
import type { Log } from '../shared/log';
import type { Logins } from './logins';
import type { NameHasher } from './name-hasher';
import type { PasswordHasher } from './password-hasher';
import type { Credentials } from './register';
import type { Sessions } from './sessions';
import { beginSession, issueToken, type TokenDependencies, type TokenResponse } from './token-response';
import { normaliseUsername, parseUsername } from './username';

/** Looked up for a text that can be nobody's username, so that it costs the same read. */
const NOBODY = '';

/** What a login needs. */
export interface LogInDependencies extends TokenDependencies {
  readonly logins: Logins;
  readonly sessions: Sessions;
  readonly passwords: PasswordHasher;
  readonly hashName: NameHasher;
  readonly log: Log;
}

/** A login: the credentials, and the request that brought them. */
export interface LogInCommand extends Credentials {
  readonly requestId: string;
}

/**
 * Makes the operation. An unknown name and a wrong password get the same answer for the same work.
 * @throws InvalidCredentialsError
 */
export function logIn(deps: LogInDependencies): (command: LogInCommand) => Promise<TokenResponse> {
  const { logins, sessions, passwords, hashName, log } = deps;

  async function refuse({ username, requestId }: LogInCommand): Promise<never> {
    log('WARN', {
      event: 'login_failed',
      usernameHash: await hashName(normaliseUsername(username)),
      requestId,
    });
    throw new InvalidCredentialsError('The username or the password is wrong');
  }

  return async (command) => {
    const { username, password } = command;
    const login = await logins.find(parseUsername(username)?.normalised ?? NOBODY);
    const matches = await passwords.verify(login?.passwordHash ?? passwords.decoy, password);
    if (!login || !matches || login.state !== 'ACTIVE') return refuse(command);

    const outdated = await passwords.isOutdated(login.passwordHash);
    const newPasswordHash = outdated ? await passwords.hash(password) : undefined;

    // the session first: were the commit first, a crash would leave a count without a session
    const session = beginSession(deps, login.sub);
    await sessions.put(session);
    if (!(await logins.commitSignIn({ login, newPasswordHash }))) {
      await sessions.delete(session);
      return refuse(command);
    }
    return issueToken(deps, login, session, session.createdAt);
  };
}
