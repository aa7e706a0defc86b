/** The page `/confirm`, which authenticates a signed-in user again. */
import type { FormPage } from '../../pages/serve/form-page';
import type { PageParts } from './page-parts';

/** Returns the page. */
export function confirmPage(_parts: PageParts): FormPage {
  return {
    show: async () => ({ page: 'confirm', username: '', kinds: [] }),
    actions: {},
  };
}
