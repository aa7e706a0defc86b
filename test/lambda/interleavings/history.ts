/** Derives from a world's history which sessions clients hold, and what may have ended them. */
import type { Session } from '../../../lambda/identity/sessions/session';
import type { Asked, HeldSession, Tokens } from './asked';
import type { World } from './world';

/** Returns the sessions that have not ended and whose tokens a client holds. */
export function liveSessions(world: World): readonly HeldSession[] {
  return world.held.filter((held) => storedSession(world, held));
}

/** Returns the tokens in a request's response. */
export function givenTokens({ answered }: Asked): Tokens | undefined {
  return answered?.answer.status === 'done' ? answered.answer.tokens : undefined;
}

/** Returns the stored session. */
export function storedSession(
  { deps }: World,
  { sub, sid }: Pick<Tokens, 'sub' | 'sid'>,
): Session | undefined {
  return deps.sessions.items.get(`${sub}/${sid}`);
}

/** Whether a request was answered as done. */
export function isDone({ answered }: Asked): boolean {
  return answered?.answer.status === 'done';
}

/** Whether a request may have had an effect: it was not rejected. */
export function mayHaveHappened({ began, answered }: Asked): boolean {
  if (!began) return false;
  return answered?.answer.status !== 'refused' || answered.answer.code === 'DEPENDENCY_UNAVAILABLE';
}

/** Whether one request was answered before another took its first step. */
export function isBefore({ answered }: Asked, { began }: Asked): boolean {
  return answered !== undefined && began !== undefined && answered.tick < began.tick;
}

/** Returns the version of a session's password, or of any password that was set on its account. */
export function versionOf(world: World, { sub, password }: Pick<Tokens, 'sub' | 'password'>): number {
  return world.passwordVersions.get(`${sub}|${password}`) ?? 0;
}

/**
 * Whether the session itself changed the password, to this version or a later one, and therefore stays valid.
 */
export function hasAdopted(world: World, { sub, sid }: Tokens, version: number): boolean {
  return world.history.some(
    (asked) =>
      asked.request.does === 'change the password' &&
      asked.tokens?.sid === sid &&
      mayHaveHappened(asked) &&
      versionOf(world, { sub, password: asked.request.to }) >= version,
  );
}

/** Returns the requests that may have ended a session. */
export function findEnders(world: World, session: Pick<Tokens, 'sub' | 'sid'>): readonly Asked[] {
  return world.history.filter((asked) => {
    const { request, tokens } = asked;
    const isOwn = tokens?.sid === session.sid;
    const isOfAccount = tokens?.sub === session.sub;
    switch (request.does) {
      case 'sign out':
        return isOwn && mayHaveHappened(asked);
      case 'end another session':
        return request.sid === session.sid && mayHaveHappened(asked);
      case 'sign out everywhere':
      case 'delete the account':
        return isOfAccount && mayHaveHappened(asked);
      case 'change the password':
        return isOfAccount && !isOwn && mayHaveHappened(asked);
      case 'take the scope':
      case 'disable the account':
      case 'enable the account':
      case 'set a temporary password':
        return mayHaveHappened(asked);
      case 'sign in':
        // The oldest session ends when the limit is exceeded.
        return world.committed.size > world.deps.maxSessionsPerUser && mayHaveHappened(asked);
      case 'refresh': {
        const answer = asked.answered?.answer;
        const isReused = answer?.status === 'refused' && answer.code === 'REFRESH_TOKEN_REUSED';
        return isOwn && (isReused || !answer);
      }
      default:
        return false;
    }
  });
}
