/** The pages of `auth`: each is a second face of operations of the API. A file on demand, next to the bundle. */
import { extendPageSession } from '../../identity/sessions/pages/extend-page-session';
import { findPageSession } from '../../identity/sessions/pages/find-page-session';
import { startSession } from '../../identity/sessions/start-session';
import { createPageGate } from '../../pages/gate';
import { type ServedPage, servePage } from '../../pages/serve/form-page';
import { createPageKit, readLook } from '../../pages/serve/page-kit';
import type { LoadedRoutes } from '../../shared/route-code';
import { accountPage } from './account';
import { authorizePage } from './apps/authorize';
import { createCodeParts } from './apps/code-parts';
import { exchangeCode } from './apps/exchange-code';
import { confirmPage } from './confirm';
import { forgotPasswordPage } from './forgot-password';
import { createPageParts, type PageContext } from './page-parts';
import { secondFactorPage } from './second-factor';
import { signInPage } from './sign-in';
import { signUpPage } from './sign-up';
import { signedOutPage } from './signed-out';

/** Creates the code of the pages. */
export function createPageRoutes(context: PageContext): LoadedRoutes<'auth', 'pages'> {
  const { environment, stores } = context;
  const codeParts = createCodeParts(context);
  const kit = createPageKit(environment.pagesOrigin, readLook(__dirname), codeParts.clients);
  const parts = createPageParts(context, kit);
  const gate = createPageGate({
    origin: environment.pagesOrigin,
    findSession: findPageSession({ ...stores, sessionSeconds: environment.sessionSeconds }),
    extendSession: extendPageSession({
      pageSessions: parts.pageSessions,
      tokens: environment,
      now: stores.now,
    }),
    writeProblem: kit.writeProblem,
    now: stores.now,
  });
  const serve = (page: Parameters<typeof servePage>[1]): ServedPage => servePage(kit, page);
  const signIn = serve(signInPage(parts));
  const secondFactor = serve(secondFactorPage(parts));
  const signUp = serve(signUpPage(parts));
  const forgotPassword = serve(forgotPasswordPage(parts));
  const confirm = serve(confirmPage(parts));
  const account = serve(accountPage(parts));
  return {
    bodies: {},
    gate,
    operations: {
      'GET /sign-in': signIn.get,
      'POST /sign-in': signIn.post,
      'GET /second-factor': secondFactor.get,
      'POST /second-factor': secondFactor.post,
      'GET /sign-up': signUp.get,
      'POST /sign-up': signUp.post,
      'GET /forgot-password': forgotPassword.get,
      'POST /forgot-password': forgotPassword.post,
      'GET /confirm': confirm.get,
      'POST /confirm': confirm.post,
      'GET /account': account.get,
      'POST /account': account.post,
      'GET /signed-out': serve(signedOutPage(parts)).get,
      'GET /oauth2/authorize': serve(authorizePage(codeParts)).get,
      'POST /oauth2/token': exchangeCode({
        ...codeParts,
        startSession: startSession(stores),
        readClientInfo: parts.code.context.readClientInfo,
      }),
    },
  };
}
