/** Begins to add a passkey to an account. */
import { TooManyPasskeysError } from '../../../shared/passkey-errors';
import {
  authorizeFactorChange,
  type FactorChangeCommand,
  type FactorChangeDependencies,
} from '../../factors/authorize-factor-change';
import { MAX_PASSKEYS } from '../account-passkey';
import { CEREMONY_MS, createCeremonyId, digestCeremonyId } from '../ceremony';
import type { Passkeys } from '../passkeys';
import type { RegistrationCeremonies } from '../registration-ceremonies';
import type { RelyingParty } from '../relying-party';
import { createRegistrationOptions, type RegistrationOptions } from '../verification/registration-options';

/** The dependencies of the operation. */
export interface BeginRegistrationDependencies extends FactorChangeDependencies {
  readonly passkeys: Pick<Passkeys, 'list'>;
  readonly registrationCeremonies: Pick<RegistrationCeremonies, 'begin' | 'keepLatest'>;
  readonly relyingParty: RelyingParty;
}

/** A ceremony that has begun. */
export interface BegunRegistration {
  /** The same text as the challenge of the options. */
  readonly ceremony_id: string;
  readonly options: RegistrationOptions;
}

/**
 * Returns the operation. Of several ceremonies of an account, only the last one can be completed: so a session cannot
 * fill the table.
 * @throws InsufficientAuthenticationError, TooManyPasskeysError
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function beginRegistration(
  deps: BeginRegistrationDependencies,
): (command: Pick<FactorChangeCommand, 'caller'>) => Promise<BegunRegistration> {
  const { passkeys, registrationCeremonies, relyingParty, now } = deps;
  return async ({ caller }) => {
    const account = await authorizeFactorChange(deps, caller);
    const { sub, username, securityVersion, passkeys: own = {} } = account;
    if (Object.keys(own).length >= MAX_PASSKEYS) throw new TooManyPasskeysError('Too many passkeys');
    const stored = await passkeys.list(sub);
    const ceremonyId = createCeremonyId();
    await registrationCeremonies.begin(digestCeremonyId(ceremonyId), {
      purpose: 'passkey-registration',
      sub,
      sid: caller.sid,
      securityVersion,
      validUntil: now() + CEREMONY_MS,
    });
    await registrationCeremonies.keepLatest(sub);
    const options = createRegistrationOptions({
      challenge: ceremonyId,
      relyingParty,
      user: { sub, name: username, displayName: username },
      // a passkey that was added without it is a second factor only
      userVerification: 'preferred',
      excludeCredentials: stored.filter(({ id }) => Object.hasOwn(own, id)),
    });
    return { ceremony_id: ceremonyId, options };
  };
}
