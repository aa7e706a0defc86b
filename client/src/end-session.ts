/** Ends a session at the API, which takes another token where the one at hand has expired. */
import { hasCode } from './problem-error';
import { isSessionOver, type SessionApi } from './session-api';
import type { StoredSession } from './session-store';

/**
 * Ends it, or all of the user's.
 * @throws what the API or the network fails at: the session may go on
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
    // a session that is over needs no end; the others of its user would
    if (everywhere || !isSessionOver(error)) throw error;
  }
}
