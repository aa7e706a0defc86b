/** Extends the idle lifetime of a session of the hosted pages, which has no refreshes. */
import type { TokenSettings } from '../../tokens/access-token';
import { expiryOf } from '../begin-session';
import type { Session } from '../session';
import type { PageSessions } from './page-sessions';

/** The most seconds between two records of a session's use. */
const STEP_SECONDS = 300;

/** The dependencies of the extension. */
export interface ExtendPageSessionDependencies {
  readonly pageSessions: Pick<PageSessions, 'touch'>;
  readonly tokens: Pick<TokenSettings, 'sessionSeconds' | 'sessionIdleSeconds'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Returns the function. It writes at most once in five minutes, so that few requests write, and more often where sessions
 * may be idle for less than ten. The session may end at the same time, which it then stays.
 */
export function extendPageSession(deps: ExtendPageSessionDependencies): (session: Session) => Promise<void> {
  const { pageSessions, tokens, now } = deps;
  const step = Math.min(STEP_SECONDS, tokens.sessionIdleSeconds / 2);
  return async ({ sub, sid, createdAt, lastUsedAt, pageHash }) => {
    const seconds = Math.floor(now() / 1000);
    if (pageHash === undefined || seconds - lastUsedAt < step) return;
    const expiresAt = expiryOf(tokens, createdAt, seconds);
    await pageSessions.touch({ sub, sid }, { lastUsedAt: seconds, expiresAt }, pageHash);
  };
}
