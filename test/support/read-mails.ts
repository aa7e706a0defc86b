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

/** What `GET /_local/mail` answers. */
interface Inbox {
  readonly items: readonly ReceivedMail[];
  /** How many messages functions have not processed. */
  readonly queued: number;
}

/**
 * Waits until an address has received mails. The requests that cause them must have been answered: their messages are in the
 * queue by then.
 * @param count how many @default 1
 * @param origin of the run @default - the server under test
 * @param kind of the mails @default - any
 * @returns the mails, newest first: more may follow
 * @throws Error when fewer have arrived and no message is in the queue any more, as none will arrive then
 */
export function readMails(
  address: string,
  count = 1,
  origin: string = baseUrl(),
  kind?: string,
): Promise<readonly ReceivedMail[]> {
  return waitUntil(async () => {
    const { items, queued } = await readInbox(address, origin);
    const wanted = items.filter((mail) => kind === undefined || mail.kind === kind);
    if (wanted.length >= count) return wanted;
    if (queued > 0) return undefined;
    const kinds = items.map((mail) => mail.kind ?? 'a mail without a kind').join(', ') || 'none';
    throw new Error(
      `Expected ${count} of ${kind ?? 'any kind'} to ${address}, but the queue is empty. Received: ${kinds}.`,
    );
  });
}

/**
 * Waits until no message is in the queue, so that a mail which must not be sent would have arrived.
 * @param origin of the run @default - the server under test
 * @returns all mails to the address, newest first
 */
export function readAllMails(address: string, origin: string = baseUrl()): Promise<readonly ReceivedMail[]> {
  return waitUntil(async () => {
    const { items, queued } = await readInbox(address, origin);
    return queued === 0 && items;
  });
}

async function readInbox(address: string, origin: string): Promise<Inbox> {
  const url = new URL(`/_local/mail?to=${encodeURIComponent(address)}`, origin);
  const answer = await fetch(url, { headers: { accept: 'application/json' } });
  return (await answer.json()) as Inbox;
}
