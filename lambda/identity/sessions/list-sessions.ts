/** Lists the sessions of a user. */
import { UnauthorizedError } from '../../shared/errors';
import type { Caller } from '../../shared/http/request';
import type { TokenSettings } from '../tokens/access-token';
import { findSessionEnd } from './find-session-end';
import type { Sessions } from './sessions';

/** A session as its user sees it. Times are ISO 8601, UTC. */
export interface ListedSession {
  readonly id: string;
  readonly createdAt: string;
  /** When a token was last issued for it, by a sign-in or a refresh. */
  readonly lastUsedAt: string;
  /** The `User-Agent` of its last use, as the client sent it, shortened. @default - the client sent none */
  readonly userAgent?: string;
  /** The IP address of its last use. @default - not known */
  readonly ip?: string;
  /** Whether this request belongs to the session. */
  readonly current: boolean;
}

/** The dependencies of the list. */
export interface ListSessionsDependencies {
  readonly sessions: Pick<Sessions, 'list'>;
  /** Sessions that began before this time are not valid, in epoch seconds. */
  readonly sessionsNotBefore: number;
  readonly tokens: Pick<TokenSettings, 'sessionSeconds'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Returns the operation: lists all valid sessions, last used first.
 * @throws UnauthorizedError when the caller's own session is no longer valid. That happens with a token that
 * is accepted until it expires
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
