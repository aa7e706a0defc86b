/** Finds the session of the hosted pages that a browser has. */
import { timingSafeEqual } from 'node:crypto';
import { findSessionEnd, lacksSecondFactor, type SecondFactorRule } from '../find-session-end';
import type { Session } from '../session';
import type { Sessions } from '../sessions';
import { digestPageSecret, parsePageSecret } from './page-secret';

/** The dependencies of the search. */
export interface FindPageSessionDependencies extends SecondFactorRule {
  readonly sessions: Pick<Sessions, 'find'>;
  /** Sessions that began before this time are not valid, in epoch seconds. */
  readonly sessionsNotBefore: number;
  /** The maximum lifetime of a session, in seconds. */
  readonly sessionSeconds: number;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Returns the function. A session of an API client has no secret of the pages, so none of its tokens is one.
 * @returns undefined when the value of the cookie is malformed, or its session has ended, is not one of the pages or has
 * another secret
 */
export function findPageSession(
  deps: FindPageSessionDependencies,
): (cookie: string) => Promise<Session | undefined> {
  const { sessions, sessionsNotBefore, sessionSeconds, now } = deps;
  return async (cookie) => {
    const secret = parsePageSecret(cookie);
    if (!secret) return undefined;
    const session = await sessions.find(secret);
    if (session?.pageHash === undefined || !isSame(session.pageHash, digestPageSecret(secret)))
      return undefined;
    if (findSessionEnd(session, { sessionsNotBefore, sessionSeconds }, now())) return undefined;
    return lacksSecondFactor(session, deps) ? undefined : session;
  };
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
