/** Makes the operations that start sessions start sessions of the hosted pages. */
import type { TokenSigner } from '../../tokens/token-signer';
import type { Session } from '../session';
import type { Sessions } from '../sessions';

/** What the start of a session uses, and what differs on the pages. */
export interface SessionStartParts {
  readonly sessions: Pick<Sessions, 'put'>;
  readonly signToken: TokenSigner;
}

/**
 * Returns the dependencies with which an operation starts a session of the pages. No token is signed for it, and it is
 * stored without a refresh token: its secret is that of the refresh token in the response, which only the cookie gets.
 * So no route of tokens accepts it.
 */
export function withPageSessions<Deps extends SessionStartParts>(deps: Deps): Deps {
  const { sessions } = deps;
  return {
    ...deps,
    signToken: async () => '',
    sessions: { ...sessions, put: (session: Session) => sessions.put(toPageSession(session)) },
  };
}

function toPageSession({ refresh, ...session }: Session): Session {
  return { ...session, ...(refresh && { pageHash: refresh.hash }) };
}
