/** The errors that only hosted pages have. Each carries its public text: see page-problems.ts. */

import { LatchkeyError } from './errors';
import { pageProblems } from './page-problems';

/** Thrown when the stage demands a verified address before the account may do this. */
export class EmailNotVerifiedError extends LatchkeyError {
  readonly code = 'EMAIL_NOT_VERIFIED';
  override readonly problem = pageProblems[this.code];
}

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

/** Thrown when an app asks for a code without a redirect URI of its own: there is no safe place to return to. */
export class InvalidRedirectUriError extends LatchkeyError {
  readonly code = 'INVALID_REDIRECT_URI';
  override readonly problem = pageProblems[this.code];
}

/** Thrown when no app has the `client_id` of a request in a browser. */
export class UnknownClientError extends LatchkeyError {
  readonly code = 'UNKNOWN_CLIENT';
  override readonly problem = pageProblems[this.code];
}
