/** Gives an account another username, and this client tokens that carry it. */
import type { Client as OpenapiClient } from 'openapi-fetch';
import type { Profile } from './account';
import type { paths } from './api-types';
import { unwrap } from './problem-error';
import type { SessionKeeper } from './session-keeper';

/** What a change of username needs. */
export interface ChangeUsernameDependencies {
  /** Sends the access token along. */
  readonly api: Pick<OpenapiClient<paths>, 'PUT'>;
  readonly keeper: Pick<SessionKeeper, 'read' | 'rename' | 'replace'>;
}

/** @throws ProblemError where the API refuses the change */
export async function changeUsername(
  { api, keeper }: ChangeUsernameDependencies,
  username: string,
): Promise<Profile> {
  const session = await keeper.read();
  const profile = unwrap(await api.PUT('/users/me/username', { body: { username } }));
  if (session) {
    await keeper.rename(session, username);
    // the change is made: without an answer, the next refresh brings the tokens
    await keeper.replace(session).catch(() => undefined);
  }
  return profile;
}
