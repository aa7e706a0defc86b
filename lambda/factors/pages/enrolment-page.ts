/**
 * The page `/second-factor/enrolment`: the secret of the first authenticator app, in a sign-in to a stage that requires a
 * second factor. The user has no session yet, so that the challenge of the flow decides.
 */
import type { TotpEnrolment } from '../../identity/factors/management/show-enrolment';
import { digestChallenge } from '../../identity/factors/second-factor-challenge';
import { redirect } from '../../pages/page-answer';
import { toReturnPath, withReturnPath } from '../../pages/return-to';
import { callRoute } from '../../pages/serve/call-route';
import type { FormPage } from '../../pages/serve/form-page';
import type { VisitedPage } from '../../pages/serve/page-kit';
import { InvalidChallengeError } from '../../shared/factor-errors';
import type { Answer } from '../../shared/http/answer';
import type { PageParts } from './page-parts';

/** Returns the page. It shows nothing to a GET: the page of the second factor has its form. */
export function enrolmentPage(parts: PageParts): FormPage {
  const { code, kit, enrolmentChallenges } = parts;

  async function begin(request: VisitedPage): Promise<Answer> {
    const { flow, form } = request.caller;
    const { challenge } = flow;
    if (challenge === undefined) throw new InvalidChallengeError('The flow has no challenge');
    const answer = await callRoute(code, 'POST /sessions/challenge/totp', { request, body: { challenge } });
    const { secret, qr_svg: qrSvg } = answer.body as TotpEnrolment;
    const stored = await enrolmentChallenges.find(digestChallenge(challenge));
    return kit.show(request, {
      page: 'enrolment',
      totp: { secret, qrSvg },
      needsEmailCode: stored?.addressDigest !== undefined,
      returnTo: toReturnPath(form.return_to),
    });
  }

  return {
    show: async (request, { problem }) => {
      const returnPath = toReturnPath(request.caller.form.return_to);
      if (problem) return { page: 'error', problem, next: withReturnPath('/sign-in', returnPath) };
      return redirect(request.caller.flow.challenge === undefined ? '/sign-in' : '/second-factor');
    },
    actions: { 'begin-enrolment': begin },
  };
}
