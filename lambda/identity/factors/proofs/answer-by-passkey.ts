/** Completes a sign-in by a passkey, after the password. */
import { ConcurrentChangeError } from '../../../shared/errors';
import { InvalidChallengeError } from '../../../shared/factor-errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import { InvalidPasskeyError } from '../../../shared/passkey-errors';
import type { Accounts } from '../../accounts/accounts';
import type { FactorPolicy } from '../account-factor';
import { digestChallenge } from '../second-factor-challenge';
import type { SecondFactorChallenges } from '../second-factor-challenges';
import {
  type CompleteChallengeDependencies,
  type CompletedChallenge,
  completeChallenge,
} from './complete-challenge';
import { createProofSources, type ProofSourceDependencies } from './factor-guard';
import { findChallengedAccount } from './find-challenged-account';
import type { PasskeyProofs } from './passkey-proofs';

/** The dependencies of the operation. */
export interface AnswerByPasskeyDependencies
  extends Omit<CompleteChallengeDependencies, 'log'>,
    Omit<ProofSourceDependencies, 'log'>,
    FactorPolicy {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly challenges: Pick<SecondFactorChallenges, 'find' | 'use'>;
  readonly log: Log<
    | 'signed_in'
    | 'password_changed'
    | 'passkey_rejected'
    | 'device_trusted'
    | 'factors_reset_cancelled'
    | 'attempt_throttled'
    | 'attempt_not_refunded'
  >;
}

/** A challenge with an assertion, whose WebAuthn challenge is the challenge itself. */
export interface AnswerByPasskeyCommand {
  readonly challenge: string;
  /** AuthenticationResponseJSON (WebAuthn Level 3). */
  readonly credential: unknown;
  /** Whether the device is trusted from now on. @default false */
  readonly trustsDevice?: boolean | undefined;
  readonly source: ClientInfo;
}

/** How a user was authenticated who has proved a password and a passkey (RFC 8176 section 2). */
const PASSWORD_AND_PASSKEY_AMR = ['pwd', 'pop', 'mfa'] as const;

const PURPOSE = 'second-factor';

/** How often the commit is tried when the account changes before it. */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation. The challenge is used up before the assertion is verified, so none is verified twice. A refused
 * assertion needs a new challenge. It counts on the source, and not as a guess on the account: an attacker cannot guess a
 * signature.
 *
 * The commit of the sign-in requires that the account still has the passkey, and is as it was at the password.
 * @param passkeys verifies assertions
 * @throws TooManyAttemptsError, ConcurrentChangeError, DependencyUnavailableError
 * @throws InvalidPasskeyError when the assertion is refused
 * @throws InvalidChallengeError when the challenge is unknown, expired, used up or void, or adds the first factor
 */
export function answerByPasskey(
  deps: AnswerByPasskeyDependencies,
  passkeys: Pick<PasskeyProofs, 'prove'>,
): (command: AnswerByPasskeyCommand) => Promise<CompletedChallenge['response']> {
  const { accounts, challenges, now, notify, log } = deps;
  const sources = createProofSources(deps);
  const complete = completeChallenge(deps);

  return async ({ challenge: text, credential, trustsDevice, source }) => {
    const digest = digestChallenge(text);
    const found = await challenges.find(digest, PURPOSE);
    // as for codes: other clients of the network of a known device do not block it
    const claim = found?.device === undefined ? await sources.reserveSource(source) : undefined;
    const challenge = await challenges.use(digest, PURPOSE, now());
    if (!challenge) throw new InvalidChallengeError('The challenge takes no passkey');

    let account = await findChallengedAccount(accounts, challenge, deps);
    const refuse = () => {
      log('passkey_rejected', { sub: account.sub, sourceIp: source.ip, requestId: source.requestId });
      return new InvalidPasskeyError('The assertion is not valid for the challenge');
    };
    const sent = { credential, challenge: text, requiresVerification: false };
    const proved = await passkeys.prove(account, sent);
    if (!proved) {
      notify('password-known', account);
      throw refuse();
    }
    const { id } = proved;
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      if (attempts > 0) account = await findChallengedAccount(accounts, challenge, deps);
      if (!account.passkeys?.[id]) throw refuse();
      const proof = { kind: 'passkey', id, isOn: account.secondFactorSince !== undefined } as const;
      const amr = PASSWORD_AND_PASSKEY_AMR;
      const completed = await complete({ account, challenge, proof, amr, trustsDevice, source });
      if (!completed) continue;
      if (claim) await sources.refundSource(claim, source);
      return completed.response;
    }
    throw new ConcurrentChangeError('An account kept changing during a sign-in');
  };
}
