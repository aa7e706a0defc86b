/** The e-mail addresses of an account: the one in use, and the one that waits for its code. */
import { InternalError } from '../../shared/errors';
import type { Attributes, Value } from '../../shared/table/attributes';
import { readUndeliverable, type Undeliverable } from './feedback/undeliverable';

/** The address in use. It was verified, and the account can be found by it. Times are epoch milliseconds. */
export interface AccountEmail {
  /** The normalized address. */
  readonly address: string;
  /** The address as the user wrote it. */
  readonly shown: string;
  readonly verifiedAt: number;
  /** The id of the attempt that verified it. A write that was sent twice recognizes itself by it. */
  readonly verifiedBy: string;
  /** Set when mails to the address come back. Then no mail goes to it, except to verify it again. @default - mails reach it */
  readonly undeliverable?: Undeliverable | undefined;
}

/**
 * An address that waits for its code. It identifies no account and reserves nothing. Times are epoch
 * milliseconds.
 */
export interface PendingEmail extends Pick<AccountEmail, 'address' | 'shown'> {
  /** The random id of the request, from which its code is derived. */
  readonly challenge: string;
  /** Which of the request's codes is valid, from 1. */
  readonly generation: number;
  /** The codes that were tried. */
  readonly attempts: number;
  readonly requestedAt: number;
  readonly expiresAt: number;
  /** The security version of the account at the request. Under any other version, the request is void. */
  readonly securityVersion: number;
  /** The session that made the request. When the session has ended, the request is void. */
  readonly sid: string;
}

/** Returns the address in use as a map of an item. */
export function toEmailValue({ undeliverable, ...email }: AccountEmail): Value {
  return { ...email, undeliverable: undeliverable && { ...undeliverable } };
}

/** The address that was in use before a change. Operators may restore it for a while. */
export interface FormerEmail extends Pick<AccountEmail, 'address' | 'shown'> {
  /** Until when it may be restored, in epoch milliseconds. */
  readonly until: number;
}

/** The addresses of an account. */
export interface EmailHolder {
  /** @default - the account has no address */
  readonly email?: AccountEmail | undefined;
  /** @default - no address waits for its code */
  readonly pendingEmail?: PendingEmail | undefined;
  /** @default - the address was not changed */
  readonly formerEmail?: FormerEmail | undefined;
  readonly securityVersion: number;
}

/** How many codes of a request may be tried. */
export const MAX_CODE_ATTEMPTS = 5;

/** How long the code of an address is valid, in milliseconds. */
export const VERIFICATION_MS = 24 * 60 * 60 * 1000;

/** How long operators may restore the address that was in use before a change, in milliseconds. */
export const FORMER_EMAIL_MS = 7 * 24 * 60 * 60 * 1000;

/** The generation of a pending address whose mail the limits refused. No code proves it. */
export const NOT_MAILED = 0;

/**
 * In place of the session of a pending address whose account has no session yet: a stage requires a second factor, and
 * the sign-up has started none. The sign-in that adds the factor puts its session here.
 */
export const NO_SESSION = '';

/**
 * Returns the pending address while its code can still be right: it has not expired, codes are left to try, and
 * nothing has ended the trust in what was open before.
 */
export function findOpenEmail(
  { pendingEmail, securityVersion }: EmailHolder,
  now: number,
): PendingEmail | undefined {
  const isOpen =
    pendingEmail !== undefined &&
    now < pendingEmail.expiresAt &&
    pendingEmail.attempts < MAX_CODE_ATTEMPTS &&
    pendingEmail.securityVersion === securityVersion;
  return isOpen ? pendingEmail : undefined;
}

/**
 * Returns the former address to store when another address replaces the one in use. A former address that may
 * still be restored stays: two changes in a row by an attacker would otherwise remove the owner's.
 */
export function toFormerEmail({ email, formerEmail }: EmailHolder, now: number): FormerEmail | undefined {
  const former = findFormerEmail({ formerEmail }, now);
  if (!email || (former && former.address !== email.address)) return former;
  const { address, shown } = email;
  return { address, shown, until: now + FORMER_EMAIL_MS };
}

/** Returns the former address while it may be restored. */
export function findFormerEmail(
  { formerEmail }: Pick<EmailHolder, 'formerEmail'>,
  now: number,
): FormerEmail | undefined {
  return formerEmail && now < formerEmail.until ? formerEmail : undefined;
}

/** The members of the maps beyond the address and its shown form: texts and numbers. */
const members = {
  email: ['verifiedAt', 'verifiedBy'],
  pendingEmail: ['challenge', 'generation', 'attempts', 'requestedAt', 'expiresAt', 'securityVersion', 'sid'],
  formerEmail: ['until'],
} as const;

type EmailMap = keyof typeof members;

/** The names of the maps. */
export const EMAIL_MAPS = Object.keys(members) as readonly EmailMap[];

/**
 * Reads the maps that an item has.
 * @throws InternalError when attributes are missing
 */
export function readEmails(item: Attributes): Pick<EmailHolder, EmailMap> {
  const held = EMAIL_MAPS.filter((name) => item[name]?.M);
  const undeliverable = item.email?.M && readUndeliverable(item.email.M);
  const emails = held.map((name) => [name, readMap(name, item[name]?.M ?? {})] as const);
  return Object.fromEntries(
    emails.map(([name, map]) => [name, name === 'email' && undeliverable ? { ...map, undeliverable } : map]),
  );
}

/** Reads an account's map `pendingEmail`. @throws InternalError when attributes are missing */
export function toPendingEmail(map: Attributes): PendingEmail {
  return readMap('pendingEmail', map) as unknown as PendingEmail;
}

function readMap(name: EmailMap, map: Attributes): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    ['address', 'shown', ...members[name]].map((member) => {
      const { S: text, N: number } = map[member] ?? {};
      if ((text ?? number) === undefined) throw new InternalError(`An e-mail address lacks ${member}`);
      return [member, text ?? Number(number)];
    }),
  );
}
