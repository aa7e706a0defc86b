/** The mark on an account's e-mail address whose mails come back. */
import type { Attributes } from '../../../shared/table/attributes';

/** Why no mail is sent to an address: it does not exist, or its owner reported a mail as spam. */
export type UndeliverableReason = 'bounce' | 'complaint';

/** The mark. It is part of the address in use, so a new verification replaces it. */
export interface Undeliverable {
  readonly reason: UndeliverableReason;
  /** When SES reported it, in epoch milliseconds. */
  readonly at: number;
}

/**
 * Reads the mark in an account's map `email`; returns undefined when the address has none. A mark that cannot be
 * read counts as a bounce.
 */
export function readUndeliverable(email: Attributes): Undeliverable | undefined {
  const mark = email.undeliverable?.M;
  if (mark === undefined) return undefined;
  return { reason: mark.reason?.S === 'complaint' ? 'complaint' : 'bounce', at: Number(mark.at?.N ?? 0) };
}
