/** Pages of a sign-in, which a signed-in user does not need. */
import { redirect } from '../../pages/page-answer';
import type { FormPage } from '../../pages/serve/form-page';
import type { VisitedPage } from '../../pages/serve/page-kit';
import { returnPathOf } from './return-path';

/**
 * Returns the page for visitors without a session. All others go where the sign-in would lead, also with a form, so that
 * none puts another session in place of theirs.
 */
export function forSignedOut({ show, actions }: FormPage): FormPage {
  const leadOn = (request: VisitedPage) =>
    request.caller.caller ? redirect(returnPathOf(request)) : undefined;
  return {
    show: async (request, shown) => leadOn(request) ?? show(request, shown),
    actions: Object.fromEntries(
      Object.entries(actions).map(([name, run]) => [
        name,
        async (request: VisitedPage) => leadOn(request) ?? run(request),
      ]),
    ),
  };
}
