/** Commits a sign-in by the password and a proof of the second factor, and reports it. */
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import type { Account } from '../../accounts/account';
import type { Authenticated, AuthenticationMethods } from '../../authentication/authenticated';
import { reportSignIn, type SignInReportDependencies } from '../../authentication/report-sign-in';
import { createDeviceToken } from '../../devices/device';
import type { Session } from '../../sessions/session';
import type { SessionStart, StartSessionCommand } from '../../sessions/start-session';
import type { SignInResponse } from '../../tokens/token-response';
import { type AcceptedProof, acceptProof, type FactorProof } from '../factor-proof';
import type { SecondFactorChallenge } from '../second-factor-challenge';
import { trustDevice } from '../trusted-devices/trust-writes';
import { createTrustedDevice, trustToForget } from '../trusted-devices/trusted-device';
import type { TrustedDevices } from '../trusted-devices/trusted-devices';

/** The dependencies of the commit. */
export interface CompleteChallengeDependencies extends Omit<SignInReportDependencies, 'log'> {
  /** @default - the stage has no trusted devices, and none is stored */
  readonly trustedDevices?: TrustedDevices | undefined;
  readonly startSession: (command: StartSessionCommand) => Promise<SessionStart>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log<'signed_in' | 'password_changed' | 'device_trusted' | 'factors_reset_cancelled'>;
}

/** A sign-in whose proof was found right. */
export interface ProvedChallenge {
  /** The account as it was when the proof was found right. */
  readonly account: Account;
  readonly challenge: SecondFactorChallenge;
  readonly proof: FactorProof;
  readonly amr: AuthenticationMethods;
  /** Whether the device is trusted from now on. @default false */
  readonly trustsDevice?: boolean | undefined;
  readonly source: ClientInfo;
}

/** A committed sign-in. */
export interface CompletedChallenge {
  readonly session: Pick<Session, 'sub' | 'sid'>;
  readonly response: SignInResponse & {
    /** In place of the second factor, for the next sign-ins on this device. @default - the device is not trusted */
    readonly trusted_device_token?: string;
  };
}

/**
 * Returns the operation. The commit accepts the proof. It requires that the account is as it was at the password.
 * It returns undefined when the account has changed since it was read.
 * @throws DependencyUnavailableError
 */
export function completeChallenge(
  deps: CompleteChallengeDependencies,
): (proved: ProvedChallenge) => Promise<CompletedChallenge | undefined> {
  const { now, log } = deps;

  /** Adds the device to those that the account trusts, in the same commit. Returns its token. */
  async function trust(
    { account, replacesPassword }: Authenticated,
    accepted: AcceptedProof,
    trustedDevices: TrustedDevices,
  ): Promise<{ readonly secondFactor: AcceptedProof; readonly token: string }> {
    const at = now();
    const stored = await trustedDevices.list(account.sub);
    // a replaced password raises the version in the same commit
    const version = account.securityVersion + Number(replacesPassword ?? false);
    const { device, token } = createTrustedDevice(account, version, at);
    const forgotten = trustToForget(stored ?? [], { ...account, securityVersion: version }, at);
    return { secondFactor: trustDevice(accepted, { device, forgotten, count: stored?.length }), token };
  }

  return async (proved) => {
    const { account, source } = proved;
    const accepted = toAuthenticated(proved, now());
    const trusted =
      proved.trustsDevice && deps.trustedDevices
        ? await trust(accepted, accepted.secondFactor, deps.trustedDevices)
        : undefined;
    const authenticated = { ...accepted, secondFactor: trusted?.secondFactor ?? accepted.secondFactor };
    const started = await deps.startSession({ authenticated, source });
    if (started.outcome === 'changed') return undefined;
    const { session } = started;
    const fields = { sub: session.sub, sid: session.sid, sourceIp: source.ip, requestId: source.requestId };
    reportSignIn(deps, authenticated, session, source);
    if (trusted) log('device_trusted', fields);
    if (account.factorsResetAt !== undefined) log('factors_reset_cancelled', fields);
    return {
      session,
      response: { ...started.response, ...(trusted && { trusted_device_token: trusted.token }) },
    };
  };
}

function toAuthenticated(
  { account, challenge, proof, amr }: ProvedChallenge,
  at: number,
): Authenticated & { readonly secondFactor: AcceptedProof } {
  const { device: deviceId, newPasswordHash, replacesPassword } = challenge;
  const device = account.devices.find(({ id }) => id === deviceId);
  return {
    account,
    amr,
    // the challenge does not hold the secret of the device, which gets a new one
    ...(device && { device: { device, token: { ...createDeviceToken(), id: device.id } } }),
    newPasswordHash,
    replacesPassword,
    secondFactor: acceptProof(proof, at, device?.hash),
  };
}
