/** Serves the pages of a local run next to its APIs, on each of their ports. */
import type { DynamoStore } from '../aws/dynamodb/store';
import type { KeyStore } from '../aws/kms/key-store';
import type { Listener } from '../gateway/http/listener';
import { namesLoopback } from '../gateway/http/loopback-host';
import type { Answer, AnswerHandler, GatewayRequest } from '../gateway/http/messages';
import { answerAsset } from './assets';
import { answerClock, type ClockSubject, showClock } from './clock/answer-clock';
import { writeDocsPage } from './docs/docs-page';
import { findDocument } from './docs/find-document';
import { answerMail, isMailPath, type MailSubject } from './mail/answer-mail';
import { findOptionalPages } from './optional-pages';
import { type Overview, writeOverviewPage } from './overview/overview-page';
import { ASSETS_PATH, AUTHENTICATOR_PATH, CLOCK_PATH, DOCS_PATH, PAGES_PATH } from './page';
import { answerHtml, answerPage, answerText } from './page-answer';
import { answerProblem } from './problem';
import type { RecentRequests } from './requests/recent-requests';
import { isFromElsewhere } from './same-origin';
import { readTables } from './tables/read-tables';

/** The data of the pages. */
export interface PagesSubject extends ClockSubject, Pick<MailSubject, 'mailbox'> {
  /** The folder that can contain an `openapi.json`. */
  readonly project: string;
  readonly requests: RecentRequests;
  /** Returns what is currently served. */
  serving(): Pick<Overview, 'app' | 'served'> & Pick<MailSubject, 'simulateFeedback' | 'queued'>;
  /** Returns the store of the tables. */
  store(): Pick<DynamoStore, 'perform'>;
  /** Returns the keys of the local KMS. */
  keys(): Pick<KeyStore, 'materialOf'>;
}

/**
 * Returns a listener that answers `/_local` itself. It passes all other requests on and records them among
 * the latest requests.
 */
export function withPages(listener: Listener, subject: PagesSubject): Listener {
  const { origin } = listener;
  return {
    ...listener,
    serve(gateway) {
      const answerPath = createPages(origin, gateway, subject);
      listener.serve({
        async handle(request) {
          const [path = ''] = request.target.split('?');
          if (path === PAGES_PATH || path.startsWith(`${PAGES_PATH}/`)) {
            return (
              refuse(request, path) ??
              (await answerPath(path, request)) ??
              answerText(404, 'This page does not exist.')
            );
          }
          if (path === '/' && isVisit(request) && !servesRoot(subject, origin)) {
            return answerText(302, 'The pages of the local run.', [['Location', `${PAGES_PATH}/`]]);
          }
          const answer = await gateway.handle(request);
          if (answer.trace !== undefined) {
            subject.requests.add({ at: subject.clock.now(), origin, trace: answer.trace });
          }
          return answer;
        },
      });
    },
  };
}

/** Whether a browser requests a page. */
function isVisit({ method, headers }: GatewayRequest): boolean {
  const accepts = headers.some(
    ([name, value]) => name.toLowerCase() === 'accept' && value.includes('text/html'),
  );
  return method === 'GET' && accepts && namesLoopback(headers);
}

/** Whether the API has a route at the root. It takes precedence over the pages. */
function servesRoot(subject: PagesSubject, origin: string): boolean {
  const api = subject.serving().served.find((stage) => stage.origin === origin)?.api;
  return (
    api?.methods.some(({ resourcePath, httpMethod }) => resourcePath === '/' && httpMethod !== 'OPTIONS') ??
    true
  );
}

function refuse({ method, headers }: GatewayRequest, path: string): Answer | undefined {
  if (!namesLoopback(headers)) {
    return answerText(403, 'These pages are served only at localhost, 127.0.0.1 and [::1].');
  }
  // Mails and the authenticator contain codes: no page of another origin may read them, also not as an image or a script.
  if (method === 'GET' && !isMailPath(path) && path !== AUTHENTICATOR_PATH) return undefined;
  if (isFromElsewhere({ headers })) {
    const detail =
      'A page of another origin sent the request. Only these pages and programs may change the run or read its mails and codes';
    return answerProblem({ status: 403, code: 'FOREIGN_ORIGIN', detail });
  }
  if (method !== 'GET' && path !== CLOCK_PATH && !isMailPath(path))
    return answerText(405, 'These pages support only GET.', [['Allow', 'GET']]);
  return undefined;
}

/** @returns a function that answers a path, or returns undefined if there is no such page */
function createPages(origin: string, gateway: AnswerHandler, subject: PagesSubject) {
  const { project, requests } = subject;
  return async (path: string, request: GatewayRequest): Promise<Answer | undefined> => {
    const { app, served, simulateFeedback, queued } = subject.serving();
    const api = served.find((stage) => stage.origin === origin)?.api;
    const pages = findOptionalPages(app);
    if (path === PAGES_PATH) return answerText(308, 'Moved.', [['Location', `${PAGES_PATH}/`]]);
    if (path === `${PAGES_PATH}/`) {
      const tables = await readTables(subject.store(), app.tables);
      return answerHtml(
        writeOverviewPage({
          app,
          served,
          requests: requests.list(),
          tables,
          clock: showClock(subject.clock),
        }),
      );
    }
    if (path === CLOCK_PATH) return answerClock(request, subject);
    if (isMailPath(path)) {
      return answerMail(request, path, { mailbox: subject.mailbox, pages, simulateFeedback, queued });
    }
    if (path === AUTHENTICATOR_PATH) {
      const sources = { app, store: subject.store(), keys: subject.keys(), now: subject.clock.now() };
      // a run that shows no codes does not load the library that computes them
      const { answerAuthenticator } = await import('./authenticator/answer-authenticator');
      return answerAuthenticator(request, sources, pages);
    }
    if (path.startsWith(ASSETS_PATH)) return answerAsset(path.slice(ASSETS_PATH.length));
    if (path === DOCS_PATH) return api && answerHtml(writeDocsPage(api.name, pages));
    if (path === `${PAGES_PATH}/openapi.json` && api !== undefined) {
      const document = await findDocument({ api, gateway, project, host: new URL(origin).host });
      return answerPage({ contentType: 'application/json', body: JSON.stringify(document) });
    }
    return undefined;
  };
}
