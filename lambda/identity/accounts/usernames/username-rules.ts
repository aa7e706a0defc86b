/** The rules of changes of a username: how many there may be, and how long an account holds the names that it had. */

import { LONGEST_CACHE_SECONDS, LONGEST_RUN_MS } from '../../../shared/aws/aws-limits';
import type { Account } from '../account';
import { normaliseUsername } from '../username';
import type { UsernameChange, UsernameChanges } from './username-changes';

/** How long tokens and sessions last. */
export interface UsernameLifetimes {
  readonly accessTokenSeconds: number;
  readonly sessionSeconds: number;
}

/** So many changes may be made in the period. */
const MAX_CHANGES = 3;
const PERIOD_MS = 30 * 24 * 60 * 60 * 1000;

const none: UsernameChanges = { version: 0, sessionsVersion: 0, recent: [], heldUntil: 0 };

/** The changes of an account's username; most accounts have none. */
export function usernameChangesOf({
  usernameChanges = none,
}: Pick<Account, 'usernameChanges'>): UsernameChanges {
  return usernameChanges;
}

/** Returns the milliseconds until another change is allowed; 0: it is allowed now. */
export function waitForUsernameChange(account: Pick<Account, 'usernameChanges'>, now: number): number {
  const earliest = usernameChangesOf(account).recent.at(-MAX_CHANGES);
  return earliest ? Math.max(0, earliest.at + PERIOD_MS - now) : 0;
}

/** Whether no other account may have a name: the account claims it, or had it, and tokens that carry it may still be valid. */
export function holdsName(
  account: Pick<Account, 'name' | 'usernameChanges'>,
  name: string,
  now: number,
): boolean {
  const { recent, heldUntil } = usernameChangesOf(account);
  return account.name === name || (now < heldUntil && recent.map(toName).includes(name));
}

/** Every name whose pointer may still lead to an account. */
export function listNames(account: Pick<Account, 'name' | 'usernameChanges'>): readonly string[] {
  return [...new Set([account.name, ...usernameChangesOf(account).recent.map(toName)])];
}

/** Makes the account under its next username. The replaced name is held for as long as a session may carry it. */
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

/** Makes the account as it was before its last change, which does not count then; undefined when there was none. */
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

/** Until when former names are held once no session carries one any more, in epoch milliseconds. */
export function heldUntilAfter(
  now: number,
  { accessTokenSeconds }: Pick<UsernameLifetimes, 'accessTokenSeconds'>,
): number {
  return now + tokensEndAfter(accessTokenSeconds);
}

/** A request that has read a session may still be running, and signs a token that lives on, also in the gateway's cache. */
function tokensEndAfter(accessTokenSeconds: number): number {
  return LONGEST_RUN_MS + (accessTokenSeconds + LONGEST_CACHE_SECONDS) * 1000;
}

function toName({ replaced }: UsernameChange): string {
  return normaliseUsername(replaced);
}
