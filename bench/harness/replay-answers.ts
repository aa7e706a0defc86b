/** Repeats AWS's earlier responses immediately, so that only a function's own work is measured. */
import type { AwsAnswer } from '../../local/aws/answer';
import type { Intercept } from '../../local/aws/call';

/** Passes the first call of a kind on, and gives its response to every later call with the same input. */
export function replayAnswers(): Intercept {
  const answers = new Map<string, Promise<AwsAnswer>>();
  return (call, perform) => {
    const key = `${call.action} ${JSON.stringify(call.input)}`;
    const known = answers.get(key) ?? perform();
    answers.set(key, known);
    return known;
  };
}
