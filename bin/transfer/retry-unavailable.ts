/** Tries again what DynamoDB did not answer: a command for many accounts has the time that a request has not. */
import { DependencyUnavailableError } from '../../lambda/shared/errors';

const MAX_ATTEMPTS = 7;
const FIRST_WAIT_MS = 100;

/**
 * Calls until there is an answer, for some six seconds beside the calls themselves.
 * @throws what the last call has thrown
 */
export async function retryUnavailable<Result>(
  call: () => Promise<Result>,
  sleep: (millis: number) => Promise<unknown>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof DependencyUnavailableError) || attempt === MAX_ATTEMPTS) throw error;
    }
    await sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
  }
}
