/** The values of `?notice=`: what has just succeeded. A page shows the text of a listed value only. Pure data. */
export const pageNotices = [
  'account-deleted',
  'email-canceled',
  'email-removed',
  'email-requested',
  'email-verified',
  'factor-added',
  'factor-removed',
  'passkey-added',
  'passkey-removed',
  'passkey-renamed',
  'password-changed',
  'password-reset',
  'reset-canceled',
  'second-factor-off',
  'second-factor-on',
  'session-ended',
  'sessions-ended',
  'signed-up',
  'username-changed',
] as const;

/** What has just succeeded. */
export type PageNotice = (typeof pageNotices)[number];

/** Parses the value of `?notice=`. Returns undefined for a value that is not listed. */
export function parsePageNotice(text: string | undefined): PageNotice | undefined {
  return pageNotices.find((notice) => notice === text);
}
