/** The e-mail address of a sign-up, and the request for its code. Part of a file on demand. */
import { emailFault, parseEmailAddress } from '../../identity/accounts/identifiers/email-address';
import type { SignUpEmail } from '../../identity/authentication/open-account';
import { changeEmail } from '../../identity/email/change-email';
import { chooseMailLanguage } from '../../identity/email/mail-language';
import { describeError } from '../../shared/describe-error';
import type { ClientRequest } from '../../shared/http/client-info';
import { createEmailDependencies, type EmailContext } from './email-dependencies';

/** The part of a sign-up's request that the address needs. */
interface SignUpRequest extends ClientRequest {
  headerLines(name: string): string | undefined;
}

/**
 * Returns the function that reads the address. The address waits for its code as after `PUT /users/me/email`, bound
 * to the session of the sign-up.
 *
 * When no mail can be requested, the account stays, without a pending address, and the failure is logged. An error
 * would make the client repeat the sign-up, and find its own username taken.
 */
export function createSignUpEmail(
  context: EmailContext,
): (email: string, request: SignUpRequest) => SignUpEmail {
  const deps = createEmailDependencies(context);
  const change = changeEmail(deps);
  return (email, request) => ({
    faults: parseEmailAddress(email) ? [] : [emailFault],
    async request({ sub, sid }) {
      const source = context.readClientInfo(request);
      const caller = { sub, sid, authTime: Math.floor(deps.now() / 1000), amr: [] };
      const language = chooseMailLanguage(request.headerLines('accept-language'));
      await change({ caller, email, language, source }).catch((error) => {
        deps.log('sign_up_email_failed', { requestId: source.requestId, error: describeError(error) });
      });
    },
  });
}
