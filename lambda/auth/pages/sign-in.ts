/** The page `/sign-in`. */
import { parsePageNotice } from '../../pages/page-notices';
import { callRoute } from '../../pages/serve/call-route';
import type { FormPage } from '../../pages/serve/form-page';
import type { VisitedPage } from '../../pages/serve/page-kit';
import { isLatchkeyError } from '../../shared/errors';
import type { Answer } from '../../shared/http/answer';
import { askForSecondFactor, completeSignIn } from './complete-sign-in';
import { forSignedOut } from './for-signed-out';
import { type PageParts, passwordHintOf } from './page-parts';
import { readCredential } from './read-credential';
import { shownReturnPath } from './return-path';

/** Returns the page. */
export function signInPage(parts: PageParts): FormPage {
  const { code, stores, environment } = parts;
  const { hasEmail, hasPasskeys } = stores;

  /** @param signIn returns the response of the API */
  async function complete(request: VisitedPage, signIn: Promise<Answer>): Promise<Answer> {
    try {
      return completeSignIn(parts, request, (await signIn).body);
    } catch (error) {
      const challenge = isLatchkeyError(error) ? error.members?.challenge : undefined;
      if (challenge === undefined) throw error;
      return askForSecondFactor(parts, request, challenge);
    }
  }

  async function signInByPasskey(request: VisitedPage): Promise<Answer> {
    const { form, device } = request.caller;
    const body = {
      ceremony_id: form.ceremony_id,
      credential: readCredential(form),
      device_token: device.known,
    };
    return callRoute(code.features.passkeys(), 'POST /sessions/passkey', { request, body });
  }

  return forSignedOut({
    show: async (request, { problem }) => {
      const { form } = request.caller;
      const isTemporary =
        problem?.code === 'PASSWORD_CHANGE_REQUIRED' || (problem && form.new_password !== undefined);
      return {
        page: 'sign-in',
        notice: parsePageNotice(request.query('notice')),
        returnTo: shownReturnPath(request),
        ...{ hasPasskeys, hasEmail, hasSignUp: true },
        ...(isTemporary && { newPassword: passwordHintOf(environment) }),
      };
    },
    actions: {
      password: async (request) => {
        const { form, device } = request.caller;
        const body = {
          username: form.username,
          password: form.password,
          new_password: form.new_password,
          device_token: device.known,
          ...(stores.trustsDevices && { trusted_device_token: device.trusted }),
        };
        return complete(request, callRoute(code, 'POST /sessions/create', { request, body }));
      },
      ...(hasPasskeys && {
        passkey: async (request: VisitedPage) => complete(request, signInByPasskey(request)),
      }),
    },
  });
}
