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
import { requireStepUp, type StepUpRule } from '../../authentication/require-step-up';
import type { Account } from '../account';
import { findOwnAccount } from '../find-own-account';
import { type Profile, type ProfileDependencies, toOwnProfile } from '../get-profile';
import type { IdentifierPointer, IdentifierPointers } from '../identifiers/identifier-pointers';
import { type ReserveNameDependencies, reserveName } from '../identifiers/reserve-identifier';
import { parseUsername, type Username, usernameFault } from '../username';
import type { AccountUsernames } from './account-usernames';
import { isUsernameBehind, type SpreadUsernameDependencies, spreadUsername } from './spread-username';
import { listNames, waitForUsernameChange, withFormerUsername, withUsername } from './username-rules';

/** The dependencies of a username change. */
export interface ChangeUsernameDependencies
  extends ReserveNameDependencies,
    SpreadUsernameDependencies,
    ProfileDependencies,
    StepUpRule {
  readonly names: Pick<IdentifierPointers, 'find' | 'reserve' | 'replace' | 'confirm' | 'release'>;
  readonly usernames: AccountUsernames;
  readonly guard: Pick<AttemptGuard, 'reserveSource'>;
  readonly now: () => number;
  readonly log: Log<'username_changed'>;
}

/** A change of username. */
export interface ChangeUsernameCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid' | 'authTime' | 'amr'>;
  readonly username: string;
  readonly source: ClientInfo;
}

/** How many attempts a change makes when concurrent changes of the account interfere. */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation. It reserves the name, changes the account, confirms the name, and gives the sessions
 * the new username. The change of the account is the commit.
 *
 * The account holds the former name until no token can carry it. Then a sign-up may take it. After a failure
 * at any step, the same request continues there, and so does the next sign-in.
 *
 * @throws ValidationError, InsufficientAuthenticationError, TooManyUsernameChangesError, TooManyAttemptsError,
 * UsernameTakenError, ConcurrentChangeError
 * @throws UnauthorizedError when the account is not active or no longer exists
 */
export function changeUsername(
  deps: ChangeUsernameDependencies,
): (command: ChangeUsernameCommand) => Promise<Profile> {
  const { accounts, names, usernames, guard, tokens, now, log } = deps;

  /**
   * Finds the pointers of former names that the account drops with this change, because they are old enough.
   */
  async function findForgotten(account: Account, next: Account): Promise<readonly IdentifierPointer[]> {
    const kept = listNames(next);
    const forgotten = listNames(account).filter((name) => !kept.includes(name));
    const found = await Promise.all(forgotten.map((name) => names.find(name)));
    return found.filter((pointer) => pointer !== undefined).filter(({ sub }) => sub === account.sub);
  }

  /**
   * Runs the steps after the commit.
   * @returns false when another account has taken the name, as after an expired reservation. The account then
   * gets its former name back
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

  /**
   * Releases a pointer, unless the account may still change its name: its next attempt may rely on the same
   * reservation.
   */
  async function abandon(pointer: IdentifierPointer): Promise<void> {
    const account = await accounts.find(pointer.sub);
    if (account?.state !== 'ACTIVE') await names.release(pointer);
  }

  /** Returns the changed account; undefined when the caller must check the change again. */
  async function attempt(
    account: Account,
    { shown: username, normalised: name }: Username,
    command: ChangeUsernameCommand,
  ): Promise<Account | undefined> {
    const wait = waitForUsernameChange(account, now());
    if (wait > 0) throw new TooManyUsernameChangesError(Math.ceil(wait / 1000));
    let pointer: IdentifierPointer | undefined;
    if (name !== account.name) {
      // as at a sign-up, each source may learn only a limited number of times whether a name is taken
      await guard.reserveSource('sign-up', command.source);
      pointer = await reserveName(deps, { name, sub: account.sub });
    }
    const next = withUsername(account, { name, username }, now(), tokens);
    // before the commit: a pointer that differs afterwards was reserved again, and stays
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
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await findOwnAccount(accounts, command.caller);
      if (account?.state !== 'ACTIVE') throw new UnauthorizedError('The account of the token does not exist');
      requireStepUp(deps, command.caller, account);
      // an earlier request may have ended right after its commit
      if (isUsernameBehind(account) && !(await complete(account, command))) continue;
      if (account.username === username.shown) return toOwnProfile(deps, account);
      const changed = await attempt(account, username, command);
      if (changed) return toOwnProfile(deps, changed);
    }
    throw new ConcurrentChangeError('The username kept changing');
  };
}
