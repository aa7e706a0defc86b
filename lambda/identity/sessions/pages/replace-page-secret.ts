/** Replaces the secret of a session of the hosted pages, after its user was authenticated again. */
import { randomBytes } from 'node:crypto';
import { digestPageSecret, formatPageSecret, parsePageSecret } from './page-secret';
import type { PageSessions } from './page-sessions';

/**
 * Returns the function, which returns the value of the new cookie.
 * It returns undefined when the cookie is malformed, or its session has ended or has another secret by now.
 */
export function replacePageSecret(deps: {
  readonly pageSessions: Pick<PageSessions, 'replaceSecret'>;
}): (cookie: string) => Promise<string | undefined> {
  return async (cookie) => {
    const current = parsePageSecret(cookie);
    if (!current) return undefined;
    const { sub, sid } = current;
    const next = { sub, sid, secret: randomBytes(32) };
    const isReplaced = await deps.pageSessions.replaceSecret(
      { sub, sid },
      digestPageSecret(current),
      digestPageSecret(next),
    );
    return isReplaced ? formatPageSecret(next) : undefined;
  };
}
