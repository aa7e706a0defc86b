/** Ada at the page of her account, with the dependencies in memory. */

import { schemaKit } from '../../../lambda/auth/core-bodies';
import { createEmailBodies } from '../../../lambda/auth/email-bodies';
import { createFactorBodies } from '../../../lambda/auth/factor-bodies';
import { accountPage } from '../../../lambda/auth/pages/account';
import type { PageParts } from '../../../lambda/auth/pages/page-parts';
import { createStageBodies } from '../../../lambda/auth/stage-bodies';
import type { Account } from '../../../lambda/identity/accounts/account';
import { deleteAccount } from '../../../lambda/identity/accounts/delete-account';
import { type ExportCommand, exportAccount } from '../../../lambda/identity/accounts/export-account';
import { changeUsername } from '../../../lambda/identity/accounts/usernames/change-username';
import { changePassword } from '../../../lambda/identity/authentication/change-password';
import { register } from '../../../lambda/identity/authentication/register';
import { signIn } from '../../../lambda/identity/authentication/sign-in';
import { cancelEmailChange } from '../../../lambda/identity/email/cancel-email-change';
import { changeEmail } from '../../../lambda/identity/email/change-email';
import { removeEmail } from '../../../lambda/identity/email/remove-email';
import { verifyEmail } from '../../../lambda/identity/email/verify-email';
import { confirmTotp } from '../../../lambda/identity/factors/confirm-totp';
import type { TrustedDevice } from '../../../lambda/identity/factors/trusted-devices/trusted-device';
import { endSession } from '../../../lambda/identity/sessions/end-session';
import { listSessions } from '../../../lambda/identity/sessions/list-sessions';
import { findPageSession } from '../../../lambda/identity/sessions/pages/find-page-session';
import { formatPageSecret, toPageSecret } from '../../../lambda/identity/sessions/pages/page-secret';
import { withPageSessions } from '../../../lambda/identity/sessions/pages/start-page-session';
import { signOut } from '../../../lambda/identity/sessions/sign-out';
import { signOutEverywhere } from '../../../lambda/identity/sessions/sign-out-everywhere';
import { createPageGate } from '../../../lambda/pages/gate';
import { servePage } from '../../../lambda/pages/serve/form-page';
import { createPageKit } from '../../../lambda/pages/serve/page-kit';
import { toAttributes } from '../../../lambda/shared/table/attributes';
import { createFakeDependencies, PASSWORD, SOURCE } from './auth-dependencies';
import { createBrowser, servePages } from './page-browser';
import { PAGES_ORIGIN } from './page-requests';

/** What the stage has. */
export interface AccountPageOptions {
  /** `required`: accounts must verify an address. @default '' */
  readonly emailPolicy?: string;
  /** The rounds of a deletion that its function has no time for. @default 0 */
  readonly interruptions?: number;
  /** The pages of an export. @default - those of the account */
  readonly exportedPages?: number;
  /** The trusted devices of every account. @default - the stage trusts none */
  readonly trusted?: readonly TrustedDevice[];
}

// biome-ignore lint/suspicious/noExplicitAny: each route gets the body of its schema
type Call = any;

/** Exports items that name their page. */
const exportPages =
  (pages: number) =>
  async ({ cursor = '0' }: Pick<ExportCommand, 'cursor'>) => {
    const page = Number(cursor);
    return { items: [{ page }], ...(page + 1 < pages && { cursor: String(page + 1) }) };
  };

/** Creates the scene: a stage with e-mail and second factors, and the browser in which ada has signed up. */
export async function createAccountPageScene({
  emailPolicy = '',
  interruptions = 0,
  exportedPages,
  trusted,
}: AccountPageOptions = {}) {
  const fakes = createFakeDependencies();
  const deps = {
    ...fakes,
    ...{ emailPolicy, hasEmail: true, hasPasskeys: true, trustsDevices: trusted !== undefined },
  };
  const devices = (trusted ?? []).map(({ id, ...device }) => [id, device]);
  const table = { read: async () => toAttributes({ trustedDevices: Object.fromEntries(devices) }) };
  let rounds = interruptions;
  const source = SOURCE;
  const calls = {
    listSessions: listSessions(deps),
    endSession: endSession(deps),
    signOut: signOut(deps),
    signOutEverywhere: signOutEverywhere(deps),
    exportAccount: exportedPages === undefined ? exportAccount(deps) : exportPages(exportedPages),
    deleteAccount: async (command: Call) => (rounds-- > 0 ? 'continues' : deleteAccount(deps)(command)),
  };
  const email = {
    bodies: createEmailBodies(),
    operations: {
      'PUT /users/me/email': async ({ body, caller }: Call) => {
        await changeEmail(deps)({ ...body, caller, language: 'en', source });
        return { status: 202 };
      },
      'DELETE /users/me/email': ({ caller }: Call) => removeEmail(deps)({ caller, source }),
      'POST /users/me/email/verification': ({ body, caller }: Call) =>
        verifyEmail(deps)({ ...body, caller, source }),
      'DELETE /users/me/email/verification': ({ caller }: Call) =>
        cancelEmailChange(deps)({ caller, source }),
    },
  };
  const factors = {
    bodies: createFactorBodies(schemaKit),
    operations: {
      'POST /users/me/factors/totp/{id}/confirm': async ({
        body: { code },
        caller,
        pathParameter,
      }: Call) => ({
        status: 200,
        body: await confirmTotp(deps)({ caller, id: pathParameter('id'), code, source }),
      }),
    },
  };
  const code = {
    calls,
    bodies: createStageBodies({
      features: ['email', 'factors', 'passkeys'],
      signUpEmail: '',
      trustedDevices: '',
    }),
    operations: {
      'PUT /users/me/username': async ({ body, caller }: Call) => ({
        status: 200,
        body: await changeUsername(deps)({ ...body, caller, source }),
      }),
      'PUT /users/me/password': ({ body, caller }: Call) =>
        changePassword(deps)({
          ...{ caller, source, currentPassword: body.current_password, newPassword: body.new_password },
        }),
    },
    features: { email: () => email, factors: () => factors },
    context: { readClientInfo: () => source },
  };
  const kit = createPageKit(PAGES_ORIGIN, { name: 'Latchkey' });
  const environment = { emailPolicy, sessionSeconds: 3_600, passwordMinLength: 15, passwordMaxLength: 256 };
  const parts = {
    ...{ code, kit, environment, table, stores: deps, pageSessions: deps.sessions },
  } as unknown as PageParts;
  const page = servePage(kit, accountPage(parts));
  const gate = createPageGate({
    origin: PAGES_ORIGIN,
    findSession: findPageSession({ ...deps, sessionSeconds: 30 * 86_400 }),
    writeProblem: kit.writeProblem,
    now: deps.now,
  });
  const handler = servePages('auth', gate, { 'GET /account': page.get, 'POST /account': page.post });
  const onPages = withPageSessions(deps);

  function open(refreshToken: string) {
    const secret = toPageSecret(refreshToken);
    const { sub, sid } = secret;
    return {
      ...createBrowser(handler, formatPageSecret(secret)),
      sub,
      sid,
      secret: formatPageSecret(secret),
    };
  }
  return {
    deps,
    /** Signs a user up, and returns the browser. */
    signUp: async (username: string) =>
      open((await register(onPages)({ username, password: PASSWORD, source })).refresh_token),
    /** Signs a user in, in another browser. */
    signIn: async (username: string, password = PASSWORD) =>
      open((await signIn(onPages)({ username, password, source, hasTime: () => true })).refresh_token),
    account: (sub: string) => deps.accounts.items.get(sub) as Account,
  };
}
