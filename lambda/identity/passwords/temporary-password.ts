/**
 * The rules of temporary passwords. An operator gives one to a user who cannot sign in otherwise, and the
 * sign-in replaces it.
 */

/** How long a temporary password is valid, in milliseconds. */
export const TEMPORARY_PASSWORD_MS = 86_400_000;

/** Whether the account's password is temporary and has expired. @param millis the current time */
export function isTemporaryPasswordExpired(
  { passwordTemporaryUntil: until }: { readonly passwordTemporaryUntil?: number | undefined },
  millis: number,
): boolean {
  return until !== undefined && until <= millis;
}
