/** The actions of pages about an account. Each does what a route of the API does, for the user of the session. */
import type { Accounts } from '../../identity/accounts/accounts';
import { type Routes, unverifiedRoutes } from '../../routes';
import { UnauthorizedError } from '../../shared/errors';
import type { Answer } from '../../shared/http/answer';
import type { Caller } from '../../shared/http/request';
import { EmailNotVerifiedError } from '../../shared/page-errors';
import type { FormPage } from './form-page';
import type { VisitedPage } from './page-kit';

/** An action. */
export interface AccountAction {
  /** The route of the API that does the same. It decides who may. */
  readonly route: keyof Routes;
  readonly run: (request: VisitedPage, caller: Caller) => Promise<Answer>;
}

/** The actions of a page, by the field `action`. */
export type AccountActions = Readonly<Record<string, AccountAction>>;

/** Decides what an account may do before its address is verified. */
export interface VerifiedEmailRule {
  /** `required`: only what `unverifiedRoutes` list. */
  readonly emailPolicy: string;
  readonly accounts: Pick<Accounts, 'find'>;
}

const unverified: readonly string[] = unverifiedRoutes;

/** Returns the user of the session. The gate admits no other request to a page about an account. */
export function callerOf({ caller: { caller } }: VisitedPage): Caller {
  if (!caller) throw new UnauthorizedError('A page about an account was reached without a session');
  return caller;
}

/**
 * Refuses a route of the API to an account without a verified address, as the authorizer does. Tokens carry a scope for
 * it. A session of the pages has none, so that the account decides, and a verification counts at once.
 * @throws EmailNotVerifiedError, UnauthorizedError
 */
export async function requireVerifiedEmail(
  { emailPolicy, accounts }: VerifiedEmailRule,
  { sub }: Pick<Caller, 'sub'>,
  route: keyof Routes,
): Promise<void> {
  if (emailPolicy !== 'required' || unverified.includes(route)) return;
  const account = await accounts.find(sub);
  if (account?.state !== 'ACTIVE') throw new UnauthorizedError('The account of the session does not exist');
  if (!account.email) throw new EmailNotVerifiedError('The account has no verified address');
}

/** Creates the actions of a page, which check who may before they run. */
export function createAccountActions(rule: VerifiedEmailRule, actions: AccountActions): FormPage['actions'] {
  return Object.fromEntries(
    Object.entries(actions).map(([name, { route, run }]) => [
      name,
      async (request) => {
        const caller = callerOf(request);
        await requireVerifiedEmail(rule, caller, route);
        return run(request, caller);
      },
    ]),
  );
}

/** Returns the path parameters of a route that names an item, from the field `id`. */
export function itemOf({ caller: { form } }: VisitedPage): Readonly<Record<string, string>> {
  return { id: form.id ?? '' };
}
