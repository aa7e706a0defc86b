/** The page `/account/factors`. */
import type { FormPage } from '../../pages/serve/form-page';
import type { PageContext } from './pages';

/** Returns the page. */
export function factorsPage(_context: PageContext): FormPage {
  return {
    show: async () => ({ page: 'signed-out' }),
    actions: {},
  };
}
