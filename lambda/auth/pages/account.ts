/** The page `/account`. */
import type { FormPage } from '../../pages/serve/form-page';
import type { PageParts } from './page-parts';

/** Returns the page. */
export function accountPage(_parts: PageParts): FormPage {
  return {
    show: async () => ({ page: 'signed-out' }),
    actions: {},
  };
}
