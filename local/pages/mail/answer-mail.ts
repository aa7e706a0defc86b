/** Answers `/_local/mail`: the inbox for browsers, its mails as JSON for tests, and the simulation of feedback. */
import type { Answer, GatewayRequest } from '../../gateway/http/messages';
import type { Feedback } from '../../mail/feedback-event';
import type { Mail } from '../../mail/mail';
import type { Mailbox } from '../../mail/mailbox';
import type { FeedbackOutcome } from '../../mail/simulate-feedback';
import { acceptsOnlyJson } from '../accepts-only-json';
import type { OptionalPages } from '../optional-pages';
import { MAIL_PATH } from '../page';
import { answerHtml, answerPage } from '../page-answer';
import { answerProblem, type Problem } from '../problem';
import { writeInboxPage } from './inbox-page';
import { isSentTo, showMail } from './show-mail';

/** The mails and the function that simulates feedback. */
export interface MailSubject {
  readonly mailbox: Mailbox;
  /** The links of the page. @default - no further ones */
  readonly pages?: OptionalPages;
  /** Returns how many messages wait in queues for a function, or are with one. */
  queued(): number;
  simulateFeedback(mail: Mail, feedback: Feedback): Promise<FeedbackOutcome>;
}

const NOT_FOUND: Problem = {
  status: 404,
  code: 'MAIL_NOT_FOUND',
  detail: 'The mailbox does not contain this mail. It keeps only the latest ones',
};

/** Whether a path belongs to the mailbox. */
export function isMailPath(path: string): boolean {
  return path === MAIL_PATH || path.startsWith(`${MAIL_PATH}/`);
}

/**
 * Answers a request. `GET /_local/mail` shows the mails, of one recipient with `?to=`; `DELETE` removes all.
 * `GET /_local/mail/{id}/source` shows the message of one mail, and `POST /_local/mail/{id}/bounce` or
 * `/complaint` simulates feedback.
 * @returns undefined if there is no such page
 */
export async function answerMail(
  request: GatewayRequest,
  path: string,
  subject: MailSubject,
): Promise<Answer | undefined> {
  const { method } = request;
  if (path === MAIL_PATH) {
    if (method === 'GET') return answerMails(request, subject);
    if (method !== 'DELETE') return refuseMethod('GET, DELETE');
    subject.mailbox.clear();
    return answerPage({ status: 204, contentType: 'application/json', body: '' });
  }
  const [, id = '', part = ''] =
    /^\/([\w-]+)\/(source|bounce|complaint)$/.exec(path.slice(MAIL_PATH.length)) ?? [];
  if (part === '') return undefined;
  const expected = part === 'source' ? 'GET' : 'POST';
  if (method !== expected) return refuseMethod(expected);
  const mail = subject.mailbox.find(id);
  if (mail === undefined) return answerProblem(NOT_FOUND);
  if (part === 'source') return answerPage({ contentType: 'text/plain; charset=utf-8', body: mail.source });
  return answerFeedback(await subject.simulateFeedback(mail, part as Feedback));
}

function answerMails(
  request: GatewayRequest,
  { mailbox, queued, pages = {} }: Omit<MailSubject, 'simulateFeedback'>,
): Answer {
  const { target, headers } = request;
  const to = new URL(target, 'http://localhost').searchParams.get('to') ?? undefined;
  const mails = mailbox.list().filter((mail) => to === undefined || isSentTo(mail, to));
  if (acceptsOnlyJson(request)) {
    return answerPage({
      contentType: 'application/json',
      body: JSON.stringify({ items: mails.map(showMail), queued: queued() }),
    });
  }
  const version = `"${mailbox.version()}"`;
  const known = headers.find(([name]) => name.toLowerCase() === 'if-none-match')?.[1];
  if (known === version) {
    return answerPage({ status: 304, contentType: 'text/html; charset=utf-8', body: '' });
  }
  return answerHtml(writeInboxPage({ mails, version, to, pages }), { inlineStyles: true });
}

function answerFeedback(outcome: FeedbackOutcome): Answer {
  if (outcome.kind === 'missing') {
    return answerProblem({ status: 409, code: 'NOT_PUBLISHED', detail: outcome.reason });
  }
  return answerPage({
    contentType: 'application/json',
    body: JSON.stringify({ deliveries: outcome.deliveries }),
  });
}

function refuseMethod(allowed: string): Answer {
  const detail = `Use ${allowed.replace(', ', ' or ')}`;
  return answerProblem({ status: 405, code: 'METHOD_NOT_ALLOWED', detail, headers: [['Allow', allowed]] });
}
