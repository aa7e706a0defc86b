/** The page `/confirm`, which authenticates a signed-in user again. */
import type { Account } from '../../identity/accounts/account';
import { kindsOf } from '../../identity/factors/account-factor';
import { needsSeveralFactors } from '../../identity/factors/proofs/step-up-by-passkey';
import { hasPassword } from '../../identity/passwords/no-password';
import { createDynamoPageSessions } from '../../identity/sessions/pages/page-sessions';
import { replacePageSecret } from '../../identity/sessions/pages/replace-page-secret';
import { redirect } from '../../pages/page-answer';
import type { ConfirmModel, PasskeyCeremony } from '../../pages/page-model';
import { callRoute } from '../../pages/serve/call-route';
import type { FormPage } from '../../pages/serve/form-page';
import type { VisitedPage } from '../../pages/serve/page-kit';
import { hasCode, UnauthorizedError } from '../../shared/errors';
import type { Answer } from '../../shared/http/answer';
import { completeSignIn } from './complete-sign-in';
import type { PageParts } from './page-parts';
import { readCredential } from './read-credential';
import { returnPathOf } from './return-path';

/** Returns the page. Its gate admits only signed-in users. */
export function confirmPage(parts: PageParts): FormPage {
  const { kit, code, table, stores, environment } = parts;
  const { hasFactors, hasPasskeys } = stores;
  const replaceSecret = replacePageSecret({ pageSessions: createDynamoPageSessions(table) });

  /** @throws UnauthorizedError when the account or the session is not valid any more, so that the user signs in */
  async function findAccount({ caller: { caller } }: VisitedPage): Promise<Account> {
    const account = caller && (await stores.accounts.find(caller.sub));
    if (account?.state !== 'ACTIVE') throw new UnauthorizedError('The account is not active');
    return account;
  }

  /** Begins the ceremony of a step-up. Returns undefined when the account has no fitting passkey, or has begun too many. */
  async function beginPasskey(request: VisitedPage): Promise<PasskeyCeremony | undefined> {
    try {
      const route = 'POST /sessions/current/step-up/options';
      const { body } = await callRoute(code.features.passkeys(), route, { request });
      const { ceremony_id: ceremonyId, options } = body as {
        readonly ceremony_id: string;
        readonly options: object;
      };
      return { ceremonyId, options };
    } catch (error) {
      if (hasCode(error, 'PASSKEY_NOT_FOUND') || hasCode(error, 'TOO_MANY_ATTEMPTS')) return undefined;
      throw error;
    }
  }

  /** Returns the kinds of proof that the API takes from the account. */
  function listKinds(account: Account): ConfirmModel['kinds'] {
    if (!hasFactors) return ['password'];
    const kinds = kindsOf(account, hasPasskeys);
    if (needsSeveralFactors(environment, account)) return kinds;
    const passkeys = kinds.filter((kind) => kind === 'passkey');
    return hasPassword(account) ? ['password', ...passkeys] : passkeys;
  }

  /** Steps the session up, and replaces its secret: an attacker who had a copy of the cookie gets nothing of the step-up. */
  async function stepUp(request: VisitedPage, body: Readonly<Record<string, unknown>>): Promise<Answer> {
    await callRoute(code.features.factors(), 'POST /sessions/current/step-up', { request, body });
    const secret = await replaceSecret(request.caller.secret ?? '');
    if (secret === undefined) throw new UnauthorizedError('The session has ended, or has another secret');
    const cookie = kit.cookies.setSession(secret, environment.sessionSeconds);
    return redirect(returnPathOf(request), [cookie]);
  }

  /** Signs in again, in a stage that has no step-up. The new session takes the place of the old one. */
  async function signInAgain(request: VisitedPage): Promise<Answer> {
    const { username } = await findAccount(request);
    const { form, device } = request.caller;
    const body = { username, password: form.password, device_token: device.known };
    const { body: response } = await callRoute(code, 'POST /sessions/create', { request, body });
    await callRoute(code, 'DELETE /sessions/current', { request });
    return completeSignIn(parts, request, response);
  }

  const byCode = (kind: string) => async (request: VisitedPage) =>
    stepUp(request, { kind, code: request.caller.form.code ?? '' });

  return {
    show: async (request) => {
      const account = await findAccount(request);
      const offered = listKinds(account);
      const passkey = offered.includes('passkey') ? await beginPasskey(request) : undefined;
      const kinds = offered.filter((kind) => kind !== 'passkey' || passkey !== undefined);
      return {
        page: 'confirm',
        returnTo: returnPathOf(request),
        ...{ username: account.username, kinds, passkey },
      };
    },
    actions: hasFactors
      ? {
          password: async (request) => stepUp(request, { password: request.caller.form.password ?? '' }),
          totp: byCode('totp'),
          recovery_code: byCode('recovery_code'),
          ...(hasPasskeys && {
            passkey: async (request: VisitedPage) => {
              const { form } = request.caller;
              const { ceremony_id } = form;
              return stepUp(request, { kind: 'passkey', ceremony_id, credential: readCredential(form) });
            },
          }),
        }
      : { password: signInAgain },
  };
}
