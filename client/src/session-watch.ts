/** Knows which session was here last, and tells once when it is gone without this client's doing. */
import type { ProblemError } from './problem-error';
import type { StoredSession } from './session-store';

/** What a client tells of the sessions that it meets. */
export interface SessionWatch {
  /** It has just begun this one. */
  begin(session: StoredSession): void;
  /** It has just read this one, or none. @param problem why there is none, where the API said so */
  see(session: StoredSession | undefined, problem?: ProblemError): void;
  /** It ends this one; without, whichever was here. */
  end(session: StoredSession | undefined): void;
}

/** @param onGone called when the session that was here is gone, or is another */
export function createSessionWatch(onGone: (problem: ProblemError | undefined) => void): SessionWatch {
  let seen: string | undefined;
  /** The last one whose end is no news: a slow reading may still bring it up. */
  let over: string | undefined;
  return {
    begin: ({ id }) => {
      seen = id;
    },
    see: (session, problem) => {
      const before = seen;
      seen = session?.id;
      if (before === undefined || before === seen || before === over) return;
      over = before;
      onGone(problem);
    },
    end: (session) => {
      over = session?.id ?? seen;
    },
  };
}
