/** The page `/sign-up`. */
import { callRoute } from '../../pages/serve/call-route';
import type { FormPage } from '../../pages/serve/form-page';
import type { VisitedPage } from '../../pages/serve/page-kit';
import type { Answer } from '../../shared/http/answer';
import { askForSecondFactor, completeSignIn } from './complete-sign-in';
import { forSignedOut } from './for-signed-out';
import { type PageParts, passwordHintOf } from './page-parts';
import { readCredential } from './read-credential';
import { returnPathOf, shownReturnPath } from './return-path';

/** Returns the page. */
export function signUpPage(parts: PageParts): FormPage {
  const { code, environment } = parts;
  const { signUpEmail } = environment;
  const hasPasskeys = environment.features.includes('passkey-sign-up');

  async function signUp(request: VisitedPage, credentials: object): Promise<Answer> {
    const { username, email } = request.caller.form;
    // an empty field means no address
    const address = signUpEmail === '' || email === '' ? undefined : email;
    const body = { username, email: address, ...credentials };
    const { body: response } = await callRoute(code, 'POST /users', { request, body });
    const { challenge } = response as { readonly challenge?: string };
    if (challenge !== undefined) return askForSecondFactor(parts, request, challenge);
    const path = returnPathOf(request);
    return completeSignIn(parts, request, response, path === '/account' ? '/account?notice=signed-up' : path);
  }

  return forSignedOut({
    show: async (request) => ({
      page: 'sign-up',
      returnTo: shownReturnPath(request),
      password: passwordHintOf(environment),
      hasPasskeys,
      ...(signUpEmail !== '' && { email: signUpEmail === 'required' ? 'required' : 'optional' }),
    }),
    actions: {
      password: async (request) => signUp(request, { password: request.caller.form.password ?? '' }),
      ...(hasPasskeys && {
        passkey: async (request: VisitedPage) => {
          const { form } = request.caller;
          return signUp(request, { ceremony_id: form.ceremony_id, credential: readCredential(form) });
        },
      }),
    },
  });
}
