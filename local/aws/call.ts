/** The record of one call to the local AWS endpoint, and the hook that can change its result. */
import type { AwsAnswer } from './answer';
import type { Denial } from './authorize-call';
import type { AwsInput } from './service';

/** One call and the decision about it. */
export interface AwsCall {
  /**
   * The logical id of the calling function; undefined for the developer's own commands and unknown callers.
   */
  readonly logicalId?: string;
  /** The name of the calling function, `local admin`, or `unknown`. */
  readonly caller: string;
  /** Such as `dynamodb:GetItem`. */
  readonly action: string;
  /** The ARN that the decision is about. */
  readonly resource: string;
  /** `refused`: the credentials or the request are invalid; `denied`: a policy does not allow the call. */
  readonly decision: 'allowed' | 'denied' | 'refused';
  /** Why the policies of a function deny the call. @default - they do not */
  readonly denial?: Pick<Denial, 'by' | 'context'>;
  /** Why the call was not allowed, as in the response to the caller. */
  readonly reason?: string;
  /**
   * Whether this is a retry of the SDK, because the first attempt failed or received no response.
   * @default false
   */
  readonly isRepeated?: true;
  /** The input that the caller sent. It can contain secrets: use it in assertions, never log it. */
  readonly input: AwsInput;
}

/**
 * A hook between an allowed call and its service. It can respond itself, wait, or let the service act and drop
 * the response. `silence` sends no response, `hang-up` closes the connection.
 */
export type Intercept = (
  call: AwsCall,
  perform: () => Promise<AwsAnswer>,
) => Promise<AwsAnswer | 'silence' | 'hang-up'>;
