/** Stores the session of a sign-in by a passkey, which names no user before it. */
import type { ClientParts } from './client-parts';
import type { TextResult } from './session-api';
import { readTokenUsername } from './token-username';

/** The parts of a client that store a session. */
export type SessionParts = Pick<ClientParts, 'begin' | 'store'>;

/**
 * Stores the session under the username of its token.
 * @param userHandle names the user if the token does not
 * @throws ProblemError for a response without tokens
 */
export async function beginSession(
  parts: SessionParts,
  result: TextResult,
  userHandle: string | undefined,
): Promise<void> {
  await parts.begin(readTokenUsername(result) ?? userHandle ?? '', result);
  await rememberDevice(parts, userHandle);
}

/**
 * Keeps the device token of the signed-in user under the user handle as well: a sign-in by a passkey knows only that. A
 * failure costs one more device at the API.
 */
export async function rememberDevice(
  { store }: Pick<SessionParts, 'store'>,
  userHandle: string | undefined,
): Promise<void> {
  try {
    const { username } = (await store.read()) ?? {};
    const token = username === undefined ? undefined : await store.readDevice(username);
    if (token !== undefined && userHandle !== undefined) await store.writeDevice(userHandle, token);
  } catch {
    // the session is stored
  }
}
