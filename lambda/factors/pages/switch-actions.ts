/** The forms that turn the second factor on and off. */
import type { TurnedOn } from '../../identity/passkeys/management/second-factor-switch';
import { redirect } from '../../pages/page-answer';
import type { AccountActions } from '../../pages/serve/account-actions';
import { callRoute } from '../../pages/serve/call-route';
import { FACTORS, type PageContext, type PageParts } from './page-parts';

/** Returns the actions. */
export function switchActions(
  { kit }: PageParts,
  load: NonNullable<PageContext['loadPasskeys']>,
): AccountActions {
  return {
    'turn-on-second-factor': {
      route: 'PUT /users/me/second-factor',
      async run(request) {
        const answer = await callRoute(load(), 'PUT /users/me/second-factor', { request });
        const { recovery_codes: codes } = answer.body as TurnedOn;
        const next = `${FACTORS}?notice=second-factor-on`;
        return codes ? kit.show(request, { page: 'recovery-codes', codes, next }) : redirect(next);
      },
    },
    'turn-off-second-factor': {
      route: 'DELETE /users/me/second-factor',
      async run(request) {
        await callRoute(load(), 'DELETE /users/me/second-factor', { request });
        return redirect(`${FACTORS}?notice=second-factor-off`);
      },
    },
  };
}
