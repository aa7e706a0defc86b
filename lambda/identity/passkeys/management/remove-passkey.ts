/** Removes a passkey of an account. */
import { ConcurrentChangeError } from '../../../shared/errors';
import { LastFactorError } from '../../../shared/factor-errors';
import type { Log } from '../../../shared/log';
import { LastWayInError, PasskeyNotFoundError } from '../../../shared/passkey-errors';
import type { Account } from '../../accounts/account';
import type { IdentifierPointers } from '../../accounts/identifiers/identifier-pointers';
import type { Notify } from '../../email/notices/notify';
import { countFactors } from '../../factors/account-factor';
import {
  authorizeFactorChange,
  type FactorChangeCommand,
  type FactorChangeDependencies,
} from '../../factors/authorize-factor-change';
import { countPasskeys } from '../account-passkey';
import type { AccountPasskeys } from '../account-passkeys';
import type { Passkeys } from '../passkeys';
import { keepsWayIn } from '../ways-in';

/** The dependencies of a removal. */
export interface RemovePasskeyDependencies extends FactorChangeDependencies {
  readonly accountPasskeys: Pick<AccountPasskeys, 'remove'>;
  readonly passkeys: Pick<Passkeys, 'delete'>;
  readonly credentials: Pick<IdentifierPointers, 'find' | 'release'>;
  /** Whether an account must keep a factor. */
  readonly secondFactor: 'optional' | 'required';
  readonly notify: Notify;
  readonly log: Log<'passkey_removed'>;
}

/** A removal. */
export interface RemovePasskeyCommand extends FactorChangeCommand {
  /** The passkey's id. */
  readonly id: string;
}

/** How many attempts a removal makes when concurrent requests change the account. */
const MAX_ATTEMPTS = 3;

/** Whether a passkey is the only factor of an account, also if its second factor is off. */
function isLastFactor(account: Account): boolean {
  return countPasskeys(account) + countFactors(account) === 1;
}

/**
 * Returns the operation. The write of the account counts what is left, so that of two parallel removals of the last two
 * passkeys one is refused. The removal of the last factor turns the second factor off.
 *
 * If it ends before its last step, the stored passkey and its pointer are left. The account has neither, and a later list
 * deletes them.
 * @throws InsufficientAuthenticationError, PasskeyNotFoundError, LastWayInError, LastFactorError, ConcurrentChangeError
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function removePasskey(
  deps: RemovePasskeyDependencies,
): (command: RemovePasskeyCommand) => Promise<void> {
  const { accountPasskeys, passkeys, credentials, secondFactor, notify, log } = deps;
  return async ({ caller, id, source }) => {
    const { sub, sid } = caller;
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await authorizeFactorChange(deps, caller);
      const passkey = Object.hasOwn(account.passkeys ?? {}, id) ? account.passkeys?.[id] : undefined;
      if (!passkey) throw new PasskeyNotFoundError('The account does not have this passkey');
      if (!keepsWayIn(account, id)) throw new LastWayInError('The passkey is the last way in');
      if (secondFactor === 'required' && isLastFactor(account)) {
        throw new LastFactorError('The stage requires a second factor');
      }
      // before the commit: a pointer that differs afterwards was reserved again, and stays
      const pointer = await credentials.find(id);
      if (!(await accountPasskeys.remove(account, id))) continue;
      notify('passkey-removed', account);
      const { ip: sourceIp, requestId } = source;
      log('passkey_removed', { sub, sid, passkey: id, sourceIp, requestId });
      // while the passkey is stored, a list finds the pointer that is left
      if (pointer?.sub === sub) await credentials.release(pointer);
      await passkeys.delete(sub, id, passkey.addedAt);
      return;
    }
    throw new ConcurrentChangeError('The passkeys kept changing');
  };
}
