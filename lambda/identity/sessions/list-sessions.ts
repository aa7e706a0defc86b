/** Lists where a user is signed in. */
import { UnauthorizedError } from '../../shared/errors';
import type { Caller } from '../../shared/http/request';
import type { TokenSettings } from '../tokens/access-token';
import { findSessionEnd } from './find-session-end';
import type { Sessions } from './sessions';

/** A session, as its owner sees it. Times are ISO 8601, UTC. */
export interface ListedSession {
  readonly id: string;
  readonly createdAt: string;
  /** When a token was last got with it, by a sign-in or a refresh. */
  readonly lastUsedAt: string;
  /** What it was last used with, as the client says, shortened. @default - the client said nothing */
  readonly userAgent?: string;
  /** The address it was last used from. @default - not known */
  readonly ip?: string;
  /** Whether this request belongs to the session. */
  readonly current: boolean;
}

/** What the list needs. */
export interface ListSessionsDependencies {
  readonly sessions: Pick<Sessions, 'list'>;
  /** Sessions that began earlier are over, in epoch seconds. */
  readonly sessionsNotBefore: number;
  readonly tokens: Pick<TokenSettings, 'sessionSeconds'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Makes the operation: all sessions that go on, the last used first.
 * @throws UnauthorizedError when the caller's own is over, as a token shows that is trusted until it expires
 */
export function listSessions({
  sessions,
  sessionsNotBefore,
  tokens: { sessionSeconds },
  now,
}: ListSessionsDependencies): (
  caller: Pick<Caller, 'sub' | 'sid'>,
) => Promise<{ readonly items: readonly ListedSession[] }> {
  return async ({ sub, sid }) => {
    const all = await sessions.list(sub);
    const items = all
      .filter((session) => !findSessionEnd(session, { sessionsNotBefore, sessionSeconds }, now()))
      .sort((a, b) => b.lastUsedAt - a.lastUsedAt || b.createdAt - a.createdAt)
      .map((session) => ({
        id: session.sid,
        createdAt: toIso(session.createdAt),
        lastUsedAt: toIso(session.lastUsedAt),
        ...(session.userAgent !== undefined && { userAgent: session.userAgent }),
        ...(session.ip !== undefined && { ip: session.ip }),
        current: session.sid === sid,
      }));
    if (!items.some(({ current }) => current))
      throw new UnauthorizedError('The session of the token has ended');
    return { items };
  };
}

function toIso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
