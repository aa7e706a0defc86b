/** The page `/account`. */
import { createAccountActions } from '../../pages/serve/account-actions';
import type { FormPage } from '../../pages/serve/form-page';
import { dataActions } from './account/data';
import { deletionActions } from './account/deletion';
import { emailActions } from './account/email';
import { passwordActions } from './account/password';
import { profileActions } from './account/profile';
import { sessionActions } from './account/sessions';
import { showAccount } from './account/show-account';
import { showTotpProblem, totpActions } from './account/totp';
import type { PageParts } from './page-parts';

/** Returns the page. It has only the actions of the stage's features. */
export function accountPage(parts: PageParts): FormPage {
  const { hasEmail, hasFactors } = parts.stores;
  const show = showAccount(parts);
  return {
    show: async (request, shown) => showTotpProblem(request, shown) ?? (await show(request)),
    actions: createAccountActions(parts.stores, {
      ...profileActions(parts),
      ...passwordActions(parts),
      ...(hasEmail && emailActions(parts)),
      ...(hasFactors && totpActions(parts)),
      ...sessionActions(parts),
      ...dataActions(parts),
      ...deletionActions(parts),
    }),
  };
}
