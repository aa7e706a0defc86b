/** Registers an account and signs it in. */
import * as z from 'zod/mini';
import { ValidationError } from '../shared/errors';
import { cleanText } from '../shared/http/text';
import type { Logins } from './logins';
import type { PasswordHasher } from './password-hasher';
import { checkPassword, type PasswordPolicy } from './password-policy';
import type { Sessions } from './sessions';
import { beginSession, issueToken, type TokenDependencies, type TokenResponse } from './token-response';
import { parseUsername, usernameFault } from './username';

/** Far beyond what the rules allow: they speak of the normalised texts, and speak more clearly. */
const MAX_RAW_LENGTH = 1024;

/** The body of a registration, and of a login. */
export const credentialsBody = z
  .strictObject({
    username: cleanText({ maxLength: MAX_RAW_LENGTH }),
    password: cleanText({ maxLength: MAX_RAW_LENGTH }),
  })
  .register(z.globalRegistry, {
    examples: [{ username: 'ada', password: 'a phrase that passes the rules' }],
  });

/** A name and a password, as typed. */
export type Credentials = z.output<typeof credentialsBody>;

/** What a registration needs. */
export interface RegisterDependencies extends TokenDependencies {
  readonly logins: Logins;
  readonly sessions: Sessions;
  readonly passwords: PasswordHasher;
  readonly passwordPolicy: PasswordPolicy;
}

/** A new account with its first token. */
export interface Registration extends TokenResponse {
  readonly user: {
    readonly id: string;
    readonly username: string;
    /** ISO 8601, UTC. */
    readonly createdAt: string;
  };
}

/**
 * Makes the operation.
 * @throws ValidationError naming every rule that is broken, UsernameTakenError
 */
export function register(deps: RegisterDependencies): (credentials: Credentials) => Promise<Registration> {
  const { logins, sessions, passwords, passwordPolicy, now, newId } = deps;
  return async ({ username, password }) => {
    const name = parseUsername(username);
    const faults = checkPassword(password, passwordPolicy);
    if (!name) throw new ValidationError([usernameFault, ...faults]);
    if (faults.length > 0) throw new ValidationError(faults);

    const createdAt = now();
    const passwordHash = await passwords.hash(password);
    const sub = newId();
    const session = beginSession(deps, sub);
    const login = {
      name: name.normalised,
      sub,
      username: name.shown,
      passwordHash,
      state: 'ACTIVE',
      scopes: [],
      createdAt,
      lastSid: session.sid,
    } as const;
    await logins.create(login);
    await sessions.put(session);
    return {
      ...(await issueToken(deps, login, session, session.createdAt)),
      user: { id: login.sub, username: login.username, createdAt: new Date(createdAt).toISOString() },
    };
  };
}
