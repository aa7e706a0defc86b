/** The forms of the e-mail address. */
import { redirect } from '../../../pages/page-answer';
import type { PageNotice } from '../../../pages/page-notices';
import type { AccountAction, AccountActions } from '../../../pages/serve/account-actions';
import { callRoute } from '../../../pages/serve/call-route';
import type { PageParts } from '../page-parts';

type EmailRoute =
  | 'PUT /users/me/email'
  | 'DELETE /users/me/email'
  | 'POST /users/me/email/verification'
  | 'DELETE /users/me/email/verification';

/** Returns the actions. */
export function emailActions({ code }: PageParts): AccountActions {
  const actionOf = (route: EmailRoute, notice: PageNotice, field?: 'email' | 'code'): AccountAction => ({
    route,
    async run(request) {
      const body = field ? { [field]: request.caller.form[field] } : {};
      await callRoute(code.features.email(), route, { request, body });
      return redirect(`/account?notice=${notice}`);
    },
  });
  return {
    'change-email': actionOf('PUT /users/me/email', 'email-requested', 'email'),
    'verify-email': actionOf('POST /users/me/email/verification', 'email-verified', 'code'),
    'cancel-email': actionOf('DELETE /users/me/email/verification', 'email-canceled'),
    'remove-email': actionOf('DELETE /users/me/email', 'email-removed'),
  };
}
