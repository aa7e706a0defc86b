/** Mutations of what keeps a reset of a password to the owner of its mail, and silent about accounts. */
import { type Mutation, testOf } from '../mutation';

export const passwordResetsMutations: readonly Mutation[] = [
  {
    defence: 'A code of a reset works once',
    change: 'a commit under any security version',
    file: 'lambda/identity/email/password-resets/account-resets.ts',
    find: '#state = :active AND #version = :version AND',
    replace: '#state = :active AND :version = :version AND',
    caughtBy: testOf(
      'lambda/identity/email/password-resets/account-resets.test.ts',
      'of parallel resets, one succeeds',
    ),
  },
  {
    defence: 'A reset ends with the address that its mail went to',
    change: 'the address of the account ignored',
    file: 'lambda/identity/email/password-resets/confirm-password-reset.ts',
    find: 'digestAddress(resetId, email.address) === challenge.addressDigest',
    replace: "challenge.addressDigest !== ''",
    caughtBy: testOf(
      'lambda/identity/email/password-resets/confirm-password-reset-binding.test.ts',
      'a reset is void when ',
    ),
  },
  {
    defence: 'Five codes of a reset may be tried',
    change: 'any number of codes admitted',
    file: 'lambda/identity/email/password-resets/reset-challenges.ts',
    find: 'attempts < :max',
    replace: '(attempts < :max OR attempts >= :max)',
    caughtBy: testOf(
      'lambda/identity/email/password-resets/reset-challenges.test.ts',
      'counts five codes, also in parallel',
    ),
  },
  {
    defence: 'A code of a reset that is not counted is not accepted',
    change: 'the count ignored',
    file: 'lambda/identity/email/password-resets/confirm-password-reset.ts',
    find: 'if (!isProvedBy(expected) || !isAdmitted) throw',
    replace: 'if (!isProvedBy(expected)) throw',
    caughtBy: testOf(
      'lambda/identity/email/password-resets/confirm-password-reset.test.ts',
      'five wrong codes void a reset, also its link',
    ),
  },
  {
    defence: 'A reset expires',
    change: 'the expiry ignored',
    file: 'lambda/identity/email/password-resets/reset-challenges.ts',
    find: 'validUntil > :now AND',
    replace: '(validUntil > :now OR validUntil <= :now) AND',
    caughtBy: testOf(
      'lambda/identity/email/password-resets/reset-challenges.test.ts',
      'counts no code of a challenge that has expired or does not exist',
    ),
  },
  {
    defence: 'Three resets of an account are open at once',
    change: 'a place taken twice',
    file: 'lambda/identity/email/password-resets/open-resets.ts',
    find: "'attribute_not_exists(#place) OR",
    replace: "'attribute_exists(#place) OR attribute_not_exists(#place) OR",
    caughtBy: testOf(
      'lambda/identity/email/password-resets/open-resets.test.ts',
      'opens three, and then no more',
    ),
  },
  {
    defence: 'A request for a reset makes the same calls for every name',
    change: 'an unknown name answered at once',
    file: 'lambda/identity/email/password-resets/request-password-reset.ts',
    find: 'const refusedBy = await open(',
    replace: `if (!account) return { resetId };
    const refusedBy = await open(`,
    caughtBy: testOf(
      'lambda/identity/email/password-resets/request-password-reset-parity.test.ts',
      ': the same response after the same calls',
    ),
  },
  {
    defence: 'A limit of mails changes no call of a request for a reset',
    change: 'no message above a limit',
    file: 'lambda/identity/email/password-resets/request-password-reset.ts',
    find: 'await mailQueue.enqueue({',
    replace: 'if (isMailed) await mailQueue.enqueue({',
    caughtBy: testOf(
      'lambda/identity/email/password-resets/request-password-reset-parity.test.ts',
      ': the same response after the same calls',
    ),
  },
  {
    defence: 'No mail of a reset is sent above the limits, or to another address',
    change: 'the digest of the address ignored',
    file: 'lambda/mail/compose/compose-reset-password.ts',
    find: "if (digestAddress(request.challenge, email) !== challenge.addressDigest) return { reason: 'superseded' };",
    replace: '',
    caughtBy: testOf('lambda/mail/compose/compose-reset-password.test.ts', 'sends nothing if '),
  },
  {
    defence: 'A reset whose mail cannot be requested is not open',
    change: 'the open reset is kept',
    file: 'lambda/identity/email/password-resets/request-password-reset.ts',
    find: 'await drop(owner, reset, claim, source);',
    replace: '',
    caughtBy: testOf(
      'lambda/identity/email/password-resets/request-password-reset.test.ts',
      'the service is unavailable, and no reset is open and no mail counted',
    ),
  },
  {
    defence: 'A reset creates no password that Cognito still verifies',
    change: 'an account of Cognito accepted',
    file: 'lambda/identity/email/password-resets/find-reset-target.ts',
    find: 'passwordHash === COGNITO_HASH || ',
    replace: '',
    caughtBy: testOf(
      'lambda/identity/email/password-resets/request-password-reset.test.ts',
      'has no password yet: a reset never creates one',
    ),
  },
  {
    defence: 'A new password that breaks a rule uses no code',
    change: 'the rules applied after the code',
    file: 'lambda/identity/email/password-resets/confirm-password-reset.ts',
    find: "await check(newPassword, '');",
    replace: '',
    caughtBy: testOf(
      'lambda/identity/email/password-resets/confirm-password-reset.test.ts',
      'is refused before the code, and nothing is read or counted',
    ),
  },
  {
    defence: 'A reset ends all sessions',
    change: 'the sessions left',
    file: 'lambda/identity/email/password-resets/confirm-password-reset.ts',
    find: 'await endOutdatedSessions(deps, { ...account, securityVersion, kept: undefined });',
    replace: 'void endOutdatedSessions;',
    caughtBy: testOf(
      'lambda/identity/email/password-resets/confirm-password-reset.test.ts',
      'replaces the password, ends all sessions and starts none',
    ),
  },
  {
    defence: 'A source that guesses at codes of resets is throttled',
    change: 'the source not counted',
    file: 'lambda/identity/email/password-resets/confirm-password-reset.ts',
    find: 'const claim = await claimSource(source);',
    replace: `void claimSource;
    const claim: SourceClaim = [];`,
    caughtBy: testOf(
      'lambda/identity/email/password-resets/confirm-password-reset.test.ts',
      'a source with too many wrong codes must wait',
    ),
  },
];
