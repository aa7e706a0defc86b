/** Completes the sign-in of an account without a second factor: it adds the first one, and starts the session. */
import { ConcurrentChangeError, InvalidCodeError, ValidationError } from '../../../shared/errors';
import { InvalidChallengeError } from '../../../shared/factor-errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import { reportSignIn, type SignInReportDependencies } from '../../authentication/report-sign-in';
import { createDeviceToken } from '../../devices/device';
import { NO_SESSION } from '../../email/account-email';
import { countPasskeys } from '../../passkeys/account-passkey';
import type { SessionStart, StartSessionCommand } from '../../sessions/start-session';
import type { SignInResponse } from '../../tokens/token-response';
import type { FactorCipher } from '../factor-cipher';
import type { FactorSecret, FactorSecrets } from '../factor-secrets';
import { FACTOR_AMR } from '../proofs/answer-challenge';
import { createFactorGuard, type FactorGuardDependencies } from '../proofs/factor-guard';
import { createRecoveryCodes, digestRecoveryCode } from '../recovery-code';
import { digestChallenge, type SecondFactorChallenge } from '../second-factor-challenge';
import type { SecondFactorChallenges } from '../second-factor-challenges';
import { matchTotp } from '../totp';
import { acceptEnrolment } from './accept-enrolment';
import { ENROLMENT, mayEnrol } from './enrolment-challenge';
import { type EnrolmentMail, isMailedCode } from './enrolment-mail';

/** The dependencies of the operation. */
export interface AnswerEnrolmentDependencies
  extends Omit<FactorGuardDependencies, 'log'>,
    Omit<SignInReportDependencies, 'log'> {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly challenges: Pick<SecondFactorChallenges, 'find' | 'countAttempt' | 'delete'>;
  readonly factorSecrets: Pick<FactorSecrets, 'find' | 'keep'>;
  readonly cipher: Pick<FactorCipher, 'decrypt'>;
  /** Whether the stage has passkeys. @default false */
  readonly hasPasskeys?: boolean | undefined;
  /** @default - the stage has no e-mail */
  readonly enrolmentMail?: Pick<EnrolmentMail, 'derive'> | undefined;
  readonly startSession: (command: StartSessionCommand) => Promise<SessionStart>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log<
    | 'signed_in'
    | 'password_changed'
    | 'factor_added'
    | 'factor_code_rejected'
    | 'attempt_throttled'
    | 'attempt_not_refunded'
  >;
}

/** A challenge with the codes that answer it. */
export interface AnswerEnrolmentCommand {
  readonly challenge: string;
  /** The code of the authenticator app, as the user typed it. */
  readonly code: string;
  /** The code of the mail, as the user typed it. @default - none: the account has no verified address */
  readonly emailCode?: string | undefined;
  readonly source: ClientInfo;
}

/** The tokens of the new session, and the recovery codes. This response is the only place that shows them. */
export interface AnsweredEnrolment extends SignInResponse {
  readonly recovery_codes: readonly string[];
}

/** The secret that waits for its first code. */
interface PendingSecret {
  readonly stored: FactorSecret;
  readonly secret: Uint8Array;
}

/** How often the commit is attempted when the account changes before it. */
const MAX_ATTEMPTS = 3;

/**
 * Returns the operation. A code is counted on its challenge and on its source before it is checked. The commit of the
 * sign-in adds the factor and the recovery codes, on condition that the account still has no second factor. So an
 * account has a session only with its factor, and of parallel enrolments one wins.
 *
 * Before the commit, the secret stops to expire. After a failure in between, the same code of the same challenge may be
 * sent again; a secret that is left belongs to no factor, and is deleted later.
 * @throws ValidationError when the code of the mail is missing. It uses up no guess
 * @throws TooManyAttemptsError, ConcurrentChangeError, DependencyUnavailableError
 * @throws InvalidCodeError when a code is wrong, or no secret waits for it
 * @throws InvalidChallengeError when the challenge is unknown, expired, used up or void, or the account has a factor
 */
export function answerEnrolment(
  deps: AnswerEnrolmentDependencies,
): (command: AnswerEnrolmentCommand) => Promise<AnsweredEnrolment> {
  const { accounts, challenges, factorSecrets, cipher, enrolmentMail, hasPasskeys, notify, now, log } = deps;
  const guard = createFactorGuard(deps);
  const hasEmail = enrolmentMail !== undefined;

  /** Returns the account if the challenge may still add its first factor. */
  async function findBound(digest: string, challenge: SecondFactorChallenge): Promise<Account> {
    const account = await accounts.find(challenge.sub);
    if (!account || !mayEnrol(account, challenge, { digest, hasEmail, hasPasskeys })) {
      throw new InvalidChallengeError('The account has changed since the password was verified');
    }
    return account;
  }

  /** Returns the last secret that was issued for the challenge, and no other. */
  async function findSecret(
    digest: string,
    { sub, factor: id, securityVersion }: SecondFactorChallenge,
  ): Promise<PendingSecret | undefined> {
    const stored = id === undefined ? undefined : await factorSecrets.find(sub, id);
    if (id === undefined || stored?.sid !== digest || stored.securityVersion !== securityVersion)
      return undefined;
    return { stored, secret: await cipher.decrypt({ sub, id, ciphertext: stored.ciphertext }) };
  }

  /** Returns whether the code of the mail is right, or none was mailed. */
  async function readsMail(
    digest: string,
    challenge: SecondFactorChallenge,
    emailCode: string,
  ): Promise<boolean> {
    if (challenge.addressDigest === undefined) return true;
    return enrolmentMail !== undefined && isMailedCode(await enrolmentMail.derive(digest), emailCode);
  }

  return async ({ challenge: text, code, emailCode, source }) => {
    const digest = digestChallenge(text);
    const challenge = await challenges.find(digest, ENROLMENT);
    if (challenge?.addressDigest !== undefined && emailCode === undefined) {
      throw new ValidationError([{ pointer: '#/email_code', detail: 'must be the code of the mail' }]);
    }
    // as for the proofs of second factors
    const claim = challenge?.device === undefined ? await guard.reserveSource(source) : undefined;
    if (!challenge || !(await challenges.countAttempt(digest, ENROLMENT, now()))) {
      throw new InvalidChallengeError('No code of this challenge may be tried');
    }
    const { sub } = challenge;
    const { ip: sourceIp, requestId } = source;
    let account = await findBound(digest, challenge);
    const pending = await findSecret(digest, challenge);
    const isMailRight = await readsMail(digest, challenge, emailCode ?? '');
    const at = now();
    const step = pending && matchTotp({ secret: pending.secret, code, now: at });
    if (!pending || step === undefined || !isMailRight) {
      log('factor_code_rejected', { sub, kind: ENROLMENT, sourceIp, requestId });
      // notified only in stages whose mails the owner reads
      if (!isMailRight) notify('password-known', account);
      throw new InvalidCodeError('The code is wrong');
    }

    const { id, name } = pending.stored;
    const codes = createRecoveryCodes();
    const recoveryDigests = codes.map((shown) => digestRecoveryCode(sub, shown));
    if (!(await factorSecrets.keep(sub, id)))
      throw new InvalidCodeError('Another secret was issued meanwhile');
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      if (attempts > 0) account = await findBound(digest, challenge);
      const { device: deviceId, newPasswordHash, replacesPassword } = challenge;
      const device = account.devices.find((known) => known.id === deviceId);
      const adoptsEmail = account.pendingEmail?.sid === NO_SESSION;
      const hasNoPasskey = countPasskeys(account) === 0;
      const factor = { kind: ENROLMENT, id, name, step, recoveryDigests, adoptsEmail, hasNoPasskey } as const;
      const authenticated = {
        account,
        amr: FACTOR_AMR,
        ...(device && { device: { device, token: { ...createDeviceToken(), id: device.id } } }),
        newPasswordHash,
        replacesPassword,
        secondFactor: acceptEnrolment(factor, at, device?.hash),
      };
      const started = await deps.startSession({ authenticated, source });
      if (started.outcome === 'changed') continue;
      if (claim) await guard.refundSource(claim, source);
      // best effort: the account has a factor, so it is void, and it expires
      await challenges.delete(digest).catch(() => {});
      notify('factor-added', account);
      log('factor_added', { sub, sid: started.session.sid, factor: id, sourceIp, requestId });
      reportSignIn(deps, authenticated, started.session, source);
      return { ...started.response, recovery_codes: codes };
    }
    throw new ConcurrentChangeError('An account kept changing during a sign-in');
  };
}
