/** The record of one call to the local AWS endpoint, and the hook that may change what comes of it. */
import type { AwsAnswer } from './answer';
import type { Denial } from './authorize-call';
import type { AwsInput } from './service';

/** One call, as it was judged. */
export interface AwsCall {
  /** The calling function's logical id; absent for the developer's own commands and for strangers. */
  readonly logicalId?: string;
  /** The calling function's name, `local admin`, or `unknown`. */
  readonly caller: string;
  /** Such as `dynamodb:GetItem`. */
  readonly action: string;
  /** The ARN that the decision is about. */
  readonly resource: string;
  /** `refused`: the credentials or the request itself; `denied`: by policy. */
  readonly decision: 'allowed' | 'denied' | 'refused';
  /** What withheld a call that was denied by a function's policies. @default - it was not */
  readonly denial?: Pick<Denial, 'by' | 'context'>;
  /** Why it was not allowed, as the caller is told. */
  readonly reason?: string;
  /** Whether the caller's SDK makes it anew, because the first attempt failed or its answer did not come. @default false */
  readonly isRepeated?: true;
  /** What the caller sent. It may hold secrets: for assertions, never for a log. */
  readonly input: AwsInput;
}

/**
 * Stands between an allowed call and its service. It may answer by itself, wait, or let the service act and
 * then lose its answer: `silence` never answers, `hang-up` ends the connection.
 */
export type Intercept = (
  call: AwsCall,
  perform: () => Promise<AwsAnswer>,
) => Promise<AwsAnswer | 'silence' | 'hang-up'>;
