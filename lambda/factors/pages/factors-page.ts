/** The page `/account/factors`. */
import { createAccountActions } from '../../pages/serve/account-actions';
import type { FormPage } from '../../pages/serve/form-page';
import type { PageParts } from './page-parts';
import { passkeyActions } from './passkey-actions';
import { showFactors } from './show-factors';
import { switchActions } from './switch-actions';
import { totpActions } from './totp-actions';

/** Returns the page. */
export function factorsPage(parts: PageParts): FormPage {
  const { environment, accounts, loadPasskeys } = parts;
  const show = showFactors(parts);
  return {
    show: (request) => show(request),
    actions: createAccountActions(
      { emailPolicy: environment.emailPolicy, accounts },
      {
        ...totpActions(parts),
        ...(loadPasskeys && {
          ...passkeyActions(parts, loadPasskeys),
          ...switchActions(parts, loadPasskeys),
        }),
      },
    ),
  };
}
