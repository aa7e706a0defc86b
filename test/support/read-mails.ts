/** Reads the mails that the local run of the test run has sent. */
import { randomBytes } from 'node:crypto';
import { baseUrl } from './server-under-test';
import { waitUntil } from './wait-until';

/** Returns the header of a request from a new source, since each source may cause few mails (RFC 3849). */
export function fromNewSource(): Readonly<Record<string, string>> {
  const groups = randomBytes(4).toString('hex').match(/.{4}/g) ?? [];
  // a source of IPv6 is a network of 64 bits
  return { 'x-forwarded-for': `2001:db8:${groups.join(':')}::1` };
}

/** A mail, as `GET /_local/mail` shows it. */
export interface ReceivedMail {
  readonly id: string;
  readonly to: string;
  readonly kind?: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** @default - the mail has none */
  readonly code?: string;
  /** @default - the mail has none */
  readonly link?: string;
}

/**
 * Waits until an address has received mails.
 * @param count how many @default 1
 * @param origin of the run @default - the server under test
 * @returns the mails, newest first
 */
export function readMails(
  address: string,
  count = 1,
  origin: string = baseUrl(),
): Promise<readonly ReceivedMail[]> {
  const url = new URL(`/_local/mail?to=${encodeURIComponent(address)}`, origin);
  return waitUntil(async () => {
    const answer = await fetch(url, { headers: { accept: 'application/json' } });
    const { items } = (await answer.json()) as { readonly items: readonly ReceivedMail[] };
    return items.length >= count && items;
  });
}
