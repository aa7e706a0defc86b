/** Gives the sessions of an account its present username, for the tokens that they get from now on. */
import type { Sessions } from '../../sessions/sessions';
import type { Account } from '../account';
import type { AccountUsernames } from './account-usernames';
import { heldUntilAfter, type UsernameLifetimes, usernameChangesOf } from './username-rules';

/** What it needs. */
export interface SpreadUsernameDependencies {
  readonly usernames: Pick<AccountUsernames, 'markSpread'>;
  readonly sessions: Pick<Sessions, 'list' | 'adoptUsername'>;
  readonly tokens: UsernameLifetimes;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** Whether a session of the account may still have a former username: a change was interrupted. */
export function isUsernameBehind(account: Pick<Account, 'usernameChanges'>): boolean {
  const { version, sessionsVersion } = usernameChangesOf(account);
  return sessionsVersion < version;
}

/**
 * Rewrites every session that is behind, then notes it. The former names are held from then on until the last token with one of
 * them has expired. It may be repeated after a failure, and does no harm when it is overtaken by a later change.
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
