/** Runs the checks of a function, all at once. */
import { selfCheckEvents } from '../../events';
import { isAwsCallError } from '../aws/aws-call-error';
import { describeError } from '../describe-error';
import { createLog, type Log } from '../log';
import type { SelfCheckAnswers } from './with-self-check';

/** Makes one call that changes nothing. It rejects if the call does not work. */
export type Check = () => Promise<unknown>;

/** Checks by name: `dynamodb:GetItem on ACCOUNT#`, `kms:Sign on <key id>`. */
export type Checks = Readonly<Record<string, Check>>;

/** More patient than requests are: a deployment can wait. */
export const CHECK_LIMITS = { budgetMs: 3_000, attemptMs: 1_000 };

/** Runs the checks, logs each failure with its reason, and returns only whether each passed. */
export async function runChecks(
  checks: Checks,
  log: Log<'self_check_failed'> = createLog(selfCheckEvents),
): Promise<SelfCheckAnswers> {
  const answers = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await check();
        return [name, true] as const;
      } catch (error) {
        log('self_check_failed', { operation: name, error: describeError(error) });
        return [name, false] as const;
      }
    }),
  );
  return Object.fromEntries(answers);
}

/**
 * Waits for a call that passes only if AWS refuses it: a dry run, or a write whose condition cannot hold.
 * @param reason AWS's name for that refusal
 * @throws Error when AWS does anything else
 */
export async function expectRefusal(call: Promise<unknown>, reason: string): Promise<void> {
  const refused = await call.then(
    () => false,
    (error: unknown) => {
      if (isAwsCallError(error) && error.reason === reason) return true;
      throw error;
    },
  );
  if (!refused) throw new Error('The call was carried out');
}
