/** The page `/sign-up`. */
import type { FormPage } from '../../pages/serve/form-page';
import type { PageParts } from './page-parts';

/** Returns the page. */
export function signUpPage(_parts: PageParts): FormPage {
  return {
    show: async () => ({ page: 'sign-up', password: { minLength: 15, maxLength: 256 }, hasPasskeys: false }),
    actions: {},
  };
}
