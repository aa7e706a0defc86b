/** The form of the password. */

import { replacePageSecret } from '../../../identity/sessions/pages/replace-page-secret';
import { redirect } from '../../../pages/page-answer';
import type { AccountActions } from '../../../pages/serve/account-actions';
import { callRoute } from '../../../pages/serve/call-route';
import type { PageParts } from '../page-parts';

/**
 * Returns the actions. A change of the password keeps the session that makes it. Its secret is replaced, since the old one
 * may be what made the user change the password.
 */
export function passwordActions({ code, kit, pageSessions, environment }: PageParts): AccountActions {
  const replace = replacePageSecret({ pageSessions });
  return {
    'change-password': {
      route: 'PUT /users/me/password',
      async run(request) {
        const { form, secret = '' } = request.caller;
        const { current_password, new_password } = form;
        await callRoute(code, 'PUT /users/me/password', {
          request,
          body: { current_password, new_password },
        });
        const replaced = await replace(secret);
        // a parallel request has replaced it, and its response has the cookie
        const cookies =
          replaced === undefined ? [] : [kit.cookies.setSession(replaced, environment.sessionSeconds)];
        return redirect('/account?notice=password-changed', cookies);
      },
    },
  };
}
