/** Records AWS calls and their responses, so that another program can make the same calls. */
import type { AwsAnswer } from '../../local/aws/answer';
import type { AwsCall, Intercept } from '../../local/aws/call';

/** One call and its response. */
export interface RecordedCall extends Pick<AwsCall, 'action' | 'input'> {
  readonly answer: AwsAnswer;
}

/** Passes every call on and reports it. */
export function recordAnswers(onCall: (call: RecordedCall) => void): Intercept {
  return async ({ action, input }, perform) => {
    const answer = await perform();
    onCall({ action, input, answer });
    return answer;
  };
}

/** Answers calls with the recorded response of the same action, regardless of their input. */
export function answerAsRecorded(calls: readonly RecordedCall[]): Intercept {
  const answers = new Map(calls.map(({ action, answer }) => [action, answer]));
  return async ({ action }, perform) => answers.get(action) ?? perform();
}
