/** The notices that a stage can send to the users of changed accounts. Pure data, like routes.ts. */

/** The kinds of notices. No name is part of another. */
export const noticeKinds = [
  'password-changed',
  'password-reset',
  'email-change-requested',
  'email-changed',
  'session-reused',
  'account-deleted',
  'new-device',
  'factor-added',
  'factor-removed',
  'recovery-codes-replaced',
  'factors-reset-requested',
  'password-known',
  'passkey-added',
  'passkey-removed',
] as const;

/** A kind of notice. */
export type NoticeKind = (typeof noticeKinds)[number];

/** The notices that carry their address, sealed: what caused them takes it from the account, or may do so. */
export const sealedNotices: readonly NoticeKind[] = [
  'email-change-requested',
  'email-changed',
  'account-deleted',
];

/** The notices of a stage that does not choose. Users of many devices find those of new devices a nuisance. */
export const defaultNotices: readonly NoticeKind[] = noticeKinds.filter((kind) => kind !== 'new-device');

/** The notices that only a stage with second factors sends. */
export const factorNotices: readonly NoticeKind[] = [
  'factor-added',
  'factor-removed',
  'recovery-codes-replaced',
  'factors-reset-requested',
  'password-known',
];

/** The notices that only a stage with passkeys sends. */
export const passkeyNotices: readonly NoticeKind[] = ['passkey-added', 'passkey-removed'];
