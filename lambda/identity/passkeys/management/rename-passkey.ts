/** Gives a passkey another name. */
import { UnauthorizedError, ValidationError } from '../../../shared/errors';
import type { Caller } from '../../../shared/http/request';
import { PasskeyNotFoundError } from '../../../shared/passkey-errors';
import { isSessionValid, type SessionValidityDependencies } from '../../authentication/is-session-valid';
import { type FindActiveDependencies, findActiveAccount } from '../../email/find-active-account';
import { factorNameFault, parseFactorName } from '../../factors/management/factor-name';
import type { Passkeys } from '../passkeys';
import { type ShownPasskey, showPasskey } from './show-passkey';

/** The dependencies of the operation. */
export interface RenamePasskeyDependencies extends FindActiveDependencies, SessionValidityDependencies {
  readonly passkeys: Pick<Passkeys, 'find' | 'rename'>;
}

/** A new name. */
export interface RenamePasskeyCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid'>;
  /** The passkey's id. */
  readonly id: string;
  readonly name: string;
}

/**
 * Returns the operation, which requires no step-up: a name decides nothing.
 * @throws ValidationError, PasskeyNotFoundError
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function renamePasskey(
  deps: RenamePasskeyDependencies,
): (command: RenamePasskeyCommand) => Promise<ShownPasskey> {
  const { passkeys } = deps;
  return async ({ caller, id, name: text }) => {
    const name = parseFactorName(text);
    if (name === undefined) throw new ValidationError([factorNameFault]);
    const account = await findActiveAccount(deps, caller);
    if (!(await isSessionValid(deps, account, caller.sid))) {
      throw new UnauthorizedError('The session of the token has ended');
    }
    const { sub, passkeys: own = {} } = account;
    const held = Object.hasOwn(own, id) ? own[id] : undefined;
    const found = held && (await passkeys.find(sub, id));
    // a parallel request may have removed it
    if (!found || !(await passkeys.rename(sub, id, name))) {
      throw new PasskeyNotFoundError('The account does not have this passkey');
    }
    return showPasskey({ ...found, name }, held);
  };
}
