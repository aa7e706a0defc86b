/** Deletes an account with everything that belongs to it. */

import { LONGEST_CACHE_SECONDS } from '../../shared/aws/aws-limits';
import { UnauthorizedError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import type { Log } from '../../shared/log';
import { everyOwnedData, type OwnedData } from '../../shared/table/owned-data';
import { type RecencyRule, requireRecentSignIn } from '../authentication/require-recent-sign-in';
import type { Sessions } from '../sessions/sessions';
import type { TokenSettings } from '../tokens/access-token';
import type { Account } from './account';
import type { AccountData } from './account-data';
import type { Accounts } from './accounts';
import { findOwnAccount } from './find-own-account';
import type { NamePointers } from './identifiers/name-pointers';
import { normaliseUsername } from './username';
import { listNames } from './usernames/username-rules';

/** What a deletion needs. */
export interface DeletionDependencies extends RecencyRule {
  readonly accounts: Pick<Accounts, 'find' | 'markDeleting' | 'delete'>;
  readonly names: Pick<NamePointers, 'release'>;
  readonly sessions: Pick<Sessions, 'closeToRefresh' | 'delete' | 'deleteAll'>;
  readonly data: Pick<AccountData, 'deleteSome' | 'refuseCreation'>;
  /** What belongs to an account here. @default - the data of every feature */
  readonly owned?: OwnedData;
  readonly tokens: Pick<TokenSettings, 'accessTokenSeconds'>;
  readonly log: Log;
}

/** Whether the account is gone, or the rest follows at the next call. */
export type DeletionProgress = 'done' | 'continues';

/** A deletion, asked for by its account. */
export interface DeleteAccountCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid' | 'username' | 'authTime'>;
  readonly source: ClientInfo;
  /** Whether there is time for another round of calls. */
  readonly hasTime: () => boolean;
}

/**
 * Makes the operation. It may be repeated after a failure at any step, and goes on from there.
 * @throws ReauthenticationRequiredError when the caller's password was verified too long ago, UnauthorizedError when the account is
 *   disabled
 */
export function deleteAccount(
  deps: DeletionDependencies,
): (command: DeleteAccountCommand) => Promise<DeletionProgress> {
  const { accounts, names, sessions } = deps;
  return async ({ caller, source, hasTime }) => {
    const account = await findOwnAccount(accounts, caller);
    if (account?.state === 'DISABLED') throw new UnauthorizedError('The account is disabled');
    if (account) {
      if (account.state === 'ACTIVE') requireRecentSignIn(deps, caller);
      const progress = await eraseAccount(deps, {
        account,
        by: 'owner',
        source,
        hasTime,
        keptSid: caller.sid,
      });
      if (progress === 'continues') return progress;
    } else {
      // another session has just deleted the account, and may not have ended itself yet
      await sessions.deleteAll(caller.sub, caller.sid);
      // an earlier request may have ended before this step; the name is freed only if it is still this account's
      await names.release({ name: normaliseUsername(caller.username), sub: caller.sub });
    }
    // last: with it the caller can repeat the request until everything else is gone
    await sessions.delete(caller);
    return 'done';
  };
}

/** An account to erase. */
export interface EraseCommand {
  readonly account: Account;
  /** Whose wish it is. */
  readonly by: 'owner' | 'operator';
  readonly source: ClientInfo;
  readonly hasTime: () => boolean;
  /** A session that goes on until the caller ends it. @default - none */
  readonly keptSid?: string;
}

/**
 * Erases an account and all its data, but for one session. Nobody can sign in from the first step on, and nothing that began
 * before it is left after the last: what the account's tokens might still create is refused until they have expired.
 * @throws UnauthorizedError when its owner wants it and an operator has disabled it meanwhile; nothing is changed then
 */
export async function eraseAccount(
  {
    accounts,
    names,
    sessions,
    data,
    owned = everyOwnedData,
    tokens,
    now,
    log,
  }: Omit<DeletionDependencies, 'reauthenticationSeconds'>,
  { account, by, source, hasTime, keptSid }: EraseCommand,
): Promise<DeletionProgress> {
  const { sub } = account;
  if (!(await accounts.markDeleting(account, by)) && (await accounts.find(sub))) {
    throw new UnauthorizedError('The account was disabled meanwhile');
  }
  if (keptSid !== undefined) await sessions.closeToRefresh({ sub, sid: keptSid });
  await sessions.deleteAll(sub, keptSid);
  if (owned.counts.length > 0) {
    await data.refuseCreation(
      sub,
      Math.floor(now() / 1000) + tokens.accessTokenSeconds + LONGEST_CACHE_SECONDS,
    );
  }
  if ((await eraseData(data, { sub, hasTime, owned })) === 'continues') return 'continues';
  // a sign-in that was under way may have put its session since
  await sessions.deleteAll(sub, keptSid);
  // as it is now: it may have got another name since it was read
  const deleted = (await accounts.delete(account)) ?? account;
  // last: no account has these names now, so that a registration may take one over where this step is missing
  for (const name of listNames(deleted)) await names.release({ name, sub });
  const { ip: sourceIp, requestId } = source;
  log('account_deleted', { sub, sid: keptSid, sourceIp, requestId });
  return 'done';
}

/** Erases what belongs to an account beside the account itself, its sessions and the count of its foos. */
export async function eraseData(
  data: Pick<AccountData, 'deleteSome'>,
  {
    sub,
    hasTime,
    owned = everyOwnedData,
  }: { readonly sub: string; readonly hasTime: () => boolean; readonly owned?: OwnedData },
): Promise<DeletionProgress> {
  for (const kind of owned.items) {
    while (!(await data.deleteSome(sub, kind))) {
      if (!hasTime()) return 'continues';
    }
  }
  return 'done';
}
