/** Retries calls that DynamoDB did not answer: a command for many accounts has more time than a request. */
import { DependencyUnavailableError } from '../../lambda/shared/errors';

const MAX_ATTEMPTS = 7;
const FIRST_WAIT_MS = 100;

/**
 * Calls until there is a response. The waits add up to about six seconds.
 * @throws the error of the last call; every error except DependencyUnavailableError immediately
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
