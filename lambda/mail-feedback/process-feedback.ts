/** Processes one event about a mail that came back. */
import type { MailFeedback } from '../identity/email/feedback/mark-undeliverable';
import type { Log } from '../shared/log';
import { readFeedback } from './read-feedback';

/** The dependencies of the handler. */
export interface ProcessFeedbackDependencies {
  readonly configurationSets: readonly string[];
  readonly mark: (feedback: MailFeedback) => Promise<void>;
  readonly log: Log<'mail_feedback_ignored'>;
}

/** The handler of an event. */
export type FeedbackHandler = (event: unknown) => Promise<void>;

/**
 * Creates the handler. It throws if the table fails: Lambda then invokes it again, twice, and at last sends the
 * event to a queue.
 */
export function processFeedback({
  configurationSets,
  mark,
  log,
}: ProcessFeedbackDependencies): FeedbackHandler {
  return async (event) => {
    const feedback = readFeedback(event, configurationSets);
    if (typeof feedback === 'string') return log('mail_feedback_ignored', { reason: feedback });
    await mark(feedback);
  };
}
