/** Ends a session at the API, with a new access token if the stored one has expired. */
import { hasCode } from './problem-error';
import { isSessionOver, type SessionApi } from './session-api';
import type { StoredSession } from './session-store';

/**
 * Ends the session, or all of the user's sessions.
 * @throws the error of the API or of the network: the session may still be valid
 */
export async function endSession(
  api: Pick<SessionApi, 'refresh' | 'signOut'>,
  { accessToken, refreshToken }: StoredSession,
  everywhere: boolean,
): Promise<void> {
  try {
    await api.signOut(accessToken, everywhere);
  } catch (error) {
    if (!hasCode(error, 'UNAUTHORIZED')) throw error;
    await endExpired(api, refreshToken, everywhere);
  }
}

async function endExpired(
  api: Pick<SessionApi, 'refresh' | 'signOut'>,
  refreshToken: string,
  everywhere: boolean,
): Promise<void> {
  try {
    const { accessToken } = await api.refresh(refreshToken);
    await api.signOut(accessToken, everywhere);
  } catch (error) {
    // A session that has ended needs nothing more, but the user's other sessions do.
    if (everywhere || !isSessionOver(error)) throw error;
  }
}
