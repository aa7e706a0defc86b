/** Gives an account another username. */
import {
  ConcurrentChangeError,
  TooManyUsernameChangesError,
  UnauthorizedError,
  ValidationError,
} from '../../../shared/errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Caller } from '../../../shared/http/request';
import type { Log } from '../../../shared/log';
import type { AttemptGuard } from '../../authentication/attempt-guard';
import { type RecencyRule, requireRecentSignIn } from '../../authentication/require-recent-sign-in';
import type { Account } from '../account';
import { findOwnAccount } from '../find-own-account';
import { type Profile, toProfile } from '../get-profile';
import type { NamePointer, NamePointers } from '../identifiers/name-pointers';
import { type ReserveNameDependencies, reserveName } from '../identifiers/reserve-name';
import { parseUsername, type Username, usernameFault } from '../username';
import type { AccountUsernames } from './account-usernames';
import { isUsernameBehind, type SpreadUsernameDependencies, spreadUsername } from './spread-username';
import { listNames, waitForUsernameChange, withFormerUsername, withUsername } from './username-rules';

/** What a change of username needs. */
export interface ChangeUsernameDependencies
  extends ReserveNameDependencies,
    SpreadUsernameDependencies,
    RecencyRule {
  readonly names: Pick<NamePointers, 'find' | 'reserve' | 'replace' | 'confirm' | 'release'>;
  readonly usernames: AccountUsernames;
  readonly guard: Pick<AttemptGuard, 'reserveSource'>;
  readonly now: () => number;
  readonly log: Log<'username_changed'>;
}

/** A change of username. */
export interface ChangeUsernameCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid' | 'authTime'>;
  readonly username: string;
  readonly source: ClientInfo;
}

/** A change that meets another one of the account is judged anew. */
const MAX_ATTEMPTS = 3;

/**
 * Makes the operation: reserves the name, changes the account, which is the commit, confirms the name, and gives the sessions the
 * new username. The former name stays with the account until no token can carry it any more; then a registration may take it over.
 * After a failure at any step the same request goes on from there, and so does the next sign-in.
 *
 * @throws ValidationError, ReauthenticationRequiredError, UnauthorizedError when the account is gone, TooManyUsernameChangesError,
 *   TooManyAttemptsError, UsernameTakenError, ConcurrentChangeError
 */
export function changeUsername(
  deps: ChangeUsernameDependencies,
): (command: ChangeUsernameCommand) => Promise<Profile> {
  const { accounts, names, usernames, guard, tokens, now, log } = deps;

  /** The pointers of names that the account had so long ago that it forgets them with this change. */
  async function findForgotten(account: Account, next: Account): Promise<readonly NamePointer[]> {
    const kept = listNames(next);
    const forgotten = listNames(account).filter((name) => !kept.includes(name));
    const found = await Promise.all(forgotten.map((name) => names.find(name)));
    return found.filter((pointer) => pointer !== undefined).filter(({ sub }) => sub === account.sub);
  }

  /**
   * Does what follows the commit.
   * @returns false when another account has the name by now, as after a reservation that has ended: the account gets its former one back
   */
  async function complete(account: Account, { caller, source }: ChangeUsernameCommand): Promise<boolean> {
    if (await names.confirm(account)) {
      const { sub, sid } = caller;
      log('username_changed', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
      await spreadUsername(deps, account);
      return true;
    }
    const former = withFormerUsername(account);
    if (former && (await usernames.replace(account, former))) await spreadUsername(deps, former);
    return false;
  }

  /** Takes nothing back where the account may still change its name: its next attempt may rely on the same reservation. */
  async function abandon(pointer: NamePointer): Promise<void> {
    const account = await accounts.find(pointer.sub);
    if (account?.state !== 'ACTIVE') await names.release(pointer);
  }

  /** Returns the changed account; undefined when it has to be judged anew. */
  async function attempt(
    account: Account,
    { shown: username, normalised: name }: Username,
    command: ChangeUsernameCommand,
  ): Promise<Account | undefined> {
    const wait = waitForUsernameChange(account, now());
    if (wait > 0) throw new TooManyUsernameChangesError(Math.ceil(wait / 1000));
    let pointer: NamePointer | undefined;
    if (name !== account.name) {
      // as at a registration, whether a name is taken is told so many times only
      await guard.reserveSource('sign-up', command.source);
      pointer = await reserveName(deps, { name, sub: account.sub });
    }
    const next = withUsername(account, { name, username }, now(), tokens);
    // before the commit: a pointer that is another one after it was reserved anew, and stays
    const forgotten = await findForgotten(account, next);
    if (!(await usernames.replace(account, next))) {
      if (pointer) await abandon(pointer);
      return undefined;
    }
    if (!(await complete(next, command))) return undefined;
    for (const old of forgotten) await names.release(old);
    return next;
  }

  return async (command) => {
    const username = parseUsername(command.username);
    if (!username) throw new ValidationError([usernameFault]);
    requireRecentSignIn(deps, command.caller);

    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await findOwnAccount(accounts, command.caller);
      if (account?.state !== 'ACTIVE') throw new UnauthorizedError('The account of the token does not exist');
      // an earlier request may have ended right after its commit
      if (isUsernameBehind(account) && !(await complete(account, command))) continue;
      if (account.username === username.shown) return toProfile(account);
      const changed = await attempt(account, username, command);
      if (changed) return toProfile(changed);
    }
    throw new ConcurrentChangeError('The username kept changing');
  };
}
