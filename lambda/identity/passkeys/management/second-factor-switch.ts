/** Turns the second factor of an account on and off. */
import { ConcurrentChangeError } from '../../../shared/errors';
import { LastFactorError, NoSecondFactorError } from '../../../shared/factor-errors';
import type { Log } from '../../../shared/log';
import type { Notify } from '../../email/notices/notify';
import { kindsOf } from '../../factors/account-factor';
import {
  authorizeFactorChange,
  type FactorChangeCommand,
  type FactorChangeDependencies,
} from '../../factors/authorize-factor-change';
import type { FactorSecrets } from '../../factors/factor-secrets';
import { createRecoveryCodes, digestRecoveryCode } from '../../factors/recovery-code';
import type { AccountPasskeys } from '../account-passkeys';

/** The dependencies of both operations. */
interface SwitchDependencies extends FactorChangeDependencies {
  readonly notify: Notify;
}

/** The dependencies of turning it on. */
export interface TurnOnDependencies extends SwitchDependencies {
  readonly accountPasskeys: Pick<AccountPasskeys, 'turnOn'>;
  readonly log: Log<'second_factor_turned_on'>;
}

/** The dependencies of turning it off. */
export interface TurnOffDependencies extends SwitchDependencies {
  readonly accountPasskeys: Pick<AccountPasskeys, 'turnOff'>;
  readonly factorSecrets: Pick<FactorSecrets, 'delete'>;
  /** Whether an account must keep a factor. */
  readonly secondFactor: 'optional' | 'required';
  readonly log: Log<'second_factor_turned_off'>;
}

/** The result of turning it on. */
export interface TurnedOn {
  /** This response is the only place that shows them. @default - the second factor was on already */
  readonly recovery_codes?: readonly string[];
}

/** How many attempts an operation makes when concurrent requests change the account. */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation that turns the second factor on. From then on, a sign-in by the password needs a passkey, an
 * authenticator app or a recovery code. It may be repeated, and the codes stay.
 * @throws InsufficientAuthenticationError, NoSecondFactorError, ConcurrentChangeError
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function turnOnSecondFactor(
  deps: TurnOnDependencies,
): (command: FactorChangeCommand) => Promise<TurnedOn> {
  const { accountPasskeys, now, notify, log } = deps;
  return async ({ caller, source }) => {
    const { sub, sid } = caller;
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await authorizeFactorChange(deps, caller);
      if (account.secondFactorSince !== undefined) return {};
      const kinds = kindsOf(account, true);
      if (!kinds.includes('passkey') && !kinds.includes('totp')) {
        throw new NoSecondFactorError('The account has no factor');
      }
      const codes = createRecoveryCodes();
      const digests = codes.map((code) => digestRecoveryCode(sub, code));
      if (!(await accountPasskeys.turnOn(account, digests, now()))) continue;
      notify('recovery-codes-replaced', account);
      log('second_factor_turned_on', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
      return { recovery_codes: codes };
    }
    throw new ConcurrentChangeError('The account kept changing');
  };
}

/**
 * Returns the operation that turns the second factor off, which may be repeated. Authenticator apps and recovery codes are
 * removed, and passkeys stay as ways in.
 *
 * If it ends before its last step, secrets of the apps are left. They belong to no factor, and the next list deletes them.
 * @throws InsufficientAuthenticationError, LastFactorError, ConcurrentChangeError
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function turnOffSecondFactor(
  deps: TurnOffDependencies,
): (command: FactorChangeCommand) => Promise<void> {
  const { accountPasskeys, factorSecrets, secondFactor, notify, log } = deps;
  return async ({ caller, source }) => {
    const { sub, sid } = caller;
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const account = await authorizeFactorChange(deps, caller);
      if (account.secondFactorSince === undefined) return;
      if (secondFactor === 'required') throw new LastFactorError('The stage requires a second factor');
      if (!(await accountPasskeys.turnOff(account))) continue;
      notify('factor-removed', account);
      log('second_factor_turned_off', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
      for (const id of Object.keys(account.factors ?? {})) await factorSecrets.delete(sub, id);
      return;
    }
    throw new ConcurrentChangeError('The account kept changing');
  };
}
