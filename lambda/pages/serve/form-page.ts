/** Serves a page and its forms. Each form names its operation in the field `action`. */
import { isLatchkeyError, ValidationError } from '../../shared/errors';
import type { Answer } from '../../shared/http/answer';
import { type ProblemDetails, toProblem } from '../../shared/http/problems';
import type { PageModel, PageProblem } from '../page-model';
import type { PageKit, VisitedPage } from './page-kit';

/** A page with forms. */
export interface FormPage {
  /** Returns what the page shows, or a response in its place, such as a redirect. */
  readonly show: (request: VisitedPage, shown: ShownForm) => Promise<PageModel | Answer>;
  /**
   * The operations of its forms, by the field `action`. Each returns its response. An error that the API reports to clients
   * shows the page again, with the problem and what was typed.
   */
  readonly actions: Readonly<Record<string, (request: VisitedPage) => Promise<Answer>>>;
}

/** What the page shows of a form that was refused. @default - no form was refused */
export interface ShownForm {
  readonly problem?: PageProblem;
  /** What was typed, without secrets. */
  readonly values?: Readonly<Record<string, string>>;
}

/** The routes of a page. */
export interface ServedPage {
  readonly get: (request: VisitedPage) => Promise<Answer>;
  readonly post: (request: VisitedPage) => Promise<Answer>;
}

/** Fields whose values no page repeats. */
const SECRET = /password|code|credential|ceremony|secret/;

/** Errors that lead elsewhere: the gate shows them. */
const ELSEWHERE = new Set(['UNAUTHORIZED', 'INSUFFICIENT_USER_AUTHENTICATION']);

/** Serves a page. */
export function servePage(kit: PageKit, { show, actions }: FormPage): ServedPage {
  async function render(request: VisitedPage, shown: ShownForm, status = 200): Promise<Answer> {
    const shownPage = await show(request, shown);
    return 'page' in shownPage ? kit.show(request, { ...shown, ...shownPage }, undefined, status) : shownPage;
  }
  return {
    get: (request) => render(request, {}),
    async post(request) {
      const { form } = request.caller;
      const { action = '' } = form;
      try {
        const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
        if (!run)
          throw new ValidationError([{ pointer: '#/action', detail: 'must be an action of the page' }]);
        return await run(request);
      } catch (error) {
        if (!isLatchkeyError(error) || ELSEWHERE.has(error.code)) throw error;
        const problem = toProblem(error, request.requestId);
        if (problem.status >= 500) throw error;
        const answer = await render(
          request,
          { problem: toPageProblem(problem, action), values: typedValues(form) },
          problem.status,
        );
        const retryAfter = problem.headers?.['Retry-After'];
        if (retryAfter === undefined) return answer;
        return { ...answer, headers: { ...answer.headers, 'Retry-After': retryAfter } };
      }
    },
  };
}

/** Creates what a page shows of a problem. */
function toPageProblem({ body, headers }: Answer, action: string): PageProblem {
  const { code, requestId, errors = [] } = body as ProblemDetails;
  const fields = Object.fromEntries(
    errors.flatMap((fault) =>
      'pointer' in fault ? [[fault.pointer.replace(/^#\//, ''), fault.detail]] : [],
    ),
  );
  const retryAfter = headers?.['Retry-After'];
  return {
    code,
    action,
    requestId,
    fields,
    ...(retryAfter !== undefined && { retryAfter: Number(retryAfter) }),
  };
}

function typedValues(form: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(form).filter(([name]) => !SECRET.test(name)));
}
