/** Shows an account to its user. */
import type { Account } from '../../../identity/accounts/account';
import { type ProfileWithEmail, toOwnProfile, toProfile } from '../../../identity/accounts/get-profile';
import { isTrusted } from '../../../identity/factors/trusted-devices/trusted-device';
import { createDynamoTrustedDevices } from '../../../identity/factors/trusted-devices/trusted-devices';
import { hasPassword } from '../../../identity/passwords/no-password';
import type { AccountModel } from '../../../pages/page-model';
import { parsePageNotice } from '../../../pages/page-notices';
import { callerOf } from '../../../pages/serve/account-actions';
import type { VisitedPage } from '../../../pages/serve/page-kit';
import { UnauthorizedError } from '../../../shared/errors';
import { type PageParts, passwordHintOf } from '../page-parts';

/**
 * Returns the function.
 * @throws UnauthorizedError when the account is not active or no longer exists, or the session has ended
 */
export function showAccount({
  code,
  stores,
  environment,
  table,
}: PageParts): (request: VisitedPage) => Promise<AccountModel> {
  const { trustsDevices, now } = stores;
  const trustedDevices = createDynamoTrustedDevices(table);

  /** Returns until when each trusted device is trusted. */
  async function listTrust(account: Account): Promise<AccountModel['trustedUntil']> {
    const stored = trustsDevices ? await trustedDevices.list(account.sub) : undefined;
    const trusted = stored?.filter((device) => isTrusted(device, account, now()));
    return trusted?.map(({ until }) => new Date(until).toISOString()).sort();
  }

  return async (request) => {
    const caller = callerOf(request);
    const account = await stores.accounts.find(caller.sub);
    const password = passwordHintOf(environment);
    if (account?.state === 'DELETING') return { ...toDeletedModel(account), password };
    if (account?.state !== 'ACTIVE') throw new UnauthorizedError('The account of the session does not exist');
    const profile = toOwnProfile(stores, account);
    const isRequired = environment.emailPolicy === 'required';
    const mustVerify = isRequired && !account.email;
    // the API does not list them to an account that must verify an address
    const { items: sessions } = mustVerify ? { items: [] } : await code.calls.listSessions(caller);
    return {
      page: 'account',
      notice: parsePageNotice(request.query('notice')),
      username: profile.username,
      createdAt: profile.createdAt,
      ...('email' in profile && { email: toShownEmail(profile, isRequired) }),
      hasPassword: hasPassword(account),
      password,
      sessions,
      trustedUntil: mustVerify ? undefined : await listTrust(account),
      hasFactors: stores.hasFactors && !mustVerify,
      mustVerify,
    };
  };
}

/** A deletion that was interrupted can only be continued, in the session that began it. */
function toDeletedModel(account: Account): Omit<AccountModel, 'password'> {
  const { username, createdAt } = toProfile(account);
  return {
    ...{ page: 'account', username, createdAt, isDeleting: true },
    ...{ hasPassword: false, sessions: [], hasFactors: false },
  };
}

/** Without its address, an account of a stage that requires one could do nothing else: the page offers no removal. */
function toShownEmail({ email, pending_email: pending }: ProfileWithEmail, isRequired: boolean) {
  return {
    ...(email !== null && { address: email }),
    ...(pending !== null && { pending }),
    canRemove: email !== null && !isRequired,
  };
}
