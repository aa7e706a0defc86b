/** Confirms an authenticator app by its first code: it is a second factor of the account from then on. */
import { ConcurrentChangeError, InvalidCodeError } from '../../shared/errors';
import { FactorNotFoundError, TooManyFactorsError } from '../../shared/factor-errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import type { Log } from '../../shared/log';
import { isUuid } from '../../shared/uuid';
import type { Notify } from '../email/notices/notify';
import type { AccountFactors } from './account-factors';
import { authorizeFactorChange, type FactorChangeDependencies } from './authorize-factor-change';
import type { FactorCipher } from './factor-cipher';
import type { FactorSecret, FactorSecrets } from './factor-secrets';
import { MAX_FACTORS } from './management/max-factors';
import { createFactorGuard, type FactorGuardDependencies } from './proofs/factor-guard';
import { createRecoveryCodes, digestRecoveryCode } from './recovery-code';
import { matchTotp } from './totp';

/** The dependencies of a confirmation. */
export interface ConfirmTotpDependencies
  extends FactorChangeDependencies,
    Omit<FactorGuardDependencies, 'log'> {
  readonly accountFactors: Pick<AccountFactors, 'confirm'>;
  readonly factorSecrets: Pick<FactorSecrets, 'find' | 'keep'>;
  readonly cipher: Pick<FactorCipher, 'decrypt'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly notify: Notify;
  readonly log: Log<'factor_added' | 'factor_code_rejected' | 'attempt_throttled' | 'attempt_not_refunded'>;
}

/** A confirmation. */
export interface ConfirmTotpCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid' | 'authTime' | 'amr'>;
  /** The id of the enrolment, which becomes the factor's. */
  readonly id: string;
  /** The code as the user typed it. */
  readonly code: string;
  readonly source: ClientInfo;
}

/** The confirmed factor. */
export interface ConfirmedTotp {
  /** The recovery codes, if the second factor was off. This response is the only place that shows them. */
  readonly recovery_codes?: readonly string[];
}

/**
 * Returns the operation. The session that began the enrolment confirms it, within ten minutes and under the same
 * security version. The code is used up. A session that is open stays as it is: its user has not used the factor yet.
 *
 * Before the commit, the secret stops to expire. After a failure in between, it belongs to no factor: the user begins
 * again, and the next list of factors deletes it.
 * @throws InsufficientAuthenticationError, TooManyAttemptsError, ConcurrentChangeError, DependencyUnavailableError
 * @throws FactorNotFoundError when no such enrolment waits
 * @throws TooManyFactorsError when the account has as many factors as the limit allows
 * @throws InvalidCodeError when the code is wrong
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function confirmTotp(
  deps: ConfirmTotpDependencies,
): (command: ConfirmTotpCommand) => Promise<ConfirmedTotp> {
  const { accountFactors, factorSecrets, cipher, now, notify, log } = deps;
  const guard = createFactorGuard(deps);
  return async ({ caller, id, code, source }) => {
    const { sub, sid } = caller;
    const account = await authorizeFactorChange(deps, caller);
    const { factors = {}, securityVersion, secondFactorSince } = account;
    const stored = isUuid(id) && !Object.hasOwn(factors, id) ? await factorSecrets.find(sub, id) : undefined;
    if (!stored || !isPending(stored, { sid, securityVersion }, now())) {
      throw new FactorNotFoundError('No such enrolment waits');
    }
    if (Object.keys(factors).length >= MAX_FACTORS) throw new TooManyFactorsError('Too many factors');
    const secret = await cipher.decrypt({ sub, id, ciphertext: stored.ciphertext });
    const claim = await guard.reserveSource(source);
    const at = now();
    const step = matchTotp({ secret, code, now: at });
    const { ip: sourceIp, requestId } = source;
    if (step === undefined) {
      log('factor_code_rejected', { sub, sid, kind: 'totp', sourceIp, requestId });
      throw new InvalidCodeError('The code is wrong');
    }
    await guard.refundSource(claim, source);

    // an account with passkeys may have turned it on before, and has codes
    const codes = secondFactorSince === undefined ? createRecoveryCodes() : undefined;
    const recoveryDigests = codes?.map((shown) => digestRecoveryCode(sub, shown));
    const isKept = await factorSecrets.keep(sub, id);
    const confirmation = { id, name: stored.name, step, at, recoveryDigests };
    if (!isKept || !(await accountFactors.confirm(account, confirmation))) {
      throw new ConcurrentChangeError('The account or its factors have changed');
    }
    notify('factor-added', account);
    log('factor_added', { sub, sid, factor: id, sourceIp, requestId });
    return codes ? { recovery_codes: codes } : {};
  };
}

/** Whether a secret waits for its first code, in this session and under this security version. */
function isPending(
  { validUntil = 0, ...stored }: FactorSecret,
  { sid, securityVersion }: Pick<FactorSecret, 'sid' | 'securityVersion'>,
  now: number,
): boolean {
  return now < validUntil && stored.sid === sid && stored.securityVersion === securityVersion;
}
