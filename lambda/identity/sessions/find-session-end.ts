/**
 * Decides whether a session is still valid, for the authorizer and every operation. No other code decides
 * this.
 */

/** When a session began and when it expires, in epoch seconds. */
export interface SessionTimes {
  readonly createdAt: number;
  /** DynamoDB deletes expired items late, so an existing item does not prove that the session is valid. */
  readonly expiresAt: number;
}

/** The rules of a stage for all its sessions. */
export interface SessionRules {
  /** Sessions that began before this time are not valid, in epoch seconds. @default 0 */
  readonly sessionsNotBefore?: number;
  /**
   * The maximum lifetime of a session, in seconds. It also applies to sessions that began under a longer one.
   * @default - only the session's own expiry applies
   */
  readonly sessionSeconds?: number;
}

/** Why a session is no longer valid. */
export type SessionEnd = 'session-expired' | 'session-too-old';

/** Returns why a session is no longer valid at a time in epoch milliseconds; undefined while it is valid. */
export function findSessionEnd(
  { createdAt, expiresAt }: SessionTimes,
  { sessionsNotBefore = 0, sessionSeconds = Number.POSITIVE_INFINITY }: SessionRules,
  millis: number,
): SessionEnd | undefined {
  if (Math.min(expiresAt, createdAt + sessionSeconds) * 1000 <= millis) return 'session-expired';
  return createdAt < sessionsNotBefore ? 'session-too-old' : undefined;
}

/** What shows that the user of a session has used a second factor: in it, or earlier on a trusted device. */
const FACTOR_METHODS: readonly string[] = ['mfa', 'rba'];

/**
 * Returns whether the stage requires a second factor, and the user of the session has used none. The session began
 * before the stage required it.
 * @param secondFactor the setting of the stage: `required`, or any other value
 */
export function lacksSecondFactor(
  { amr }: { readonly amr: readonly string[] },
  secondFactor: string | undefined,
): boolean {
  return secondFactor === 'required' && !amr.some((method) => FACTOR_METHODS.includes(method));
}
