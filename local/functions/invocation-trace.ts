/** The record of an invocation that no request caused, for display and for assertions. */

/** One invocation by a queue or by a rule. */
export interface InvocationTrace {
  /** The logical id of the queue or of the rule. */
  readonly source: string;
  /** The logical id of the function. */
  readonly logicalId: string;
  /** The request id of the invocation, which the function's logs contain. */
  readonly requestId?: string;
  /** What a record is. */
  readonly unit: 'message' | 'event';
  /** The number of records that the function received. */
  readonly records: number;
  /** The number of records that failed. */
  readonly failed: number;
  /** Why they failed. @default - none failed, or the function named them */
  readonly reason?: string;
  readonly milliseconds: number;
}
