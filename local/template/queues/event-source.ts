/** The definition of an event source: a queue whose messages a function receives. */

/** A mapping from a queue to a function (`AWS::Lambda::EventSourceMapping`). */
export interface EventSource {
  readonly logicalId: string;
  readonly queueArn: string;
  readonly functionArn: string;
  /** The timeout of the function in the template. While debugging, functions have a longer one. */
  readonly functionTimeoutSeconds: number;
  readonly batchSize: number;
  /** How long messages are gathered before the function is invoked. */
  readonly batchingWindowSeconds: number;
  /** Whether the function's response names the messages that failed. */
  readonly reportsBatchItemFailures: boolean;
  /** The maximum number of concurrent invocations. @default - that of the function */
  readonly maximumConcurrency?: number;
}
