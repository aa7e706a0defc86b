/** Mutations of what keeps a password from being enough, and a code from being guessed or used twice. */
import { type Mutation, testOf } from '../mutation';

const factors = 'lambda/identity/factors';
const stores = `${factors}/account-factors.test.ts`;
const codes = `${factors}/proofs/answer-challenge.test.ts`;
const guesses = `${factors}/proofs/answer-challenge-guesses.test.ts`;
const binding = `${factors}/proofs/answer-challenge-binding.test.ts`;
const password = `${factors}/proofs/require-second-factor.test.ts`;

export const secondFactorsMutations: readonly Mutation[] = [
  {
    defence: 'A password of an account with a second factor starts no session',
    change: 'the second factor is not asked for',
    file: 'lambda/identity/authentication/sign-in.ts',
    find: 'const mayNeedFactor = secondFactorSince !== undefined ||',
    replace: 'const mayNeedFactor = secondFactorSince === -1 ||',
    caughtBy: testOf(password, 'a right password of an account with a second factor starts no session'),
  },
  {
    defence: 'No session starts without the second factor while it is on',
    change: 'the commit ignores whether it is on',
    file: 'lambda/identity/authentication/sign-in-update.ts',
    find: "condition: 'attribute_not_exists(#since)',",
    replace: "condition: '(attribute_not_exists(#since) OR attribute_exists(#since))',",
    caughtBy: testOf(stores, 'no sign-in without a proof while the second factor is on'),
  },
  {
    defence: 'A code of an app works once',
    change: 'the commit accepts any step',
    file: 'lambda/identity/factors/factor-proof.ts',
    find: 'AND #factors.#factor.#lastStep < :step',
    replace: 'AND (#factors.#factor.#lastStep < :step OR :step = :step)',
    caughtBy: testOf(stores, 'a sign-in accepts a step once, also in parallel'),
  },
  {
    defence: 'A code of an app does not work again in the trailing step',
    change: 'the check accepts the last step',
    file: 'lambda/identity/factors/proofs/check-code.ts',
    find: 'step > lastStep',
    replace: 'step > lastStep - 2',
    caughtBy: testOf(codes, 'TOTP: a code does not work again in the trailing step'),
  },
  {
    defence: 'A recovery code works once',
    change: 'the commit does not require it',
    file: 'lambda/identity/factors/factor-proof.ts',
    find: 'AND contains(#recoveryCodes, :recoveryCode)',
    replace: 'AND (contains(#recoveryCodes, :recoveryCode) OR :recoveryCode = :recoveryCode)',
    caughtBy: testOf(stores, 'a sign-in accepts a recovery code once, also in parallel'),
  },
  {
    defence: 'A recovery code that was used is gone',
    change: 'the code stays',
    file: 'lambda/identity/factors/account-factors.ts',
    find: '...(write.delete ? [',
    replace: "...(write.delete === '' ? [",
    caughtBy: testOf(stores, 'a step-up accepts a recovery code once, down to the last one'),
  },
  {
    defence: 'Guesses count on the account, and not on their challenge alone',
    change: 'the account counts nothing',
    file: 'lambda/identity/factors/proofs/answer-challenge.ts',
    find: "if (attempts === 0 && kind === 'totp') {",
    replace: "if (attempts < 0 && kind === 'totp') {",
    caughtBy: testOf(guesses, 'guesses count on the account: a new challenge does not clear them'),
  },
  {
    defence: 'Parallel guesses do not exceed the limit',
    change: 'a guess that was not counted is checked',
    file: 'lambda/identity/factors/proofs/factor-guard.ts',
    find: 'if (wait === 0) return;',
    replace: 'if (wait < 2_000) return;',
    caughtBy: testOf(guesses, 'parallel guesses of many challenges do not exceed the limit of the account'),
  },
  {
    defence: 'Time forgives no guess at a second factor',
    change: 'ten quiet minutes forgive a guess',
    file: 'lambda/identity/factors/proofs/factor-guard.ts',
    find: 'quietPeriodMs: Number.POSITIVE_INFINITY,',
    replace: 'quietPeriodMs: 600_000,',
    caughtBy: testOf(guesses, 'guesses count on the account: a new challenge does not clear them'),
  },
  {
    defence: 'Guesses of unknown devices count on their source',
    change: 'the source counts nothing',
    file: 'lambda/identity/factors/proofs/answer-challenge.ts',
    find: 'challenge?.device === undefined ? await guard.reserveSource(source) : undefined',
    replace: "challenge?.device === 'none' ? await guard.reserveSource(source) : undefined",
    caughtBy: testOf(guesses, 'guesses of unknown devices are counted on their source'),
  },
  {
    defence: 'A right password clears no failures',
    change: 'a right password takes back two failures',
    file: 'lambda/identity/factors/factor-attempts.ts',
    find: "':zero': 0, ':one': 1, ':hash'",
    replace: "':zero': 0, ':one': 2, ':hash'",
    caughtBy: testOf(
      `${factors}/factor-attempts.test.ts`,
      'a right password takes back its own attempt, and clears nothing',
    ),
  },
  {
    defence: 'A challenge takes five codes',
    change: 'any number of codes admitted',
    file: 'lambda/identity/factors/second-factor-challenges.ts',
    find: 'AND attempts < :max',
    replace: 'AND (attempts < :max OR attempts >= :max)',
    caughtBy: testOf(`${factors}/second-factor-challenges.test.ts`, 'counts five codes, also in parallel'),
  },
  {
    defence: 'A challenge of one purpose is none of another',
    change: 'the purpose ignored',
    file: 'lambda/identity/factors/second-factor-challenges.ts',
    find: 'if (item?.purpose?.S !== purpose) return undefined;',
    replace: 'if (item === undefined) return undefined;',
    caughtBy: testOf(
      `${factors}/second-factor-challenges.test.ts`,
      'finds a challenge by its digest and purpose, and no other',
    ),
  },
  {
    defence: 'A change of the password, the scopes or the state voids a challenge',
    change: 'the password ignored',
    file: 'lambda/identity/factors/second-factor-challenge.ts',
    find: 'digestPasswordHash(account.passwordHash) === challenge.passwordDigest &&',
    replace: "challenge.passwordDigest !== '' &&",
    caughtBy: testOf(binding, 'is void after a change of '),
  },
  {
    defence: 'An app is confirmed once, and for the account that was read',
    change: 'a confirmation under any number of factors',
    file: 'lambda/identity/factors/account-factors.ts',
    find: "? 'attribute_not_exists(#factors)'",
    replace: "? '(attribute_not_exists(#factors) OR attribute_exists(#factors))'",
    caughtBy: testOf(stores, 'of parallel confirmations of one factor or of two first ones, one wins'),
  },
  {
    defence: 'An enrolment belongs to the session that began it',
    change: 'any session confirms it',
    file: 'lambda/identity/factors/confirm-totp.ts',
    find: 'stored.sid === sid &&',
    replace: "sid !== '' &&",
    caughtBy: testOf(`${factors}/confirm-totp.test.ts`, 'an enrolment is bound to its session'),
  },
  {
    defence: 'A password does not step up an account with a second factor',
    change: 'the password is enough',
    file: 'lambda/identity/factors/step-up.ts',
    find: 'if (needsSeveralFactors(deps, account)) {\n      const { reauth',
    replace: 'if (needsSeveralFactors(deps, account) === undefined) {\n      const { reauth',
    caughtBy: testOf(
      `${factors}/step-up.test.ts`,
      'the password of an account with a second factor is not enough',
    ),
  },
];
