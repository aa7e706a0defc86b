/** The forms of the profile. */
import { redirect } from '../../../pages/page-answer';
import type { AccountActions } from '../../../pages/serve/account-actions';
import { callRoute } from '../../../pages/serve/call-route';
import type { PageParts } from '../page-parts';

/** Returns the actions. */
export function profileActions({ code }: PageParts): AccountActions {
  return {
    'change-username': {
      route: 'PUT /users/me/username',
      async run(request) {
        const { username } = request.caller.form;
        await callRoute(code, 'PUT /users/me/username', { request, body: { username } });
        return redirect('/account?notice=username-changed');
      },
    },
  };
}
