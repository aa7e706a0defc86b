/** The record of an invocation that no request caused, for display and for assertions. */

/** One invocation by an event source. */
export interface InvocationTrace {
  /** The logical id of the source, such as a queue. */
  readonly source: string;
  /** The logical id of the function. */
  readonly logicalId: string;
  /** The request id of the invocation, which the function's logs contain. */
  readonly requestId?: string;
  /** The number of records in the event. */
  readonly records: number;
  /** The number of records that failed. */
  readonly failed: number;
  /** Why they failed. @default - none failed, or the function named them */
  readonly reason?: string;
  readonly milliseconds: number;
}
