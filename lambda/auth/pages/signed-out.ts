/** The page `/signed-out`. */
import { parsePageNotice } from '../../pages/page-notices';
import type { FormPage } from '../../pages/serve/form-page';
import type { PageParts } from './page-parts';

/** Returns the page. */
export function signedOutPage(_parts: PageParts): FormPage {
  return {
    show: async ({ query }) => ({ page: 'signed-out', notice: parsePageNotice(query('notice')) }),
    actions: {},
  };
}
