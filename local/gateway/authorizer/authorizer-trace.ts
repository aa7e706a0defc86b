/** How an authorizer ran, for the log line and for what comes after it. */

import type { Evaluation } from '../../iam/evaluate';

/** The caller as `event.requestContext.authorizer` has it. */
export type AuthorizedCaller = Readonly<Record<string, string | number | null>>;

/** How an authorizer ran; filled in as far as it gets. */
export interface AuthorizerTrace {
  /** For the log line. */
  authorizer?: string;
  /** The request id of its function's invocation. */
  authorizerRequestId?: string;
  /** What the authorizer said of the caller, whether or not its policy lets the caller pass. */
  caller?: AuthorizedCaller;
  /** What its policy decided about the request. */
  evaluation?: Evaluation;
  /** The API key that the authorizer named. */
  usageIdentifierKey?: string;
}
