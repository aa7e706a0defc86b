/** The gate of the pages: reads a browser's cookies, and admits only forms that a page of ours sent. */
import type { Session } from '../identity/sessions/session';
import type { MailLanguage } from '../mail-templates/mail-template';
import type { Answer } from '../shared/http/answer';
import type { PageFlow, PageGate, PageRequest, PageVisit } from '../shared/http/page-gate';
import type { ProblemDetails } from '../shared/http/problems';
import { ForeignFormError, FormExpiredError } from '../shared/page-errors';
import { createPageCookies, type PageCookieValues, parseDevice } from './cookies';
import { createFormToken, FORM_TOKEN_FIELD, isFormToken } from './csrf';
import { finishAnswer } from './finish-answer';
import { createFlow, parseFlow } from './flow';
import { isOwnForm } from './form-source';
import { redirect } from './page-answer';
import { choosePageLanguage, findLanguage } from './page-language';
import { parseForm } from './parse-form';
import { toReturnPath, withReturnPath } from './return-to';

/** A problem, as a page shows it. */
export interface ShownProblem extends Pick<ProblemDetails, 'status' | 'code' | 'requestId'> {
  /** The seconds of `Retry-After`. @default - the request may be repeated at once, or not at all */
  readonly retryAfter?: number;
}

/** What a page with a problem needs to know of its request. */
export interface ProblemContext {
  readonly language: MailLanguage;
  /** The path of the page, such as `/sign-in`. */
  readonly path: string;
  readonly isSignedIn: boolean;
}

/** The dependencies of the gate. */
export interface PageGateDependencies {
  /** The origin of the pages, without a path. */
  readonly origin: string;
  /** Finds the session of a cookie. */
  readonly findSession: (cookie: string) => Promise<Session | undefined>;
  /** Records that a session was used. @default - its idle lifetime is not extended */
  readonly extendSession?: (session: Session) => Promise<void>;
  /** Writes the page with a problem. */
  readonly writeProblem: (problem: ShownProblem, context: ProblemContext) => Answer;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** The pages of accounts. */
const NEEDS_SESSION = /^\w+ \/(account(\/|$)|confirm$)/;

/** Problems of a user who must be authenticated first, and the page for it. */
const WAYS_IN: Readonly<Record<string, string>> = {
  UNAUTHORIZED: '/sign-in',
  INSUFFICIENT_USER_AUTHENTICATION: '/confirm',
};

/** Creates the gate of one function's pages. A bearer token is not read. */
export function createPageGate(deps: PageGateDependencies): PageGate {
  const { origin, findSession, extendSession, writeProblem, now } = deps;
  const cookies = createPageCookies(origin);
  const readCookies = (request: PageRequest) => cookies.read(request.headerLines('cookie'));

  return {
    async admit(request) {
      const isForm = request.route.startsWith('POST ');
      const form = isForm ? readForm(request, origin) : {};
      const sent = readCookies(request);
      const session = sent.session === undefined ? undefined : await findSession(sent.session);
      if (!session && NEEDS_SESSION.test(request.route))
        return { answer: redirect(withReturnPath('/sign-in', returnPathOf(request))) };

      const begun = sent.flow === undefined ? undefined : parseFlow(sent.flow, now());
      const flow = begun ?? createFlow();
      const binding = session ? `session:${sent.session}` : `flow:${flow.id}`;
      const { [FORM_TOKEN_FIELD]: token, ...fields } = form;
      if (isForm && !isFormToken(token, binding))
        throw new FormExpiredError('The token is for another visit');
      if (session) await extendSession?.(session);
      const visit: PageVisit = {
        ...(session && { caller: toCaller(session), secret: sent.session }),
        flow,
        form: fields,
        device: parseDevice(sent.device),
        language: languageOf(request, sent),
        createFormToken: () => createFormToken(binding),
        // the cookie of an ended session stays: the response to an earlier request may have replaced it by now
        cookies: flowCookie(begun, flow, session),
      };
      return { visit };
    },

    showProblem(problem, request, visit) {
      const { status, code, requestId } = problem.body as ProblemDetails;
      const way = NEEDS_SESSION.test(request.route) ? WAYS_IN[code] : undefined;
      if (way !== undefined && pathOf(request) !== way) {
        // a session without an account would lead back from the sign-in
        const cleared = code === 'UNAUTHORIZED' ? [cookies.clearSession()] : [];
        return redirect(withReturnPath(way, returnPathOf(request)), cleared);
      }
      const retryAfter = problem.headers?.['Retry-After'];
      const shown = writeProblem(
        { status, code, requestId, ...(retryAfter !== undefined && { retryAfter: Number(retryAfter) }) },
        {
          language: visit?.language ?? languageOf(request, readCookies(request)),
          path: pathOf(request),
          isSignedIn: visit?.caller !== undefined,
        },
      );
      const headers = { ...shown.headers, ...(retryAfter !== undefined && { 'Retry-After': retryAfter }) };
      return { ...shown, status, headers };
    },

    finish(answer, request, visit) {
      const chosen = findLanguage(request.query('lang'));
      return finishAnswer(answer, request, {
        language: visit?.language ?? languageOf(request, readCookies(request)),
        cookies: [...(visit?.cookies ?? []), ...(chosen ? [cookies.setLanguage(chosen)] : [])],
      });
    },
  };

  /** A flow lasts from the last page that was shown without a challenge, so that a page may stay open for longer. */
  function flowCookie(begun: PageFlow | undefined, flow: PageFlow, session: Session | undefined) {
    return session || begun?.challenge !== undefined ? [] : [cookies.setFlow(flow, now())];
  }
}

/**
 * Reads the form of a request.
 * @throws UnsupportedMediaTypeError, ForeignFormError, PayloadTooLargeError, InvalidRequestBodyError
 */
function readForm(request: PageRequest, pagesOrigin: string) {
  // two lines of one header agree with nothing
  const source = { fetchSite: request.headerLines('sec-fetch-site'), origin: request.headerLines('origin') };
  if (!isOwnForm(source, pagesOrigin)) throw new ForeignFormError('The form is from another origin');
  return parseForm(request.body);
}

function languageOf(request: PageRequest, { language }: PageCookieValues): MailLanguage {
  return choosePageLanguage({
    query: request.query('lang'),
    cookie: language,
    header: request.headerLines('accept-language'),
  });
}

/** Returns the path of the route, which has no parameters. */
function pathOf({ route }: PageRequest): string {
  return route.slice(route.indexOf(' ') + 1);
}

/** Returns where to go after a sign-in that a page of accounts requires. */
function returnPathOf(request: PageRequest): string {
  const path = pathOf(request);
  return path === '/confirm' ? toReturnPath(request.query('return_to')) : toReturnPath(path);
}

function toCaller({ sub, sid, username, scopes, authTime, amr }: Session) {
  return { sub, sid, username, scopes, authTime, amr };
}
