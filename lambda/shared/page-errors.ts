/** The errors about the forms of hosted pages. Each carries its public text: see page-problems.ts. */

import { LatchkeyError } from './errors';
import { pageProblems } from './page-problems';

/** Thrown when a browser does not confirm that a page of ours sent the form. */
export class ForeignFormError extends LatchkeyError {
  readonly code = 'FOREIGN_FORM';
  override readonly problem = pageProblems[this.code];
}

/** Thrown when the token of a form is missing, or is for another session or flow. */
export class FormExpiredError extends LatchkeyError {
  readonly code = 'FORM_EXPIRED';
  override readonly problem = pageProblems[this.code];
}
