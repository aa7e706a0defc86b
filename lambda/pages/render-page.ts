/** Renders a page from its model. */
import type { PageModel } from './page-model';
import { withOwnTexts } from './texts/own-texts';
import { writeAccount } from './views/account/account';
import { writeFactors } from './views/account/factors';
import { writeEnrolment, writeRecoveryCodes, writeTotpEnrolment } from './views/enrolment';
import { writeForgotPassword, writeResetCode } from './views/forgot-password';
import { returnToOf } from './views/forms';
import { writeLayout } from './views/layout';
import { writeError, writeSignedOut } from './views/outcomes';
import { writeConfirm, writeSecondFactor } from './views/second-factor';
import { writeSignIn, writeSignUp } from './views/sign-in';
import type { PageContent, PageContext, View } from './views/view';

type Page = PageModel['page'];

/** The view of each page. */
const views: {
  readonly [Name in Page]: (view: View, model: Extract<PageModel, { readonly page: Name }>) => PageContent;
} = {
  'sign-in': writeSignIn,
  'second-factor': writeSecondFactor,
  enrolment: writeEnrolment,
  'recovery-codes': writeRecoveryCodes,
  'sign-up': writeSignUp,
  'forgot-password': writeForgotPassword,
  'reset-code': writeResetCode,
  confirm: writeConfirm,
  account: writeAccount,
  factors: writeFactors,
  'totp-enrolment': writeTotpEnrolment,
  'signed-out': writeSignedOut,
  error: writeError,
};

/** Returns the document of a page. All texts of the model are escaped. */
export function renderPage(model: PageModel, context: PageContext): string {
  const { problem, values = {} } = model;
  const view: View = {
    ...context,
    texts: withOwnTexts(context.language, context.look.texts),
    problem,
    values,
    returnTo: returnToOf(model),
    isSectioned: model.page === 'account' || model.page === 'factors',
    alert: { isShown: false },
  };
  const write = views[model.page] as (view: View, model: PageModel) => PageContent;
  return writeLayout(view, model, write(view, model)).toString();
}
