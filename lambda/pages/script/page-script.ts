/** The script of all pages: the texts of its functions. It is the same in each response, so that the policy can name its digest. */
import { runForms } from './run-forms';
import { runPasskeys } from './run-passkeys';

export const PAGE_SCRIPT = `(${runPasskeys})(window,(${runForms})(window))`;
