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

/** What a stage requires of the authentication of its sessions. */
export interface SecondFactorRule {
  /**
   * `required`: a session whose user has not used a second factor is not valid. It began before the stage required one,
   * or in the session that added it.
   * @default - sessions need no second factor
   */
  readonly secondFactor?: string | undefined;
  /** Whether a trusted device may take the place of a second factor. @default false */
  readonly trustsDevices?: boolean | undefined;
}

/**
 * Returns whether the stage requires a second factor, and the user of the session has used none: neither in it (`mfa`),
 * nor earlier on a device that the stage trusts (`rba`).
 */
export function lacksSecondFactor(
  { amr }: { readonly amr: readonly string[] },
  { secondFactor, trustsDevices = false }: SecondFactorRule,
): boolean {
  if (secondFactor !== 'required') return false;
  return !amr.includes('mfa') && !(trustsDevices && amr.includes('rba'));
}
