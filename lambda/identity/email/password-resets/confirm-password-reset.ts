/** Replaces a forgotten password, by the code or the link that was mailed to the account's address. */
import { InvalidCodeError, TooManyAttemptsError, ValidationError } from '../../../shared/errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import type { CheckNewPassword } from '../../passwords/check-new-password';
import { COGNITO_HASH } from '../../passwords/migration-hook';
import { hasPassword } from '../../passwords/no-password';
import type { PasswordHasher } from '../../passwords/password-hasher';
import type { RejectBreachedPassword } from '../../passwords/reject-breached-password';
import { endOutdatedSessions, type SweepDependencies } from '../../sessions/end-outdated-sessions';
import {
  createSourceClaims,
  type SourceClaim,
  type SourceClaimDependencies,
} from '../../throttling/source-claims';
import { type DerivedSecrets, isSameCode, type MailCodes, readCode } from '../mail-code';
import type { Notify } from '../notices/notify';
import type { AccountResets } from './account-resets';
import type { OpenReset, OpenResets } from './open-resets';
import {
  digestAddress,
  digestResetId,
  RESET_PURPOSE,
  type ResetChallenge,
  readResetId,
} from './reset-challenge';
import type { ResetChallenges } from './reset-challenges';

/** The dependencies of a reset. */
export interface ConfirmPasswordResetDependencies
  extends SweepDependencies,
    Omit<SourceClaimDependencies, 'log'> {
  readonly accounts: Pick<Accounts, 'find' | 'markSessionsRevoked'>;
  readonly accountResets: AccountResets;
  readonly resetChallenges: Pick<ResetChallenges, 'find' | 'countAttempt' | 'refundAttempt' | 'delete'>;
  readonly openResets: Pick<OpenResets, 'list' | 'close'>;
  readonly mailCodes: MailCodes;
  readonly passwords: Pick<PasswordHasher, 'hash'>;
  readonly checkNewPassword: CheckNewPassword;
  readonly rejectBreachedPassword: RejectBreachedPassword;
  readonly notify: Notify;
  /** Codes of resets of one source in 15 minutes. */
  readonly maxSignInFailuresPerSource: number;
  readonly log: Log<
    'password_reset' | 'password_reset_failed' | 'attempt_throttled' | 'attempt_not_refunded'
  >;
}

/** What proves that the mail was read: the code with the id of its request, or the token of the link. */
export type ResetProof = { readonly resetId: string; readonly code: string } | { readonly token: string };

/** A reset. */
export interface ConfirmPasswordResetCommand {
  readonly proof: ResetProof;
  readonly newPassword: string;
  readonly source: ClientInfo;
}

/** The location of the new password in the body: a JSON Pointer in URI fragment form. */
const NEW_PASSWORD = '#/new_password';

/** An id that no account has. */
const NO_SUB = '';

/**
 * Returns the operation. It starts no session. A code works once, and for its own reset. It is counted before
 * it is compared, so that parallel guesses count as well.
 *
 * The rules of passwords are applied before the code, except those that need the account's username: they would
 * reveal it. They are applied once the code is found right, and that code is not used up.
 *
 * After a failure behind the commit the password is replaced, and the code is used. The next sign-in ends the
 * sessions that are left.
 *
 * @throws ValidationError, TooManyAttemptsError, DependencyUnavailableError
 * @throws InvalidCodeError when the code is wrong, and in the same way when it is expired, used or void, or of a
 * name without an account
 */
export function confirmPasswordReset(
  deps: ConfirmPasswordResetDependencies,
): (command: ConfirmPasswordResetCommand) => Promise<void> {
  const { accounts, accountResets, resetChallenges, openResets, mailCodes, passwords, hashName, now, log } =
    deps;
  const sources = createSourceClaims(deps);

  async function claimSource(source: ClientInfo): Promise<SourceClaim> {
    const kind = 'password-reset';
    const outcome = await sources.claim(kind, source, deps.maxSignInFailuresPerSource);
    if ('claim' in outcome) return outcome.claim;
    log('attempt_throttled', { by: 'source', kind, sourceIp: source.ip, requestId: source.requestId });
    throw new TooManyAttemptsError(Math.ceil(outcome.waitMs / 1000));
  }

  /** @throws ValidationError */
  async function check(newPassword: string, username: string): Promise<void> {
    const faults = await deps.checkNewPassword(newPassword, { username, pointer: NEW_PASSWORD });
    if (faults.length > 0) throw new ValidationError(faults);
  }

  /** Deletes the challenges of an account. Best effort: they are void already, and expire. */
  async function clear(owner: string, open: readonly OpenReset[], digest: string): Promise<void> {
    const digests = new Set([digest, ...open.map((reset) => reset.digest)]);
    for (const each of digests) await resetChallenges.delete(each).catch(() => {});
    await openResets.close(owner, open).catch(() => {});
  }

  return async ({ proof, newPassword, source }) => {
    await check(newPassword, '');
    const claim = await claimSource(source);
    await deps.rejectBreachedPassword(newPassword, NEW_PASSWORD);

    const { resetId, isProvedBy } = readProof(proof);
    const digest = digestResetId(resetId);
    const challenge = await resetChallenges.find(digest);
    // the calls are the same without a challenge or an account, until a code is right
    const account = await accounts.find(challenge?.sub ?? NO_SUB);
    const logged = { sourceIp: source.ip, requestId: source.requestId };
    const refuse = () => {
      log('password_reset_failed', { sub: account?.sub, ...logged });
      return new InvalidCodeError('The code is not valid');
    };
    // before the count: when KMS does not answer, no code is used up
    const generation = challenge?.generation ?? 1;
    const expected = await mailCodes.derive({ purpose: RESET_PURPOSE, challenge: resetId, generation });
    const isAdmitted = await resetChallenges.countAttempt(digest, now());
    if (!isProvedBy(expected) || !isAdmitted) throw refuse();
    if (!challenge || !account || !isOpen(account, challenge, resetId)) throw refuse();

    await sources.release(claim, source);
    await check(newPassword, account.username).catch(async (error) => {
      // best effort: the code stays counted
      await resetChallenges.refundAttempt(digest).catch(() => {});
      throw error;
    });
    const hash = await passwords.hash(newPassword);
    const owner = await hashName(`resets/open/${account.sub}`);
    // before the commit: what opens afterwards belongs to the new password
    const open = await openResets.list(owner);
    if (!(await accountResets.replacePassword(account, hash))) throw refuse();
    deps.notify('password-reset', account);
    const securityVersion = account.securityVersion + 1;
    await endOutdatedSessions(deps, { ...account, securityVersion, kept: undefined });
    await clear(owner, open, digest);
    log('password_reset', { sub: account.sub, ...logged });
  };
}

/** Whether the account is still as it was when the reset was requested. */
function isOpen(account: Account, challenge: ResetChallenge, resetId: string): boolean {
  const { state, email, passwordHash, securityVersion } = account;
  return (
    state === 'ACTIVE' &&
    passwordHash !== COGNITO_HASH &&
    hasPassword(account) &&
    securityVersion === challenge.securityVersion &&
    email !== undefined &&
    digestAddress(resetId, email.address) === challenge.addressDigest
  );
}

/** Reads which reset a request names, and how to compare what it proves. */
function readProof(proof: ResetProof): {
  readonly resetId: string;
  readonly isProvedBy: (expected: DerivedSecrets) => boolean;
} {
  if ('token' in proof) {
    const [id = '', secret = '', ...rest] = proof.token.split('.');
    const resetId = rest.length === 0 ? readResetId(id) : '';
    return { resetId, isProvedBy: ({ linkSecret }) => isSameCode(secret, linkSecret) };
  }
  const code = readCode(proof.code);
  return {
    resetId: readResetId(proof.resetId),
    isProvedBy: (expected) => isSameCode(code ?? '', expected.code),
  };
}
