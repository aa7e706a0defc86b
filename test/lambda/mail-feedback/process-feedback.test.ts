import type { MailFeedback } from '../../../lambda/identity/email/feedback/mark-undeliverable';
import { processFeedback } from '../../../lambda/mail-feedback/process-feedback';
import { createBounce, SET, SUB } from './feedback-events';

function createHandler() {
  const marked: MailFeedback[] = [];
  const lines: object[] = [];
  const handle = processFeedback({
    configurationSets: [SET],
    mark: async (feedback) => {
      marked.push(feedback);
    },
    log: (event, fields) => lines.push({ event, ...fields }),
  });
  return { handle, marked, lines };
}

test('hands a report to the account', async () => {
  const { handle, marked, lines } = createHandler();
  await handle(createBounce());
  expect(marked).toMatchObject([{ sub: SUB, reason: 'bounce' }]);
  expect(lines).toEqual([]);
});

test('logs why an event changes nothing', async () => {
  const { handle, marked, lines } = createHandler();
  await handle(createBounce({ report: { bounceType: 'Transient' } }));
  await handle(undefined);
  expect(marked).toEqual([]);
  expect(lines).toEqual([
    { event: 'mail_feedback_ignored', reason: 'transient' },
    { event: 'mail_feedback_ignored', reason: 'foreign' },
  ]);
});

test('fails if the table does, so that Lambda invokes it again', async () => {
  const mark = async () => {
    throw new Error('down');
  };
  const handle = processFeedback({ configurationSets: [SET], mark, log: () => undefined });
  await expect(handle(createBounce())).rejects.toThrow('down');
});
