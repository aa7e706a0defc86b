/** The page `/sign-in`. */
import type { FormPage } from '../../pages/serve/form-page';
import type { PageParts } from './page-parts';

/** Returns the page. */
export function signInPage(_parts: PageParts): FormPage {
  return {
    show: async () => ({ page: 'sign-in', hasPasskeys: false, hasEmail: false, hasSignUp: true }),
    actions: {},
  };
}
