/** The page `/forgot-password`. */
import type { FormPage } from '../../pages/serve/form-page';
import type { PageParts } from './page-parts';

/** Returns the page. */
export function forgotPasswordPage(_parts: PageParts): FormPage {
  return {
    show: async () => ({ page: 'forgot-password' }),
    actions: {},
  };
}
