/** Gives the sessions of an account its current username, which their new tokens then carry. */
import type { Sessions } from '../../sessions/sessions';
import type { Account } from '../account';
import type { AccountUsernames } from './account-usernames';
import { heldUntilAfter, type UsernameLifetimes, usernameChangesOf } from './username-rules';

/** The dependencies of the update of sessions. */
export interface SpreadUsernameDependencies {
  readonly usernames: Pick<AccountUsernames, 'markSpread'>;
  readonly sessions: Pick<Sessions, 'list' | 'adoptUsername'>;
  readonly tokens: UsernameLifetimes;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** Whether a session of the account may still have a former username, because a change was interrupted. */
export function isUsernameBehind(account: Pick<Account, 'usernameChanges'>): boolean {
  const { version, sessionsVersion } = usernameChangesOf(account);
  return sessionsVersion < version;
}

/**
 * Updates every session that has a former username, then records it. From then on, the account holds the
 * former names until the last token with one of them has expired. Callers may repeat this after a failure. A
 * later change may overtake it without harm.
 */
export async function spreadUsername(
  { usernames, sessions, tokens, now }: SpreadUsernameDependencies,
  account: Account,
): Promise<void> {
  const { version } = usernameChangesOf(account);
  for (const session of await sessions.list(account.sub)) {
    if ((session.usernameVersion ?? 0) < version) {
      await sessions.adoptUsername(session, { username: account.username, usernameVersion: version });
    }
  }
  await usernames.markSpread(account, heldUntilAfter(now(), tokens));
}
