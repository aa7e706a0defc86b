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

/**
 * A login that changes between verification and commit is looked at anew: a parallel login may only have renewed its
 * hash. The bound holds off somebody who changes it all the time.
 */
const MAX_ATTEMPTS = 3;

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

  /** Returns undefined when the login changed while the password was being verified. */
  async function attempt(command: LogInCommand): Promise<TokenResponse | undefined> {
    const { username, password } = command;
    const login = await logins.find(parseUsername(username)?.normalised ?? NOBODY);
    const matches = await passwords.verify(login?.passwordHash ?? passwords.decoy, password);
    if (!login || !matches || login.state !== 'ACTIVE') return refuse(command);

    const outdated = await passwords.isOutdated(login.passwordHash);
    const newPasswordHash = outdated ? await passwords.hash(password) : undefined;

    // the session first: were the commit first, a crash would leave a count without a session
    const session = beginSession(deps, login.sub);
    await sessions.put(session);
    if (await logins.commitSignIn({ login, sid: session.sid, newPasswordHash })) {
      return issueToken(deps, login, session, session.createdAt);
    }
    await sessions.delete(session);
    return undefined;
  }

  return async (command) => {
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const answer = await attempt(command);
      if (answer) return answer;
    }
    return refuse(command);
  };
}
