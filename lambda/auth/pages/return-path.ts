/** Where the visitor of a page wanted to go. */
import { toReturnPath } from '../../pages/return-to';
import type { VisitedPage } from '../../pages/serve/page-kit';

/** Returns the path: the form's, or that of the address. */
export function returnPathOf({ caller: { form }, query }: VisitedPage): string {
  return toReturnPath(form.return_to ?? query('return_to'));
}

/** Returns what the page shows of the path. It is undefined for the page where everyone goes without one. */
export function shownReturnPath(request: VisitedPage): string | undefined {
  const path = returnPathOf(request);
  return path === toReturnPath(undefined) ? undefined : path;
}
