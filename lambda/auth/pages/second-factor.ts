/** The page `/second-factor`. The browser holds the challenge, and nothing else of the sign-in. */
import { showChallenge } from '../../identity/factors/proofs/show-challenge';
import { createDynamoSecondFactorChallenges } from '../../identity/factors/second-factor-challenges';
import { TRUST_MS } from '../../identity/factors/trusted-devices/trusted-device';
import { createFlow } from '../../pages/flow';
import { redirect } from '../../pages/page-answer';
import type { PageModel } from '../../pages/page-model';
import { withReturnPath } from '../../pages/return-to';
import { callRoute } from '../../pages/serve/call-route';
import type { FormPage, ShownForm } from '../../pages/serve/form-page';
import type { VisitedPage } from '../../pages/serve/page-kit';
import { NotFoundError } from '../../shared/errors';
import type { Answer } from '../../shared/http/answer';
import { completeSignIn, signInCookies } from './complete-sign-in';
import { forSignedOut } from './for-signed-out';
import type { PageParts } from './page-parts';
import { readCredential } from './read-credential';
import { returnPathOf, shownReturnPath } from './return-path';

const DAY_MS = 86_400_000;

/** Returns the page. */
export function secondFactorPage(parts: PageParts): FormPage {
  const { kit, code, stores } = parts;
  const { hasFactors, hasPasskeys, hasEmail, trustsDevices, now } = stores;
  const find = showChallenge({
    ...code.context,
    challenges: createDynamoSecondFactorChallenges(code.context.table),
  });

  /** Returns what the page shows of a sign-in that cannot continue. It starts again with a new flow. */
  function startAgain(request: VisitedPage, { problem }: ShownForm): PageModel | Answer {
    const next = withReturnPath('/sign-in', returnPathOf(request));
    if (problem) return { page: 'error', problem, next };
    return redirect(next, [kit.cookies.setFlow(createFlow(), now())]);
  }

  async function show(request: VisitedPage, shown: ShownForm): Promise<PageModel | Answer> {
    if (!hasFactors) throw new NotFoundError('The stage has no second factors');
    const { challenge } = request.caller.flow;
    const found = challenge === undefined ? undefined : await find(challenge);
    if (!found || shown.problem?.code === 'INVALID_CHALLENGE') return startAgain(request, shown);
    const returnTo = shownReturnPath(request);
    if (found.purpose === 'enrolment') {
      const { hasSecret, needsEmailCode } = found;
      return { page: 'enrolment', returnTo, hasSecret, needsEmailCode };
    }
    const { kinds, passkey } = found;
    return {
      ...{ page: 'second-factor', returnTo, kinds },
      ...(passkey && { passkey: { options: passkey } }),
      ...(trustsDevices && { trustDays: TRUST_MS / DAY_MS }),
    };
  }

  /** Sends a proof. Without a challenge, it is refused as one for an unknown challenge. */
  async function answer(request: VisitedPage, proof: object): Promise<unknown> {
    const body = { challenge: request.caller.flow.challenge ?? '', ...proof };
    const answered = await callRoute(code.features.factors(), 'POST /sessions/challenge', { request, body });
    return answered.body;
  }

  async function prove(request: VisitedPage, proof: object): Promise<Answer> {
    const trust = trustsDevices && { trust_device: request.caller.form.trust_device === 'yes' };
    return completeSignIn(parts, request, await answer(request, { ...proof, ...trust }));
  }

  const byCode = (kind: string) => (request: VisitedPage) =>
    prove(request, { kind, code: request.caller.form.code ?? '' });

  async function enrol(request: VisitedPage): Promise<Answer> {
    const { code: typed = '', email_code: mailed } = request.caller.form;
    const proof = { kind: 'enrolment', code: typed, ...(hasEmail && { email_code: mailed }) };
    const response = await answer(request, proof);
    const { recovery_codes: codes } = response as { readonly recovery_codes: readonly string[] };
    // the only response that shows them
    return kit.show(
      request,
      { page: 'recovery-codes', codes, next: returnPathOf(request) },
      { cookies: signInCookies(parts, request, response) },
    );
  }

  const actions = {
    totp: byCode('totp'),
    recovery_code: byCode('recovery_code'),
    'confirm-enrolment': enrol,
    ...(hasPasskeys && {
      passkey: async (request: VisitedPage) =>
        prove(request, { kind: 'passkey', credential: readCredential(request.caller.form) }),
    }),
  };
  return forSignedOut({ show, actions: hasFactors ? actions : {} });
}
