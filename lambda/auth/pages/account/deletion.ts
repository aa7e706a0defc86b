/** The form that deletes the account. */
import { redirect } from '../../../pages/page-answer';
import type { AccountActions } from '../../../pages/serve/account-actions';
import { ValidationError } from '../../../shared/errors';
import { timeLeft } from '../../time-left';
import type { PageParts } from '../page-parts';

/** Returns the actions. */
export function deletionActions({ code, kit }: PageParts): AccountActions {
  const { cookies } = kit;
  return {
    'delete-account': {
      route: 'DELETE /users/me',
      async run(request, caller) {
        if (request.caller.form.confirmed !== 'yes')
          throw new ValidationError([{ pointer: '#/confirmed', detail: 'is required' }]);
        const source = code.context.readClientInfo(request);
        const progress = await code.calls.deleteAccount({ caller, source, hasTime: timeLeft(request) });
        // the browser sends the same form again, with the session that the deletion ends last
        if (progress === 'continues') return { ...redirect('/account'), status: 307 };
        return redirect('/signed-out?notice=account-deleted', [
          cookies.clearSession(),
          cookies.clearFlow(),
          cookies.setDevice({}),
        ]);
      },
    },
  };
}
