/** The forms of the sessions. */
import { redirect } from '../../../pages/page-answer';
import type { AccountActions } from '../../../pages/serve/account-actions';
import type { VisitedPage } from '../../../pages/serve/page-kit';
import { hasCode } from '../../../shared/errors';
import type { Answer } from '../../../shared/http/answer';
import type { Caller } from '../../../shared/http/request';
import type { PageParts } from '../page-parts';

/** Returns the actions. */
export function sessionActions({ code, kit }: PageParts): AccountActions {
  const { calls, context } = code;

  async function signOut(request: VisitedPage, caller: Caller): Promise<Answer> {
    await calls.signOut({ caller, source: context.readClientInfo(request) });
    return redirect('/signed-out', [kit.cookies.clearSession()]);
  }

  /** A session that has ended meanwhile is not missed. */
  async function endOther(request: VisitedPage, caller: Caller, sid: string): Promise<void> {
    try {
      await calls.endSession({ caller, sid, source: context.readClientInfo(request) });
    } catch (error) {
      if (!hasCode(error, 'NOT_FOUND')) throw error;
    }
  }

  return {
    'sign-out': { route: 'DELETE /sessions/current', run: signOut },
    'end-session': {
      route: 'DELETE /sessions/{id}',
      async run(request, caller) {
        const { id = '' } = request.caller.form;
        if (id === caller.sid) return signOut(request, caller);
        await calls.endSession({ caller, sid: id, source: context.readClientInfo(request) });
        return redirect('/account?notice=session-ended');
      },
    },
    'sign-out-everywhere': {
      route: 'DELETE /sessions',
      async run(request, caller) {
        await calls.signOutEverywhere({ caller, source: context.readClientInfo(request) });
        return redirect('/signed-out', [kit.cookies.clearSession()]);
      },
    },
    // `DELETE /sessions` would end this session too, and with it the trust in the user's devices
    'end-other-sessions': {
      route: 'DELETE /sessions/{id}',
      async run(request, caller) {
        const { items } = await calls.listSessions(caller);
        for (const { id, current } of items) if (!current) await endOther(request, caller, id);
        return redirect('/account?notice=sessions-ended');
      },
    },
  };
}
