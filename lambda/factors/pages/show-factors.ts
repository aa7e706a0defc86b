/** Shows the factors of an account to its user. */
import type { FactorList } from '../../identity/factors/management/list-factors';
import type { PasskeyList } from '../../identity/passkeys/management/list-passkeys';
import { redirect } from '../../pages/page-answer';
import type { FactorsModel, PasskeyCeremony, ShownPagePasskey } from '../../pages/page-model';
import { parsePageNotice } from '../../pages/page-notices';
import { callerOf, requireVerifiedEmail } from '../../pages/serve/account-actions';
import { callRoute } from '../../pages/serve/call-route';
import type { VisitedPage } from '../../pages/serve/page-kit';
import { hasCode } from '../../shared/errors';
import type { Answer } from '../../shared/http/answer';
import type { PageParts } from './page-parts';

/** Shows the factors. @param registration Default: no passkey is being added */
export type ShowFactors = (
  request: VisitedPage,
  registration?: PasskeyCeremony,
) => Promise<FactorsModel | Answer>;

/**
 * Returns the function. An account that must verify its address gets the page where it can.
 * @throws UnauthorizedError when the account is not active or no longer exists
 */
export function showFactors(parts: PageParts): ShowFactors {
  const { code, environment, accounts, loadPasskeys } = parts;
  const { emailPolicy, secondFactor } = environment;

  async function mayShow(request: VisitedPage): Promise<boolean> {
    try {
      await requireVerifiedEmail({ emailPolicy, accounts }, callerOf(request), 'GET /users/me/factors');
      return true;
    } catch (error) {
      if (hasCode(error, 'EMAIL_NOT_VERIFIED')) return false;
      throw error;
    }
  }

  async function listPasskeys(request: VisitedPage): Promise<PasskeyList | undefined> {
    if (!loadPasskeys) return undefined;
    return (await callRoute(loadPasskeys(), 'GET /users/me/passkeys', { request })).body as PasskeyList;
  }

  return async (request, registration) => {
    if (!(await mayShow(request))) return redirect('/account');
    const listed = (await callRoute(code, 'GET /users/me/factors', { request })).body as FactorList;
    const passkeys = await listPasskeys(request);
    return {
      page: 'factors',
      notice: parsePageNotice(request.query('notice')),
      apps: listed.items.map(({ id, name, addedAt, lastUsedAt }) => ({ id, name, addedAt, lastUsedAt })),
      ...(passkeys && { passkeys: passkeys.items.map(toShownPasskey) }),
      ...(registration && { registration }),
      isSecondFactorOn: passkeys ? passkeys.second_factor_on : listed.items.length > 0,
      isRequired: secondFactor === 'required',
      recoveryCodesLeft: listed.recovery_codes_left,
      resetAt: listed.reset_at,
    };
  };
}

function toShownPasskey({
  id,
  name,
  addedAt,
  lastUsedAt,
  synced,
  verifiesUser,
}: PasskeyList['items'][number]): ShownPagePasskey {
  return { id, name, addedAt, lastUsedAt, synced, verifiesUser };
}
