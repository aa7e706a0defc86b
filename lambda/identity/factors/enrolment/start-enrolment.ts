/** Creates an account without a session, in a stage that requires a second factor. */
import type { Log } from '../../../shared/log';
import type { StartFirst } from '../../authentication/open-account';
import { NO_SESSION } from '../../email/account-email';
import { createChallenge, digestChallenge, toChallenge } from '../second-factor-challenge';
import type { SecondFactorChallenges } from '../second-factor-challenges';
import { ENROLMENT, ENROLMENT_KINDS } from './enrolment-challenge';

/** The dependencies of the creation. */
export interface StartEnrolmentDependencies {
  readonly challenges: Pick<SecondFactorChallenges, 'create'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log<'second_factor_required'>;
}

/** What the client of a sign-up receives in place of tokens. */
export interface EnrolmentRequired {
  /** 256 random bits in base64url. */
  readonly challenge: string;
  readonly kinds: readonly string[];
}

/**
 * Returns the operation. The challenge is stored before the account is created, which is the commit. So if a request is
 * interrupted, there is either no account, or one whose next sign-in returns a challenge.
 * @throws UsernameTakenError, DependencyUnavailableError
 */
export function startEnrolment({
  challenges,
  now,
  log,
}: StartEnrolmentDependencies): StartFirst<EnrolmentRequired> {
  return async ({ authenticated, source, createAccount }) => {
    const { account } = authenticated;
    const { sub } = account;
    const challenge = createChallenge();
    await challenges.create(digestChallenge(challenge), toChallenge(ENROLMENT, authenticated, now()));
    await createAccount(account);
    log('second_factor_required', { sub, sourceIp: source.ip, requestId: source.requestId });
    const response = { challenge, kinds: ENROLMENT_KINDS };
    return { outcome: 'started', session: { sub, sid: NO_SESSION }, response };
  };
}
