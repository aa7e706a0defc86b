/** Reads the mails that the local run of the test run has sent. */
import { baseUrl } from './server-under-test';
import { waitUntil } from './wait-until';

/** A mail, as `GET /_local/mail` shows it. */
export interface ReceivedMail {
  readonly to: string;
  readonly kind?: string;
  readonly text: string;
  /** @default - the mail has none */
  readonly code?: string;
  /** @default - the mail has none */
  readonly link?: string;
}

/**
 * Waits until an address has received mails.
 * @param count how many @default 1
 * @returns the mails, newest first
 */
export function readMails(address: string, count = 1): Promise<readonly ReceivedMail[]> {
  const url = new URL(`/_local/mail?to=${encodeURIComponent(address)}`, baseUrl());
  return waitUntil(async () => {
    const answer = await fetch(url, { headers: { accept: 'application/json' } });
    const { items } = (await answer.json()) as { readonly items: readonly ReceivedMail[] };
    return items.length >= count && items;
  });
}
