/** Temporary passwords: what an operator gives to a user who has no other way in, to be changed at the sign-in. */

/** How long one is valid. */
export const TEMPORARY_PASSWORD_MS = 86_400_000;

/** Whether the account's password is a temporary one that is no longer valid. @param millis now */
export function isTemporaryPasswordExpired(
  { passwordTemporaryUntil: until }: { readonly passwordTemporaryUntil?: number | undefined },
  millis: number,
): boolean {
  return until !== undefined && until <= millis;
}
