/** Makes accounts for tests, each under a name that no other test uses. */
import { randomUUID } from 'node:crypto';
import { type Answer, type Sent, send } from './http-client';

/** What a user sends to register and to log in. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A registered user with an access token. */
export interface Account extends Credentials {
  readonly id: string;
  readonly token: string;
  /** Sends a request with the token. */
  send(sent: Sent): Promise<Answer>;
}

/** Credentials that keep every rule and that nobody has used. */
export function createCredentials(): Credentials {
  return { username: `u-${randomUUID()}`, password: `a phrase of ${randomUUID()}` };
}

/**
 * Registers a new user.
 * @throws Error when the answer is not 201
 */
export async function createAccount(baseUrl: string): Promise<Account> {
  const credentials = createCredentials();
  const answer = await send(baseUrl, { method: 'POST', path: '/users', json: credentials });
  if (answer.status !== 201) throw new Error(`Registering answered ${answer.status}: ${answer.text}`);
  const token: string = answer.json.access_token;
  return {
    ...credentials,
    id: answer.json.user?.id,
    token,
    send: (sent) =>
      send(baseUrl, { ...sent, headers: { authorization: `Bearer ${token}`, ...sent.headers } }),
  };
}
