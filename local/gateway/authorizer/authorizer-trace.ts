/** A record of how an authorizer ran, for the log line and for the later steps of the request. */

import type { Evaluation } from '../../iam/evaluate';

/** The caller as `event.requestContext.authorizer` contains it. */
export type AuthorizedCaller = Readonly<Record<string, string | number | null>>;

/** How an authorizer ran. The fields are set as the authorizer proceeds. */
export interface AuthorizerTrace {
  /** The outcome, as the log line shows it. */
  authorizer?: string;
  /** The request id of the invocation of the authorizer's function. */
  authorizerRequestId?: string;
  /** What the authorizer reported about the caller, whether or not its policy allows the request. */
  caller?: AuthorizedCaller;
  /** What its policy decided about the request. */
  evaluation?: Evaluation;
  /** The API key that the authorizer returned. */
  usageIdentifierKey?: string;
}
