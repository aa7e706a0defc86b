/** The forms of authenticator apps and recovery codes. */

import type { RecoveryCodes } from '../../identity/factors/management/replace-recovery-codes';
import type { TotpEnrolment } from '../../identity/factors/management/show-enrolment';
import { redirect } from '../../pages/page-answer';
import { type AccountActions, itemOf } from '../../pages/serve/account-actions';
import { callRoute } from '../../pages/serve/call-route';
import { FACTORS, type PageParts } from './page-parts';

/** Returns the actions. Secrets and codes are in the response to the form: no other response shows them. */
export function totpActions({ code, kit }: PageParts): AccountActions {
  return {
    'add-totp': {
      route: 'POST /users/me/factors/totp',
      async run(request) {
        const { name = '' } = request.caller.form;
        const body = name === '' ? {} : { name };
        const answer = await callRoute(code, 'POST /users/me/factors/totp', { request, body });
        const { id, secret, qr_svg: qrSvg } = answer.body as TotpEnrolment;
        return kit.show(request, { page: 'totp-enrolment', totp: { id, secret, qrSvg } });
      },
    },
    'remove-factor': {
      route: 'DELETE /users/me/factors/{id}',
      async run(request) {
        await callRoute(code, 'DELETE /users/me/factors/{id}', { request, parameters: itemOf(request) });
        return redirect(`${FACTORS}?notice=factor-removed`);
      },
    },
    'cancel-reset': {
      route: 'DELETE /users/me/factors/reset',
      async run(request) {
        await callRoute(code, 'DELETE /users/me/factors/reset', { request });
        return redirect(`${FACTORS}?notice=reset-canceled`);
      },
    },
    'replace-recovery-codes': {
      route: 'POST /users/me/recovery-codes',
      async run(request) {
        const answer = await callRoute(code, 'POST /users/me/recovery-codes', { request });
        const { recovery_codes: codes } = answer.body as RecoveryCodes;
        return kit.show(request, { page: 'recovery-codes', codes, next: FACTORS });
      },
    },
  };
}
