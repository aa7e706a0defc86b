/** Signs a user in by a passkey alone. */
import { ConcurrentChangeError, PasswordChangeRequiredError } from '../../../shared/errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import {
  InvalidCeremonyError,
  InvalidPasskeyError,
  UnknownPasskeyError,
} from '../../../shared/passkey-errors';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import { findByIdentifier } from '../../accounts/identifiers/find-by-name';
import type { IdentifierPointers } from '../../accounts/identifiers/identifier-pointers';
import type { KnownDevice } from '../../authentication/authenticated';
import { reportSignIn, type SignInReportDependencies } from '../../authentication/report-sign-in';
import { findDevice, parseDeviceToken } from '../../devices/device';
import { createProofSources, type ProofSourceDependencies } from '../../factors/proofs/factor-guard';
import { findDueReset } from '../../factors/proofs/factors-reset';
import { PASSKEY_AMR } from '../../factors/proofs/passkey-proofs';
import type { SessionStart, StartSessionCommand } from '../../sessions/start-session';
import type { SignInResponse } from '../../tokens/token-response';
import type { Ceremonies } from '../ceremonies';
import { digestCeremonyId } from '../ceremony';
import { passkeyId } from '../passkey';
import { readAssertion } from '../verification/read-assertion';
import { acceptPasskeySignIn } from './accept-passkey-sign-in';
import { DECOY_KEY } from './decoy-key';
import { type ProvePasskeyDependencies, provePasskey } from './prove-passkey';

/** The dependencies of the operation. */
export interface PasskeySignInDependencies
  extends ProvePasskeyDependencies,
    Omit<ProofSourceDependencies, 'log'>,
    Omit<SignInReportDependencies, 'log'> {
  readonly accounts: Pick<Accounts, 'find'>;
  /** The pointers of credentials. */
  readonly credentials: Pick<IdentifierPointers, 'find' | 'confirm'>;
  readonly ceremonies: Pick<Ceremonies, 'use'>;
  readonly startSession: (command: StartSessionCommand) => Promise<SessionStart>;
  readonly log: Log<
    | 'signed_in'
    | 'password_changed'
    | 'passkey_rejected'
    | 'factors_reset_cancelled'
    | 'attempt_throttled'
    | 'attempt_not_refunded'
  >;
}

/** A ceremony with its assertion. */
export interface PasskeySignInCommand {
  readonly ceremonyId: string;
  /** AuthenticationResponseJSON (WebAuthn Level 3). */
  readonly credential: unknown;
  /** The device token from an earlier sign-in on this device. @default - an unknown device */
  readonly deviceToken?: string | undefined;
  readonly source: ClientInfo;
}

/** How often the commit is tried when the account changes before it. */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation. The ceremony is used up before the assertion is verified, so none is verified twice. The
 * authenticator must have verified its user, now and when the passkey was added, so the second factor is proved as well.
 * The counter is stored before the session starts, and the commit requires that the account still has the passkey.
 *
 * That no account has a passkey is said only to the holder of a valid ceremony: the client then has it deleted from the
 * authenticator. So a disabled account is refused like a wrong signature, as it may be enabled again.
 * @throws InvalidCeremonyError, UnknownPasskeyError, InvalidPasskeyError, TooManyAttemptsError, ConcurrentChangeError
 * @throws PasswordChangeRequiredError when the account has a temporary password: no session starts before it is replaced
 * @throws DependencyUnavailableError
 */
export function signInWithPasskey(
  deps: PasskeySignInDependencies,
): (command: PasskeySignInCommand) => Promise<SignInResponse> {
  const { accounts, credentials, ceremonies, relyingParty, verifyAssertion, now, log } = deps;
  const sources = createProofSources(deps);
  const prove = provePasskey(deps);

  /** Finds the account that has a passkey. */
  async function findAccount(id: string): Promise<Account | undefined> {
    const named = await findByIdentifier({ pointers: credentials, accounts }, id, ({ passkeys }) =>
      passkeys?.[id] ? id : undefined,
    );
    if (!named || named.account.state === 'DELETING') return undefined;
    // a registration was interrupted before it confirmed the pointer, and another account may have taken it since
    const isConfirmed = named.pointer.state === 'CONFIRMED' || (await credentials.confirm(named.pointer));
    return isConfirmed ? named.account : undefined;
  }

  /** Makes the calculations of a verification, whose result does not matter. */
  async function verifyDecoy(
    { ceremonyId: challenge, credential }: PasskeySignInCommand,
    credentialId: string,
  ): Promise<void> {
    const stored = { credentialId, publicKey: DECOY_KEY, counter: 0, isBackupEligible: false };
    const requireUserVerification = true;
    await verifyAssertion({ credential, challenge, relyingParty, stored, requireUserVerification });
  }

  /** Reads the account again. What ends trust in its sessions ends this sign-in as well. */
  async function findAgain({ sub, securityVersion }: Account, id: string): Promise<Account | undefined> {
    const account = await accounts.find(sub);
    if (account?.state !== 'ACTIVE' || !account.passkeys?.[id]) return undefined;
    if (account.securityVersion === securityVersion) return account;
    throw new ConcurrentChangeError('The account has changed during the sign-in');
  }

  return async (command) => {
    const { ceremonyId, credential, source } = command;
    const { ip: sourceIp, requestId } = source;
    const { credentialId } = readAssertion(credential) ?? {};
    if (credentialId === undefined) throw new InvalidPasskeyError('The credential is malformed');
    const id = passkeyId(credentialId);
    const found = await findAccount(id);
    // a known device is not blocked by other clients of its network
    const claim = findKnownDevice(found, command, now()) ? undefined : await sources.reserveSource(source);
    if (!(await ceremonies.use(digestCeremonyId(ceremonyId), 'passkey-sign-in', now()))) {
      throw new InvalidCeremonyError('There is no such ceremony');
    }
    const refuse = () => {
      log('passkey_rejected', { sub: found?.sub, sourceIp, requestId });
      return new InvalidPasskeyError('The assertion is not valid for the ceremony');
    };
    if (found?.state !== 'ACTIVE') {
      await verifyDecoy(command, credentialId);
      const refused = refuse();
      throw found ? refused : new UnknownPasskeyError('No account has the passkey');
    }
    const sent = { credential, challenge: ceremonyId, requiresVerification: true, requiresHandle: true };
    if (!(await prove(found, sent))) throw refuse();
    if (claim) await sources.refundSource(claim, source);

    let account: Account | undefined = found;
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      if (attempts > 0) account = await findAgain(found, id);
      if (!account) throw refuse();
      if (account.passwordTemporaryUntil !== undefined) {
        throw new PasswordChangeRequiredError('The account has a temporary password');
      }
      // from its date on, the reset counts as applied: the next password applies it
      if (findDueReset(account, now()) !== undefined) throw refuse();
      const device = findKnownDevice(account, command, now());
      const secondFactor = acceptPasskeySignIn(id, now());
      const authenticated = { account, amr: PASSKEY_AMR, ...(device && { device }), secondFactor };
      const started = await deps.startSession({ authenticated, source });
      if (started.outcome === 'changed') continue;
      const { sub, sid } = started.session;
      reportSignIn(deps, authenticated, started.session, source);
      if (account.factorsResetAt !== undefined) {
        log('factors_reset_cancelled', { sub, sid, sourceIp, requestId });
      }
      return started.response;
    }
    throw new ConcurrentChangeError('An account kept changing during a sign-in');
  };
}

function findKnownDevice(
  account: Account | undefined,
  { deviceToken }: Pick<PasskeySignInCommand, 'deviceToken'>,
  now: number,
): KnownDevice | undefined {
  const token = deviceToken === undefined ? undefined : parseDeviceToken(deviceToken);
  const device = findDevice(account?.devices ?? [], token, Math.floor(now / 1000));
  return device && token && { device, token };
}
