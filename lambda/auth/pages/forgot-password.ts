/** The page `/forgot-password`. */
import { redirect } from '../../pages/page-answer';
import { callRoute } from '../../pages/serve/call-route';
import type { FormPage } from '../../pages/serve/form-page';
import { NotFoundError } from '../../shared/errors';
import { type PageParts, passwordHintOf } from './page-parts';

/** Returns the page. A signed-in user may have forgotten the password as well. */
export function forgotPasswordPage({ code, stores, environment }: PageParts): FormPage {
  return {
    show: async (request) => {
      if (!stores.hasEmail) throw new NotFoundError('The stage has no e-mail');
      const { action, reset_id: typed } = request.caller.form;
      const sent = action === 'reset' ? typed : request.query('sent');
      if (sent === undefined || !/^[\w-]{1,64}$/.test(sent)) return { page: 'forgot-password' };
      return { page: 'reset-code', resetId: sent, password: passwordHintOf(environment) };
    },
    actions: stores.hasEmail
      ? {
          // the response is the same for each name
          request: async (request) => {
            const body = { username: request.caller.form.username };
            const { body: response } = await callRoute(code.features.email(), 'POST /password-resets', {
              ...{ request, body },
            });
            const { reset_id: resetId } = response as { readonly reset_id: string };
            return redirect(`/forgot-password?${new URLSearchParams({ sent: resetId })}`);
          },
          reset: async (request) => {
            const { reset_id, code: typed = '', new_password = '' } = request.caller.form;
            const body = { reset_id, code: typed, new_password };
            await callRoute(code.features.email(), 'POST /password-resets/confirm', { request, body });
            return redirect('/sign-in?notice=password-reset');
          },
        }
      : {},
  };
}
