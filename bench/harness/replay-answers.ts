/** Makes AWS answer at once what it has answered before, so that a function's own work is what is measured. */
import type { AwsAnswer } from '../../local/aws/answer';
import type { Intercept } from '../../local/aws/call';

/** Lets the first call of a kind through, and answers every further one of the same input as that was answered. */
export function replayAnswers(): Intercept {
  const answers = new Map<string, Promise<AwsAnswer>>();
  return (call, perform) => {
    const key = `${call.action} ${JSON.stringify(call.input)}`;
    const known = answers.get(key) ?? perform();
    answers.set(key, known);
    return known;
  };
}
