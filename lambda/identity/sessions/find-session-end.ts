/** Says whether a session is over: the one place that does, for the authorizer and for every operation. */

/** When a session began and when it ends, in epoch seconds. */
export interface SessionTimes {
  readonly createdAt: number;
  /** DynamoDB deletes expired items late, so that an item alone proves nothing. */
  readonly expiresAt: number;
}

/** What a stage says of its sessions, beyond what each of them holds. */
export interface SessionRules {
  /** Sessions that began earlier are over, in epoch seconds. @default 0 */
  readonly sessionsNotBefore?: number;
  /** How long a session may last, in seconds: it ends those that began under a longer one. @default - as long as it says itself */
  readonly sessionSeconds?: number;
}

/** Why a session is over. */
export type SessionEnd = 'session-expired' | 'session-too-old';

/** Returns why a session is over at a time in epoch milliseconds; undefined while it is valid. */
export function findSessionEnd(
  { createdAt, expiresAt }: SessionTimes,
  { sessionsNotBefore = 0, sessionSeconds = Number.POSITIVE_INFINITY }: SessionRules,
  millis: number,
): SessionEnd | undefined {
  if (Math.min(expiresAt, createdAt + sessionSeconds) * 1000 <= millis) return 'session-expired';
  return createdAt < sessionsNotBefore ? 'session-too-old' : undefined;
}
