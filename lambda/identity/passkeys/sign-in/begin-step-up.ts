/** Begins a step-up by a passkey. */
import { UnauthorizedError } from '../../../shared/errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Caller } from '../../../shared/http/request';
import { PasskeyNotFoundError } from '../../../shared/passkey-errors';
import type { Accounts } from '../../accounts/accounts';
import { isSessionValid, type SessionValidityDependencies } from '../../authentication/is-session-valid';
import { findActiveAccount } from '../../email/find-active-account';
import { needsVerifiedUser } from '../../factors/proofs/step-up-by-passkey';
import type { Ceremonies } from '../ceremonies';
import { CEREMONY_MS, createCeremonyId, digestCeremonyId } from '../ceremony';
import type { Passkeys } from '../passkeys';
import type { RelyingParty } from '../relying-party';
import { createRequestOptions } from '../verification/request-options';
import type { BegunCeremony } from './begin-passkey-sign-in';
import type { OptionsLimits } from './limit-options';
import { listKnownPasskeys } from './list-known-passkeys';

/** The dependencies of the operation. */
export interface BeginStepUpDependencies extends SessionValidityDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly optionsLimits: Pick<OptionsLimits, 'countAccount'>;
  readonly ceremonies: Pick<Ceremonies, 'begin'>;
  readonly passkeys: Pick<Passkeys, 'list'>;
  readonly relyingParty: RelyingParty;
}

/** A request for options in a session. */
export interface BeginStepUpCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid'>;
  readonly source: ClientInfo;
}

/**
 * Returns the operation. The ceremony is bound to the session, and to the security version of its account. Where the
 * step-up must stand for two factors, only passkeys are listed that can.
 * @throws UnauthorizedError when the account or the caller's session is not valid
 * @throws PasskeyNotFoundError when the account has no such passkey
 * @throws TooManyAttemptsError, DependencyUnavailableError
 */
export function beginStepUp(
  deps: BeginStepUpDependencies,
): (command: BeginStepUpCommand) => Promise<BegunCeremony> {
  const { optionsLimits, ceremonies, relyingParty, now } = deps;
  return async ({ caller, source }) => {
    const account = await findActiveAccount(deps, caller);
    const { sub, securityVersion } = account;
    const { sid } = caller;
    if (!(await isSessionValid(deps, account, sid))) {
      throw new UnauthorizedError('The session of the token has ended');
    }
    await optionsLimits.countAccount({ sub, sid }, source);
    const needsVerification = needsVerifiedUser(deps, account);
    const allowCredentials = await listKnownPasskeys(deps.passkeys, account, needsVerification);
    // options without credentials would ask for those of any account
    if (allowCredentials.length === 0) throw new PasskeyNotFoundError('The account has no such passkey');
    const id = createCeremonyId();
    await ceremonies.begin(digestCeremonyId(id), {
      purpose: 'passkey-step-up',
      ...{ sub, sid, securityVersion },
      validUntil: now() + CEREMONY_MS,
    });
    const userVerification = needsVerification ? 'required' : 'preferred';
    const options = createRequestOptions({ challenge: id, relyingParty, userVerification, allowCredentials });
    return { ceremony_id: id, options: { ...options, timeout: CEREMONY_MS } };
  };
}
