/** Shows pages: from the model of a page to the response. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formOriginsOf, type PageClient } from '../../identity/authorization-codes/page-clients';
import type { Answer } from '../../shared/http/answer';
import type { PageVisit } from '../../shared/http/page-gate';
import type { Request } from '../../shared/http/request';
import { createPageCookies, type PageCookies } from '../cookies';
import type { ProblemContext, ShownProblem } from '../gate';
import { LOOK_FILE, type Look, parseLook } from '../look';
import { createPageWriter, type PageAnswerOptions } from '../page-answer';
import type { PageModel } from '../page-model';
import { renderPage } from '../render-page';
import { PAGE_SCRIPT } from '../script/page-script';
import { returnToOf } from '../views/forms';
import { createStyle } from '../views/style';

/** A request to a page that has passed its gate. */
export type VisitedPage = Request<undefined, PageVisit>;

/** Shows the pages of one function. */
export interface PageKit {
  readonly cookies: PageCookies;
  /** Creates the response with a page. @param status Default: 200 */
  show(request: VisitedPage, model: PageModel, options?: PageAnswerOptions, status?: number): Answer;
  /** Creates the page of a problem without a form, for the gate. */
  writeProblem(problem: ShownProblem, context: ProblemContext): Answer;
}

/** Reads the look that was written next to the bundle when the app was synthesized. */
export function readLook(folder: string): Look {
  return parseLook(readFileSync(join(folder, LOOK_FILE), 'utf8'));
}

/**
 * Creates the kit.
 * @param origin the origin of the pages, without a path
 * @param clients the apps to which a form may lead. Default: none
 */
export function createPageKit(origin: string, look: Look, clients: readonly PageClient[] = []): PageKit {
  const write = createPageWriter({ style: createStyle(look), script: PAGE_SCRIPT });
  return {
    cookies: createPageCookies(origin),
    show(request, model, options, status = 200) {
      const { caller: visit, path } = request;
      const context = { language: visit.language, look, csrf: visit.createFormToken(), path };
      const formOrigins = formOriginsOf(returnToOf(model), clients);
      return write(status, renderPage(model, context), { formOrigins, ...options });
    },
    writeProblem({ status, code, requestId, retryAfter }, { language, path, isSignedIn }) {
      const next = isSignedIn ? '/account' : '/sign-in';
      const model = { page: 'error', problem: { code, requestId, retryAfter }, next } as const;
      // the page has no form, and so no token
      return write(status, renderPage(model, { language, look, csrf: '', path }));
    },
  };
}
