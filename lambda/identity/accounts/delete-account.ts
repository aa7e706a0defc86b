/** Deletes an account and all its data. */

import { LONGEST_CACHE_SECONDS } from '../../shared/aws/aws-limits';
import { UnauthorizedError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import type { Log } from '../../shared/log';
import { everyOwnedData, type OwnedData } from '../../shared/table/owned-data';
import { requireStepUp, type StepUpRule } from '../authentication/require-step-up';
import type { Notify } from '../email/notices/notify';
import type { Sessions } from '../sessions/sessions';
import type { TokenSettings } from '../tokens/access-token';
import type { Account } from './account';
import type { AccountData } from './account-data';
import type { Accounts } from './accounts';
import { findOwnAccount } from './find-own-account';
import type { IdentifierPointers } from './identifiers/identifier-pointers';
import { normaliseUsername } from './username';
import { listNames } from './usernames/username-rules';

/** The dependencies of a deletion. */
export interface DeletionDependencies extends StepUpRule {
  readonly accounts: Pick<Accounts, 'find' | 'markDeleting' | 'delete'>;
  readonly names: Pick<IdentifierPointers, 'release'>;
  /** The pointers of e-mail addresses. @default - the stage has no e-mail */
  readonly emails?: Pick<IdentifierPointers, 'release'> | undefined;
  readonly sessions: Pick<Sessions, 'closeToRefresh' | 'delete' | 'deleteAll'>;
  readonly data: Pick<AccountData, 'deleteSome' | 'refuseCreation'>;
  /** The kinds of data that belong to an account. @default - the data of every feature */
  readonly owned?: OwnedData;
  readonly tokens: Pick<TokenSettings, 'accessTokenSeconds'>;
  readonly log: Log;
}

/** The dependencies of a deletion that the account's owner requests. */
export interface DeleteAccountDependencies extends DeletionDependencies {
  readonly notify: Notify;
}

/** Whether the deletion is complete, or the next call must continue it. */
export type DeletionProgress = 'done' | 'continues';

/** A deletion that the account's owner requests. */
export interface DeleteAccountCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid' | 'username' | 'authTime' | 'amr'>;
  readonly source: ClientInfo;
  /** Whether there is time for another round of calls. */
  readonly hasTime: () => boolean;
}

/**
 * Returns the operation. After a failure at any step, the client may repeat the request: the deletion resumes
 * at that step.
 * @throws InsufficientAuthenticationError when the caller must be authenticated again
 * @throws UnauthorizedError when the account is disabled
 */
export function deleteAccount(
  deps: DeleteAccountDependencies,
): (command: DeleteAccountCommand) => Promise<DeletionProgress> {
  const { accounts, names, sessions } = deps;
  return async ({ caller, source, hasTime }) => {
    const account = await findOwnAccount(accounts, caller);
    if (account?.state === 'DISABLED') throw new UnauthorizedError('The account is disabled');
    if (account) {
      if (account.state === 'ACTIVE') requireStepUp(deps, caller, account);
      const progress = await eraseAccount(deps, {
        account,
        by: 'owner',
        source,
        hasTime,
        keptSid: caller.sid,
      });
      // a deletion that continues cannot be undone either
      deps.notify('account-deleted', account);
      if (progress === 'continues') return progress;
    } else {
      // another session has just deleted the account, and may not have been deleted itself yet
      await sessions.deleteAll(caller.sub, caller.sid);
      // an earlier request may have stopped before this step; the name is released only if this account still
      // has it
      await names.release({ name: normaliseUsername(caller.username), sub: caller.sub });
    }
    // last: with this session the caller can repeat the request until everything else is deleted
    await sessions.delete(caller);
    return 'done';
  };
}

/** An account to erase. */
export interface EraseCommand {
  readonly account: Account;
  /** Who requested the erasure. */
  readonly by: 'owner' | 'operator';
  readonly source: ClientInfo;
  readonly hasTime: () => boolean;
  /** A session that stays valid until the caller deletes it. @default - none */
  readonly keptSid?: string;
}

/**
 * Erases an account and all its data, except one session. No user can sign in after the first step. Nothing
 * that began before that step is left after the last one: writes by the account's tokens are rejected until
 * they have expired.
 * @throws UnauthorizedError when the owner requests it, but an operator has disabled the account meanwhile;
 * nothing is changed then
 */
export async function eraseAccount(
  {
    accounts,
    names,
    emails,
    sessions,
    data,
    owned = everyOwnedData,
    tokens,
    now,
    log,
  }: Omit<DeletionDependencies, 'reauthenticationSeconds' | 'hasFactors'>,
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
  // a sign-in that was in progress may have stored its session meanwhile
  await sessions.deleteAll(sub, keptSid);
  if (emails) await releaseEmails({ accounts, emails }, sub);
  // the latest state: its name may have changed since it was read
  const deleted = (await accounts.delete(account)) ?? account;
  // last: no account claims these names now, so if this step fails, a sign-up may still take them
  for (const name of listNames(deleted)) await names.release({ name, sub });
  const { ip: sourceIp, requestId } = source;
  log('account_deleted', { sub, sid: keptSid, sourceIp, requestId });
  return 'done';
}

/**
 * Releases the addresses of an account that is being deleted: the one in use, the pending one, which an
 * interrupted verification may have reserved, and the former one, which it may not have released. The account is read again, since they may have changed until its
 * deletion began. It still exists, so that a repeated request finds them after a failure.
 */
async function releaseEmails(
  {
    accounts,
    emails,
  }: Pick<DeletionDependencies, 'accounts'> & {
    readonly emails: Pick<IdentifierPointers, 'release'>;
  },
  sub: string,
): Promise<void> {
  const account = await accounts.find(sub);
  for (const held of [account?.email, account?.pendingEmail, account?.formerEmail]) {
    if (held) await emails.release({ name: held.address, sub });
  }
}

/** The function that erases an account. */
export type EraseAccount = typeof eraseAccount;

/** Erases what belongs to an account, except the account itself, its sessions and the counts of its items. */
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
