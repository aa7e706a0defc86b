/** The page `/oauth2/authorize`, which sends a code to an app. */
import type { FormPage } from '../../pages/serve/form-page';
import type { PageParts } from './page-parts';

/** Returns the page. */
export function authorizePage(_parts: PageParts): FormPage {
  return {
    show: async () => ({ page: 'signed-out' }),
    actions: {},
  };
}
