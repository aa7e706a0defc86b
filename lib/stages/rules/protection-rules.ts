/** The rules for a stage's settings against password guessing and credential stuffing. */
import { isCount, type StageRule } from './setting-rule';

export const abuseRules: readonly StageRule[] = [
  {
    setting: 'freeSignInFailures',
    demand: 'must be a whole number from 1 to 10; more is for stages with testsOnly',
    holds: ({ freeSignInFailures, testsOnly }) => isCount(freeSignInFailures, 1, testsOnly ? undefined : 10),
  },
  {
    setting: 'maxSignInFailures',
    demand: 'must be a whole number from 10 to 100; more is for stages with testsOnly',
    holds: ({ maxSignInFailures, testsOnly }) => isCount(maxSignInFailures, 10, testsOnly ? undefined : 100),
  },
  {
    setting: 'failureDecayPeriod',
    demand: 'must be between 1 day and 1 year',
    holds: ({ failureDecayPeriod }) =>
      isCount(failureDecayPeriod.toSeconds({ integral: false }), 86_400, 365 * 86_400),
  },
  {
    setting: 'maxSignInFailuresPerSource',
    demand: 'must be a whole number from 1',
    holds: ({ maxSignInFailuresPerSource }) => isCount(maxSignInFailuresPerSource, 1),
  },
  {
    setting: 'maxSignUpsPerSource',
    demand: 'must be a whole number from 1',
    holds: ({ maxSignUpsPerSource }) => isCount(maxSignUpsPerSource, 1),
  },
  {
    setting: 'serviceName',
    demand: 'must have 1 to 64 characters',
    holds: ({ serviceName }) => isCount([...serviceName].length, 1, 64),
  },
  {
    setting: 'serviceName',
    // it is part of the subjects of mails, where a line end would begin another header
    demand: 'must have no control characters, line ends or lone surrogates',
    holds: ({ serviceName }) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(serviceName),
  },
  {
    setting: 'formerArgon2',
    demand:
      'must have whole numbers: iterations from 1 up, parallelism 1 to 8, memoryKib 8 × parallelism to 1048576',
    holds: ({ formerArgon2 }) =>
      formerArgon2.every(
        ({ memoryKib, iterations, parallelism }) =>
          isCount(parallelism, 1, 8) &&
          isCount(iterations, 1, 9_999) &&
          isCount(memoryKib, 8 * parallelism, 1_048_576),
      ),
  },
];
