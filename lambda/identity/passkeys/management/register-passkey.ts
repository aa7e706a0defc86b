/** Completes a ceremony that adds a passkey to an account. */
import { ConcurrentChangeError, ValidationError } from '../../../shared/errors';
import type { Log } from '../../../shared/log';
import {
  InvalidCeremonyError,
  PasskeyRefusedError,
  TooManyPasskeysError,
} from '../../../shared/passkey-errors';
import type { Account } from '../../accounts/account';
import type { IdentifierPointer, IdentifierPointers } from '../../accounts/identifiers/identifier-pointers';
import type { Notify } from '../../email/notices/notify';
import {
  authorizeFactorChange,
  type FactorChangeCommand,
  type FactorChangeDependencies,
} from '../../factors/authorize-factor-change';
import { factorNameFault, parseFactorName } from '../../factors/management/factor-name';
import { MAX_PASSKEYS } from '../account-passkey';
import type { AccountPasskeys } from '../account-passkeys';
import { digestCeremonyId } from '../ceremony';
import { type Passkey, passkeyId } from '../passkey';
import type { Passkeys } from '../passkeys';
import type { RegistrationCeremonies } from '../registration-ceremonies';
import type { RelyingParty } from '../relying-party';
import { abandonCredential } from '../reserve-credential';
import type { RegistrationInput, VerifiedRegistration } from '../verification/verify-registration';
import { DEFAULT_PASSKEY_NAME } from './passkey-name';
import { type ShownPasskey, showPasskey } from './show-passkey';

/** The dependencies of the operation. */
export interface RegisterPasskeyDependencies extends FactorChangeDependencies {
  readonly accountPasskeys: Pick<AccountPasskeys, 'add'>;
  readonly passkeys: Pick<Passkeys, 'put' | 'delete'>;
  readonly registrationCeremonies: Pick<RegistrationCeremonies, 'use'>;
  readonly credentials: Pick<IdentifierPointers, 'confirm' | 'release'>;
  /**
   * Reserves a credential for an account.
   * @throws PasskeyTakenError
   */
  readonly reserveCredential: (id: string, account: Account) => Promise<IdentifierPointer>;
  /** Returns undefined when the response is not valid. It never throws for what a client sends. */
  readonly verifyRegistration: (input: RegistrationInput) => Promise<VerifiedRegistration | undefined>;
  readonly relyingParty: RelyingParty;
  readonly notify: Notify;
  readonly log: Log<'passkey_added'>;
}

/** A registration. */
export interface RegisterPasskeyCommand extends FactorChangeCommand {
  readonly ceremonyId: string;
  /** How the user calls the passkey. @default 'Passkey' */
  readonly name?: string | undefined;
  /** `RegistrationResponseJSON`, as the client sent it. */
  readonly credential: unknown;
}

/**
 * Returns the operation. The session that began the ceremony completes it, within five minutes and under the same security
 * version. The ceremony is used up before anything is verified.
 *
 * The account's write is the commit. After a failure before it, the account does not have the passkey: the user begins
 * again, and a later list deletes what is left.
 * @throws ValidationError, InsufficientAuthenticationError, InvalidCeremonyError, TooManyPasskeysError,
 * PasskeyRefusedError, PasskeyTakenError, ConcurrentChangeError, DependencyUnavailableError
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function registerPasskey(
  deps: RegisterPasskeyDependencies,
): (command: RegisterPasskeyCommand) => Promise<ShownPasskey> {
  const { accountPasskeys, passkeys, credentials, relyingParty, now, notify, log } = deps;

  /** @throws InvalidCeremonyError */
  async function useCeremony(
    { securityVersion }: Account,
    { caller: { sub, sid }, ceremonyId }: RegisterPasskeyCommand,
  ): Promise<void> {
    const ceremony = await deps.registrationCeremonies.use(sub, digestCeremonyId(ceremonyId), now());
    if (ceremony?.sid !== sid || ceremony.securityVersion !== securityVersion) {
      throw new InvalidCeremonyError('The session has no such ceremony');
    }
  }

  return async (command) => {
    const { caller, ceremonyId, credential, source } = command;
    const name = parseFactorName(command.name ?? DEFAULT_PASSKEY_NAME);
    if (name === undefined) throw new ValidationError([factorNameFault]);
    const account = await authorizeFactorChange(deps, caller);
    const { sub, passkeys: own = {} } = account;
    await useCeremony(account, command);
    if (Object.keys(own).length >= MAX_PASSKEYS) throw new TooManyPasskeysError('Too many passkeys');
    const verified = await deps.verifyRegistration({
      ...{ credential, challenge: ceremonyId, relyingParty },
      requireUserVerification: false,
    });
    if (!verified) throw new PasskeyRefusedError('The response is not valid');
    const { credentialId, counter, transports, isBackupEligible, isBackedUp } = verified;
    const id = passkeyId(credentialId);
    const pointer = await deps.reserveCredential(id, account);
    const addedAt = now();
    const passkey: Passkey = {
      ...{ sub, id, credentialId, counter, transports, isBackupEligible, isBackedUp, name, addedAt },
      publicKey: Buffer.from(verified.publicKey).toString('base64url'),
    };
    await passkeys.put(passkey);
    const added = { addedAt, verifiesUser: verified.isUserVerified };
    if (!(await accountPasskeys.add(account, id, added))) {
      // the account may be gone, whose data is deleted already. It may also have the passkey, by a write whose response was lost
      const present = await deps.accounts.find(sub);
      if (!present?.passkeys?.[id]) {
        await passkeys.delete(sub, id, addedAt);
        await abandonCredential(deps, pointer);
      }
      throw new ConcurrentChangeError('The account or its passkeys have changed');
    }
    notify('passkey-added', account);
    const { ip: sourceIp, requestId } = source;
    log('passkey_added', { sub, sid: caller.sid, passkey: id, sourceIp, requestId });
    // the account claims the credential already: a pointer that stays reserved is taken over by no other account
    await credentials.confirm({ name: id, sub });
    return showPasskey(passkey, added);
  };
}
