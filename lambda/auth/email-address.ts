/** The routes of e-mail: the schemas of their bodies, and their code. A file on demand, next to the bundle. */
import { cancelEmailChange } from '../identity/email/cancel-email-change';
import { changeEmail } from '../identity/email/change-email';
import { chooseMailLanguage } from '../identity/email/mail-language';
import { removeEmail } from '../identity/email/remove-email';
import { verifyEmail } from '../identity/email/verify-email';
import { noContent } from '../shared/http/answer';
import type { ClientRequest } from '../shared/http/client-info';
import type { Caller, LoadedRoutes } from '../shared/http/request';
import { emailBodies } from './email-bodies';
import { createEmailDependencies, type EmailContext } from './email-dependencies';
import { createSignUpEmail, signUpBody } from './sign-up-email';

/** Creates the code of a sign-up's address. It shares most of this file. */
export function createSignUpAddress(context: EmailContext) {
  return { bodyOf: signUpBody, createEmail: createSignUpEmail(context) };
}

/** Creates the code of the routes. */
export function createEmailRoutes(context: EmailContext): LoadedRoutes<'auth', 'email', typeof emailBodies> {
  const { readClientInfo } = context;
  const deps = createEmailDependencies(context);
  const commandOf = (request: ClientRequest & { readonly caller: Caller }) => ({
    caller: request.caller,
    source: readClientInfo(request),
  });

  return {
    bodies: emailBodies,
    operations: {
      'PUT /users/me/email': async (request) => {
        const language = chooseMailLanguage(request.headerLines('accept-language'));
        await changeEmail(deps)({ ...commandOf(request), ...request.body, language });
        return { status: 202 };
      },
      'DELETE /users/me/email': async (request) => {
        await removeEmail(deps)(commandOf(request));
        return noContent;
      },
      'POST /users/me/email/verification': async (request) => {
        await verifyEmail(deps)({ ...commandOf(request), ...request.body });
        return noContent;
      },
      'DELETE /users/me/email/verification': async (request) => {
        await cancelEmailChange(deps)(commandOf(request));
        return noContent;
      },
    },
  };
}
