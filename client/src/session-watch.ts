/** Tracks the last known session, and reports once when it has ended without this client's action. */
import type { ProblemError } from './problem-error';
import type { StoredSession } from './session-store';

/** A client reports here the sessions that it starts, reads and ends. */
export interface SessionWatch {
  /** Reports a session that has just started. */
  begin(session: StoredSession): void;
  /**
   * Reports the session that was just read, or none. @param problem the API's reason, if there is no session
   */
  see(session: StoredSession | undefined, problem?: ProblemError): void;
  /** Reports that the client ends this session. If undefined, the last known one. */
  end(session: StoredSession | undefined): void;
}

/** @param onGone called when the known session has ended or was replaced by another */
export function createSessionWatch(onGone: (problem: ProblemError | undefined) => void): SessionWatch {
  let seen: string | undefined;
  /** The last session whose end is known. A slow read may still return it. */
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
