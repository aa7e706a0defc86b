/** The page `/second-factor`. */
import type { FormPage } from '../../pages/serve/form-page';
import type { PageParts } from './page-parts';

/** Returns the page. */
export function secondFactorPage(_parts: PageParts): FormPage {
  return {
    show: async () => ({ page: 'second-factor', kinds: [] }),
    actions: {},
  };
}
