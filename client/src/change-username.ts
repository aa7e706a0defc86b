/** Changes an account's username, and gets tokens with the new one. */
import type { Client as OpenapiClient } from 'openapi-fetch';
import type { Profile } from './account';
import type { paths } from './api-types';
import { unwrap } from './problem-error';
import type { SessionKeeper } from './session-keeper';

/** The dependencies of a username change. */
export interface ChangeUsernameDependencies {
  /** Sends the access token. */
  readonly api: Pick<OpenapiClient<paths>, 'PUT'>;
  readonly keeper: Pick<SessionKeeper, 'read' | 'rename' | 'replace'>;
}

/**
 * Changes the username.
 * @throws ProblemError when the API rejects the change
 */
export async function changeUsername(
  { api, keeper }: ChangeUsernameDependencies,
  username: string,
): Promise<Profile> {
  const session = await keeper.read();
  const profile = unwrap(await api.PUT('/users/me/username', { body: { username } }));
  if (session) {
    await keeper.rename(session, username);
    // The change is made. If the refresh fails, the next one brings the new tokens.
    await keeper.replace(session).catch(() => undefined);
  }
  return profile;
}
