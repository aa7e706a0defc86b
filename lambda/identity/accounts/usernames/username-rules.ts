/** The rules of username changes: how many are allowed, and how long an account holds its former names. */

import { LONGEST_CACHE_SECONDS, LONGEST_RUN_MS } from '../../../shared/aws/aws-limits';
import type { Account } from '../account';
import { normaliseUsername } from '../username';
import type { UsernameChange, UsernameChanges } from './username-changes';

/** The lifetimes of access tokens and sessions, in seconds. */
export interface UsernameLifetimes {
  readonly accessTokenSeconds: number;
  readonly sessionSeconds: number;
}

/** The number of changes that are allowed in each period. */
const MAX_CHANGES = 3;
const PERIOD_MS = 30 * 24 * 60 * 60 * 1000;

const none: UsernameChanges = { version: 0, sessionsVersion: 0, recent: [], heldUntil: 0 };

/** Returns the username changes of an account. Most accounts have none. */
export function usernameChangesOf({
  usernameChanges = none,
}: Pick<Account, 'usernameChanges'>): UsernameChanges {
  return usernameChanges;
}

/** Returns the milliseconds until another change is allowed; 0 when it is allowed now. */
export function waitForUsernameChange(account: Pick<Account, 'usernameChanges'>, now: number): number {
  const earliest = usernameChangesOf(account).recent.at(-MAX_CHANGES);
  return earliest ? Math.max(0, earliest.at + PERIOD_MS - now) : 0;
}

/**
 * Whether no other account may have a name. The account claims it, or had it, and tokens that carry it may
 * still be valid.
 */
export function holdsName(
  account: Pick<Account, 'name' | 'usernameChanges'>,
  name: string,
  now: number,
): boolean {
  const { recent, heldUntil } = usernameChangesOf(account);
  return account.name === name || (now < heldUntil && recent.map(toName).includes(name));
}

/** Returns every name whose pointer may still lead to an account. */
export function listNames(account: Pick<Account, 'name' | 'usernameChanges'>): readonly string[] {
  return [...new Set([account.name, ...usernameChangesOf(account).recent.map(toName)])];
}

/**
 * Returns the account with its next username. It holds the replaced name for as long as a session may carry
 * it.
 */
export function withUsername(
  account: Account,
  { name, username }: Pick<Account, 'name' | 'username'>,
  now: number,
  { accessTokenSeconds, sessionSeconds }: UsernameLifetimes,
): Account {
  const { version, sessionsVersion, recent, heldUntil } = usernameChangesOf(account);
  return {
    ...account,
    name,
    username,
    usernameChanges: {
      version: version + 1,
      sessionsVersion,
      recent: [
        ...recent.filter(({ at }) => now < at + PERIOD_MS || now < heldUntil),
        { replaced: account.username, at: now },
      ],
      heldUntil: now + sessionSeconds * 1000 + tokensEndAfter(accessTokenSeconds),
    },
  };
}

/**
 * Returns the account as it was before its last change, which then does not count. Returns undefined when
 * there was no change.
 */
export function withFormerUsername(account: Account): Account | undefined {
  const changes = usernameChangesOf(account);
  const last = changes.recent.at(-1);
  return (
    last && {
      ...account,
      name: toName(last),
      username: last.replaced,
      usernameChanges: { ...changes, version: changes.version + 1, recent: changes.recent.slice(0, -1) },
    }
  );
}

/** Returns until when former names are held once no session carries one, in epoch milliseconds. */
export function heldUntilAfter(
  now: number,
  { accessTokenSeconds }: Pick<UsernameLifetimes, 'accessTokenSeconds'>,
): number {
  return now + tokensEndAfter(accessTokenSeconds);
}

/**
 * Returns the milliseconds until the last token with a former name expires. A running request may have read a
 * session already. It signs a token that stays valid for its lifetime, and then for as long as the gateway
 * caches it.
 */
function tokensEndAfter(accessTokenSeconds: number): number {
  return LONGEST_RUN_MS + (accessTokenSeconds + LONGEST_CACHE_SECONDS) * 1000;
}

function toName({ replaced }: UsernameChange): string {
  return normaliseUsername(replaced);
}
