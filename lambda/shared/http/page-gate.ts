/** What stands between API Gateway, which lets any browser pass, and the code of a page. */
import type { MailLanguage } from '../../mail-templates/mail-template';
import type { Answer } from './answer';
import type { Caller, Request } from './request';

/** A form as a browser sent it, not yet trusted. */
export interface SentForm {
  /** The text of the body. */
  readonly text: string | null;
  readonly isBase64Encoded: boolean;
  readonly contentType: string | undefined;
}

/** A request to a page, before its gate. */
export interface PageRequest extends Request<SentForm, undefined> {
  /** The route's key, such as `POST /sign-in`. */
  readonly route: string;
}

/** The sign-in that a browser has begun, in its flow cookie. */
export interface PageFlow {
  /** A random id. The tokens of forms are bound to it until a session begins. */
  readonly id: string;
  /** The challenge of a second factor. @default - no password was right yet */
  readonly challenge?: string | undefined;
}

/** The tokens by which accounts know a browser, in its device cookie. */
export interface PageDevice {
  /** @default - no account knows the browser */
  readonly known?: string | undefined;
  /** The token of a trusted device. @default - no account trusts the browser */
  readonly trusted?: string | undefined;
}

/** A request to a page that has passed its gate: its form was sent by a page of ours, for this session or flow. */
export interface PageVisit {
  /** The user of the session of the pages. @default - the browser is not signed in */
  readonly caller?: Caller | undefined;
  /** The secret of that session, as it is in the cookie. @default - the browser is not signed in */
  readonly secret?: string | undefined;
  readonly flow: PageFlow;
  /** The fields of the form, by name, without its token. Empty for a GET. */
  readonly form: Readonly<Record<string, string>>;
  readonly device: PageDevice;
  readonly language: MailLanguage;
  /** Creates the token for the forms of the response, for the field `csrf`. Each call returns another one. */
  createFormToken(): string;
  /** Values of `Set-Cookie` that each response to the request has, unless it sets the same cookie itself. */
  readonly cookies: readonly string[];
}

/** Admits requests to the pages of one function, and shows their errors. */
export interface PageGate {
  /**
   * Checks the cookies of a request, and that its form is from a page of ours.
   * @returns the visit, or the response to a request that is not admitted
   * @throws LatchkeyError when the form is refused, for `showProblem`
   */
  admit(request: PageRequest): Promise<{ readonly visit: PageVisit } | { readonly answer: Answer }>;
  /**
   * Shows a problem as a page.
   * @param problem the response to an API client
   * @param visit Default: the request was not admitted
   */
  showProblem(problem: Answer, request: PageRequest, visit?: PageVisit): Answer;
  /**
   * Adds the headers and the cookies that every response of a page has, and compresses it.
   * @param visit Default: the request was not admitted
   */
  finish(answer: Answer, request: PageRequest, visit?: PageVisit): Answer;
}
