/** Mutations of how guesses at one account are counted. */
import { type Mutation, testOf, throttled } from '../mutation';

export const attemptsMutations: readonly Mutation[] = [
  {
    defence: 'Guesses at an account are counted',
    change: 'sign-in attempts are not counted',
    file: 'lambda/identity/authentication/authenticate-by-password.ts',
    find: '    await guard.reserveAttempt(toAttemptLimit(account, device, { nameHash, seen: unknown }), source);\n',
    replace: '',
    caughtBy: throttled('six guesses from six addresses: the sixth must wait one second'),
  },
  {
    defence: 'Parallel guesses are counted',
    change: 'parallel guesses count as one',
    file: 'lambda/identity/throttling/attempt-update.ts',
    find: `\`(\${failures} = :seen AND \${lastAttemptAt} = :seenAt OR`,
    replace: `\`(\${failures} >= :seen AND \${lastAttemptAt} >= :seenAt OR`,
    caughtBy: testOf(
      'lambda/throttles/attempt-stores.test.ts',
      'of ten at once the free ones are admitted, and of the next ones one each time',
    ),
  },
  {
    defence: 'Parallel free guesses are counted',
    change: 'the number of free attempts is not limited',
    file: 'lambda/identity/throttling/attempt-update.ts',
    find: `condition: (failures) => \`(\${failures} < :free OR attemptId = :id)\``,
    replace: `condition: (failures) => \`(\${failures} < :free OR \${failures} >= :free)\``,
    caughtBy: testOf(
      'lambda/throttles/attempt-stores.test.ts',
      'of ten at once the free ones are admitted, and of the next ones one each time',
    ),
  },
  {
    defence: 'An attempt is counted before the password is verified',
    change: 'attempts are counted after the password is verified, and only if it is wrong',
    file: 'lambda/identity/authentication/authenticate-by-password.ts',
    find: '    await guard.reserveAttempt(toAttemptLimit(account, device, { nameHash, seen: unknown }), source);\n\n    const matches = await isRight(account, command);\n',
    replace:
      '    const matches = await isRight(account, command);\n    if (!matches) {\n      await guard.reserveAttempt(toAttemptLimit(account, device, { nameHash, seen: unknown }), source);\n    }\n',
    caughtBy: testOf('lambda/throttles/sign-in.test.ts', 'of fifty concurrent ones five reach the password'),
  },
  {
    defence: 'After 100 failures an account is locked',
    change: 'an account is never locked',
    file: 'lambda/identity/throttling/backoff.ts',
    find: '  if (failures >= limits.maxFailures) return MAX_WAIT_MS;\n',
    replace: '',
    caughtBy: testOf(
      'lambda/identity/throttling/backoff.test.ts',
      'a locked account admits one attempt after each quiet period',
    ),
  },
  {
    defence: 'The wait doubles with each failure',
    change: 'the wait is always one second',
    file: 'lambda/identity/throttling/backoff.ts',
    find: '1000 * 2 ** Math.min(failures - limits.freeFailures, 20)',
    replace: '1000',
    caughtBy: testOf(
      'lambda/identity/throttling/backoff.test.ts',
      'the wait starts at the last attempt, and ends to the millisecond',
    ),
  },
  {
    defence: 'The wait is at most 15 minutes',
    change: 'the wait can be an hour',
    file: 'lambda/identity/throttling/backoff.ts',
    find: 'const MAX_WAIT_MS = 15 * 60 * 1000;',
    replace: 'const MAX_WAIT_MS = 60 * 60 * 1000;',
    caughtBy: testOf(
      'lambda/identity/throttling/backoff.test.ts',
      'a locked account admits one attempt after each quiet period',
    ),
  },
  {
    defence: 'One failure is forgiven for each quiet period',
    change: 'no failure is forgiven',
    file: 'lambda/identity/throttling/backoff.ts',
    find: 'return Math.max(0, failures - quietPeriods);',
    replace: 'return Math.max(0, failures - 0 * quietPeriods);',
    caughtBy: testOf(
      'lambda/identity/throttling/backoff.test.ts',
      'one failure is forgiven for each quiet period since the last attempt, to the millisecond',
    ),
  },
  {
    defence: 'One failure is forgiven for each quiet period',
    change: 'all failures are forgiven after one quiet period',
    file: 'lambda/identity/throttling/backoff.ts',
    find: 'return Math.max(0, failures - quietPeriods);',
    replace: 'return quietPeriods > 0 ? 0 : failures;',
    caughtBy: testOf(
      'lambda/identity/throttling/backoff.test.ts',
      'one failure is forgiven for each quiet period since the last attempt, to the millisecond',
    ),
  },
  {
    defence: 'A clock that is behind forgives nothing and adds nothing',
    change: 'quiet periods can be negative, which adds failures',
    file: 'lambda/identity/throttling/backoff.ts',
    find: 'Math.max(0, Math.floor((now - lastAttemptAt) / quietPeriodMs))',
    replace: 'Math.floor((now - lastAttemptAt) / quietPeriodMs)',
    caughtBy: testOf(
      'lambda/identity/throttling/backoff.test.ts',
      'one failure is forgiven for each quiet period since the last attempt, to the millisecond',
    ),
  },
  {
    defence: 'Two attempts at once do not forgive one failure twice',
    change: 'two attempts can forgive the same failure',
    file: 'lambda/identity/throttling/attempt-update.ts',
    find: 'return failures < freeFailures && failures === seen.failures;',
    replace: 'return failures < freeFailures;',
    caughtBy: testOf(
      'lambda/throttles/attempt-stores.test.ts',
      'one after expired failures is counted on the remaining ',
    ),
  },
  {
    defence: 'A repeated write lets its own attempt through',
    change: 'a repeated write lets any attempt through',
    file: 'lambda/identity/throttling/attempt-update.ts',
    find: `OR \${failures} = :next AND attemptId = :id)\``,
    replace: `OR \${failures} = :next)\``,
    caughtBy: testOf(
      'lambda/throttles/attempt-stores.test.ts',
      'of ten at once the free ones are admitted, and of the next ones one each time',
    ),
  },
  {
    defence: 'A free attempt that meets a forgiving one is counted, not refused',
    change: 'the free attempt is refused',
    file: 'lambda/identity/throttling/admit-attempt.ts',
    find: 'if (failures < freeFailures && !isShared(reservation)) {',
    replace: 'if (failures < 0) {',
    caughtBy: testOf(
      'lambda/identity/authentication/attempt-guard.test.ts',
      'is admitted in parallel with others up to the free failures, however many were forgiven',
    ),
  },
  {
    defence: 'A sign-in clears the failures',
    change: 'the failures stay after a sign-in',
    file: 'lambda/identity/authentication/sign-in-update.ts',
    find: "#changeFailures = :zero, #failures = :zero'",
    replace: "#changeFailures = #changeFailures + :zero, #failures = #failures + :zero'",
    caughtBy: testOf(
      'lambda/identity/accounts/account-attempts.test.ts',
      'a sign-in stores its device, and clears the failures of sign-ins and changes',
    ),
  },
  {
    defence: 'A change of the password clears the failures',
    change: 'the failures stay after a change of the password',
    file: 'lambda/identity/accounts/accounts.ts',
    find: "'SET #hash = :newHash, #version = :newVersion, #changeFailures = :zero, #failures = :zero',",
    replace:
      "'SET #hash = :newHash, #version = :newVersion, #changeFailures = #changeFailures + :zero, #failures = #failures + :zero',",
    caughtBy: testOf(
      'lambda/identity/accounts/account-attempts.test.ts',
      'a password change clears the failures of sign-ins and changes, and keeps the devices',
    ),
  },
  {
    defence: 'An operator can lift the lock',
    change: 'the failures stay when an operator unlocks the account',
    file: 'lambda/identity/operator/unlock-account.ts',
    find: '    await accountAttempts.clear(account);\n',
    replace: '',
    caughtBy: testOf(
      'lambda/identity/operator/unlock-account.test.ts',
      'a locked account accepts attempts again at once, with any spelling of its name',
    ),
  },
  {
    defence: 'Guesses at the current password are counted',
    change: 'a change of the password counts no attempt',
    file: 'lambda/identity/authentication/change-password.ts',
    find: 'const counted = await guard.reserveAttempt(limit, source);',
    replace: 'const counted = limit.seen;',
    caughtBy: testOf(
      'lambda/throttles/change-password.test.ts',
      'of fifty concurrent guesses five reach the password',
    ),
  },
  {
    defence: 'A repeated change of password counts its second password',
    change: 'the second password is not counted',
    file: 'lambda/identity/authentication/change-password.ts',
    find: '      (await guard.reserveAnother(toAttemptLimit(account, command, counted))) &&\n',
    replace: '',
    caughtBy: testOf(
      'lambda/throttles/change-password.test.ts',
      'the session that changed the password last learns of a wrong one, even after each wait',
    ),
  },
  {
    defence: 'If an attempt cannot be counted, the password is not verified',
    change: 'the password is verified although the attempt was not counted',
    file: 'lambda/identity/authentication/authenticate-by-password.ts',
    find: '    await guard.reserveAttempt(toAttemptLimit(account, device, { nameHash, seen: unknown }), source);\n',
    replace:
      "    await guard\n      .reserveAttempt(toAttemptLimit(account, device, { nameHash, seen: unknown }), source)\n      .catch((error) => {\n        if (error.code === 'TOO_MANY_ATTEMPTS') throw error;\n      });\n",
    caughtBy: testOf('lambda/throttles/sign-in.test.ts', 'fails the sign-in before the password is checked'),
  },
  {
    defence: 'A refused attempt is logged',
    change: 'no line is logged for a refused attempt',
    file: 'lambda/identity/authentication/attempt-guard.ts',
    find: "    log('attempt_throttled', {\n      by,\n      ...fields,\n      sourceIp: source.ip,\n      requestId: source.requestId,\n    });\n",
    replace: '',
    caughtBy: testOf(
      'lambda/identity/authentication/attempt-guard.test.ts',
      'that is rejected is logged with its address',
    ),
  },
];
