/** Signs a user up with a passkey: creates an account without a password and starts its first session. */
import { ValidationError } from '../../../shared/errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import { InvalidCeremonyError, PasskeyRefusedError } from '../../../shared/passkey-errors';
import { parseUsername, type Username, usernameFault } from '../../accounts/username';
import {
  type OpenAccountDependencies,
  openAccount,
  type Registration,
  type SignUpEmail,
} from '../../authentication/open-account';
import { PASSKEY_AMR } from '../../factors/proofs/passkey-proofs';
import { NO_PASSWORD } from '../../passwords/no-password';
import type { SignInResponse } from '../../tokens/token-response';
import type { Ceremonies } from '../ceremonies';
import { digestCeremonyId } from '../ceremony';
import { DEFAULT_PASSKEY_NAME } from '../management/passkey-name';
import { type Passkey, passkeyId } from '../passkey';
import type { RelyingParty } from '../relying-party';
import type { RegistrationInput, VerifiedRegistration } from '../verification/verify-registration';
import { type CreatePasskeyAccountDependencies, createPasskeyAccount } from './create-passkey-account';

/** The dependencies of the operation. */
export interface SignUpWithPasskeyDependencies
  extends CreatePasskeyAccountDependencies,
    Omit<OpenAccountDependencies<SignInResponse>, 'accounts' | 'names' | 'start' | 'log'> {
  readonly ceremonies: Pick<Ceremonies, 'use'>;
  readonly relyingParty: RelyingParty;
  /** Returns undefined when the response is not valid. It never throws for what a client sends. */
  readonly verifyRegistration: (input: RegistrationInput) => Promise<VerifiedRegistration | undefined>;
  /** Starts the first session. The passkey is a second factor as well, so it needs no other one. */
  readonly startSession: OpenAccountDependencies<SignInResponse>['start'];
  readonly log: Log<'account_registered' | 'passkey_rejected'>;
}

/** A sign-up by a passkey. */
export interface SignUpWithPasskeyCommand {
  /** The username as the user typed it. */
  readonly username: string;
  readonly ceremonyId: string;
  /** `RegistrationResponseJSON`, as the client sent it. */
  readonly credential: unknown;
  /** @default - no address */
  readonly email?: SignUpEmail | undefined;
  readonly source: ClientInfo;
}

/**
 * Returns the operation. The ceremony is used up before anything is verified, and only for the name that it began with.
 * Its source was counted when it began.
 * @throws ValidationError, InvalidCeremonyError, PasskeyRefusedError, PasskeyTakenError, UsernameTakenError
 */
export function signUpWithPasskey(
  deps: SignUpWithPasskeyDependencies,
): (command: SignUpWithPasskeyCommand) => Promise<Registration> {
  const { ceremonies, relyingParty, now, log } = deps;
  const create = createPasskeyAccount(deps);
  const open = openAccount({ ...deps, start: deps.startSession });

  /** Uses the ceremony up. @returns the id of the account that it creates @throws InvalidCeremonyError */
  async function useCeremony(ceremonyId: string, { normalised }: Username): Promise<string> {
    const ceremony = await ceremonies.use(digestCeremonyId(ceremonyId), 'passkey-sign-up', now());
    if (ceremony?.sub === undefined || ceremony.name !== normalised) {
      throw new InvalidCeremonyError('No such sign-up has begun');
    }
    return ceremony.sub;
  }

  return async ({ username, ceremonyId, credential, email, source }) => {
    const name = parseUsername(username);
    const faults = [...(name ? [] : [usernameFault]), ...(email?.faults ?? [])];
    if (!name || faults.length > 0) throw new ValidationError(faults);

    const sub = await useCeremony(ceremonyId, name);
    const verified = await deps.verifyRegistration({
      ...{ credential, challenge: ceremonyId, relyingParty },
      requireUserVerification: true,
    });
    if (!verified?.isUserVerified) {
      log('passkey_rejected', { sourceIp: source.ip, requestId: source.requestId });
      throw new PasskeyRefusedError('The response is not valid');
    }
    const passkey = toPasskey(verified, { sub, addedAt: now() });
    return open({
      ...{ sub, name, email, source },
      passwordHash: NO_PASSWORD,
      passkeys: { [passkey.id]: { addedAt: passkey.addedAt, verifiesUser: true } },
      amr: PASSKEY_AMR,
      createAccount: (account) => create(account, passkey),
    });
  };
}

function toPasskey(
  { credentialId, publicKey, counter, transports, isBackupEligible, isBackedUp }: VerifiedRegistration,
  owner: Pick<Passkey, 'sub' | 'addedAt'>,
): Passkey {
  return {
    ...owner,
    id: passkeyId(credentialId),
    publicKey: Buffer.from(publicKey).toString('base64url'),
    name: DEFAULT_PASSKEY_NAME,
    ...{ credentialId, counter, transports, isBackupEligible, isBackedUp },
  };
}
