/** Proves a step-up by a passkey. */
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import { InvalidCeremonyError, InvalidPasskeyError } from '../../../shared/passkey-errors';
import type { Account } from '../../accounts/account';
import type { AuthenticationMethods } from '../../authentication/authenticated';
import { hasPassword } from '../../passwords/no-password';
import type { SecondFactorRule } from '../../sessions/find-session-end';
import type { AccountFactors } from '../account-factors';
import { createProofSources, type ProofSourceDependencies } from './factor-guard';
import { PASSKEY_AMR, type PasskeyProofs, POSSESSION_AMR } from './passkey-proofs';

/** The dependencies of the proof. */
export interface StepUpByPasskeyDependencies extends Omit<ProofSourceDependencies, 'log'>, SecondFactorRule {
  readonly accountFactors: Pick<AccountFactors, 'consume'>;
  readonly log: Log<'passkey_rejected' | 'attempt_throttled' | 'attempt_not_refunded'>;
}

/** An assertion in a session. */
export interface PasskeyStepUp {
  readonly account: Account;
  readonly sid: string;
  readonly ceremonyId: string;
  /** AuthenticationResponseJSON (WebAuthn Level 3). */
  readonly credential: unknown;
  readonly source: ClientInfo;
}

/** A passkey that was found right. */
export interface StepUpPasskey {
  readonly kind: 'passkey';
  readonly amr: AuthenticationMethods;
  /** Accepts the proof. @throws InvalidPasskeyError when the account has changed */
  readonly accept: () => Promise<boolean>;
}

/** Whether a step-up of an account must stand for two factors. */
export function needsSeveralFactors({ secondFactor }: SecondFactorRule, account: Account): boolean {
  // where the stage requires a second factor, a session without one ends
  return account.secondFactorSince !== undefined || secondFactor === 'required';
}

/** Whether a passkey must verify its user in a step-up. For an account without a password, it is the only factor. */
export function needsVerifiedUser(rule: SecondFactorRule, account: Account): boolean {
  return needsSeveralFactors(rule, account) || !hasPassword(account);
}

/**
 * Returns the operation. The ceremony is used up before the assertion is verified.
 * @param passkeys verifies assertions
 * @throws InvalidCeremonyError, InvalidPasskeyError, TooManyAttemptsError, DependencyUnavailableError
 */
export function stepUpByPasskey(
  deps: StepUpByPasskeyDependencies,
  passkeys: PasskeyProofs,
): (stepUp: PasskeyStepUp) => Promise<StepUpPasskey> {
  const { accountFactors, now, log } = deps;
  const sources = createProofSources(deps);
  return async ({ account, sid, ceremonyId, credential, source }) => {
    const claim = await sources.reserveSource(source);
    if (!(await passkeys.useStepUp(account, { sid }, ceremonyId))) {
      throw new InvalidCeremonyError('The session has no such ceremony');
    }
    const refuse = () => {
      log('passkey_rejected', { sub: account.sub, sid, sourceIp: source.ip, requestId: source.requestId });
      return new InvalidPasskeyError('The assertion is not valid for the ceremony');
    };
    const requiresVerification = needsVerifiedUser(deps, account);
    const sent = { credential, challenge: ceremonyId, requiresVerification };
    const proved = await passkeys.prove(account, sent);
    if (!proved) throw refuse();
    await sources.refundSource(claim, source);
    const { id, verifiesUser } = proved;
    return {
      kind: 'passkey',
      amr: verifiesUser ? PASSKEY_AMR : POSSESSION_AMR,
      accept: async () => {
        const isOn = account.secondFactorSince !== undefined;
        if (await accountFactors.consume(account, { kind: 'passkey', id, isOn }, now())) return true;
        throw refuse();
      },
    };
  };
}
