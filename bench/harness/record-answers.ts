/** Keeps what AWS was asked and answered, so that another program can be asked to do the same. */
import type { AwsAnswer } from '../../local/aws/answer';
import type { AwsCall, Intercept } from '../../local/aws/call';

/** One call, and what came of it. */
export interface RecordedCall extends Pick<AwsCall, 'action' | 'input'> {
  readonly answer: AwsAnswer;
}

/** Lets every call through, and tells of it. */
export function recordAnswers(onCall: (call: RecordedCall) => void): Intercept {
  return async ({ action, input }, perform) => {
    const answer = await perform();
    onCall({ action, input, answer });
    return answer;
  };
}

/** Answers calls of the recorded actions as those were answered, whatever they ask. */
export function answerAsRecorded(calls: readonly RecordedCall[]): Intercept {
  const answers = new Map(calls.map(({ action, answer }) => [action, answer]));
  return async ({ action }, perform) => answers.get(action) ?? perform();
}
