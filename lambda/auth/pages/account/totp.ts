/** The form that confirms a new authenticator app. It is here since only this function decrypts its secret. */
import type { ConfirmedTotp } from '../../../identity/factors/confirm-totp';
import { redirect } from '../../../pages/page-answer';
import type { ErrorModel, TotpEnrolmentModel } from '../../../pages/page-model';
import { withReturnPath } from '../../../pages/return-to';
import { type AccountActions, itemOf } from '../../../pages/serve/account-actions';
import { callRoute } from '../../../pages/serve/call-route';
import type { ShownForm } from '../../../pages/serve/form-page';
import type { VisitedPage } from '../../../pages/serve/page-kit';
import { hasCode } from '../../../shared/errors';
import type { Answer } from '../../../shared/http/answer';
import type { PageParts } from '../page-parts';

const ACTION = 'confirm-totp';
const ROUTE = 'POST /users/me/factors/totp/{id}/confirm';
const FACTORS = '/account/factors';

/** Problems after which another code may be right. */
const MAY_REPEAT = new Set(['INVALID_CODE', 'TOO_MANY_ATTEMPTS', 'VALIDATION_FAILED']);

/** Returns the actions. */
export function totpActions({ code, kit }: PageParts): AccountActions {
  async function confirm(request: VisitedPage): Promise<ConfirmedTotp> {
    const body = { code: request.caller.form.code };
    const answer = await callRoute(code.features.factors(), ROUTE, {
      ...{ request, body, parameters: itemOf(request) },
    });
    return answer.body as ConfirmedTotp;
  }

  async function run(request: VisitedPage): Promise<Answer> {
    const next = `${FACTORS}?notice=factor-added`;
    try {
      const { recovery_codes: codes } = await confirm(request);
      return codes ? kit.show(request, { page: 'recovery-codes', codes, next }) : redirect(next);
    } catch (error) {
      // the enrolment is begun again there, after the user was authenticated again
      if (hasCode(error, 'INSUFFICIENT_USER_AUTHENTICATION'))
        return redirect(withReturnPath('/confirm', FACTORS));
      throw error;
    }
  }
  return { [ACTION]: { route: ROUTE, run } };
}

/**
 * Returns what shows the problem of a confirmation: the form without the secret, which the user's app has by now, or an
 * error that leads back to the factors. Returns undefined for any other problem.
 */
export function showTotpProblem(
  { caller: { form } }: VisitedPage,
  { problem }: ShownForm,
): TotpEnrolmentModel | ErrorModel | undefined {
  if (problem?.action !== ACTION) return undefined;
  return MAY_REPEAT.has(problem.code)
    ? { page: 'totp-enrolment', totp: { id: form.id ?? '' }, problem }
    : { page: 'error', problem, next: FACTORS };
}
