/** Begins the sign-up of an account without a password. */
import { ValidationError } from '../../../shared/errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import { parseUsername, usernameFault } from '../../accounts/username';
import type { AttemptGuard } from '../../authentication/attempt-guard';
import type { Ceremonies } from '../ceremonies';
import { CEREMONY_MS, createCeremonyId, digestCeremonyId } from '../ceremony';
import type { RelyingParty } from '../relying-party';
import { createRegistrationOptions, type RegistrationOptions } from '../verification/registration-options';

/** The dependencies of the operation. */
export interface BeginSignUpDependencies {
  readonly guard: Pick<AttemptGuard, 'reserveSource'>;
  readonly ceremonies: Pick<Ceremonies, 'begin'>;
  readonly relyingParty: RelyingParty;
  readonly newId: () => string;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** A sign-up that is about to begin. */
export interface BeginSignUpCommand {
  /** The username as the user typed it. */
  readonly username: string;
  readonly source: ClientInfo;
}

/** A sign-up that has begun. */
export interface BegunSignUp {
  /** The same text as the challenge of the options. */
  readonly ceremony_id: string;
  readonly options: RegistrationOptions;
}

/**
 * Returns the operation. It is the part of the sign-up that counts against the source, before anything is stored. It does
 * not look the name up, so the options are the same for a taken one: their user handle is the id of the account that the
 * ceremony would create.
 * @throws ValidationError, TooManyAttemptsError
 */
export function beginSignUp({
  guard,
  ceremonies,
  relyingParty,
  newId,
  now,
}: BeginSignUpDependencies): (command: BeginSignUpCommand) => Promise<BegunSignUp> {
  return async ({ username, source }) => {
    const name = parseUsername(username);
    if (!name) throw new ValidationError([usernameFault]);
    await guard.reserveSource('sign-up', source);
    const sub = newId();
    const ceremonyId = createCeremonyId();
    await ceremonies.begin(digestCeremonyId(ceremonyId), {
      purpose: 'passkey-sign-up',
      sub,
      name: name.normalised,
      validUntil: now() + CEREMONY_MS,
    });
    const options = createRegistrationOptions({
      challenge: ceremonyId,
      relyingParty,
      user: { sub, name: name.shown, displayName: name.shown },
      // the passkey is the only way in
      userVerification: 'required',
      excludeCredentials: [],
    });
    return { ceremony_id: ceremonyId, options };
  };
}
