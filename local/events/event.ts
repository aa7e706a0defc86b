/** An event of EventBridge. */

/**
 * An event, as a rule's target receives it.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/aws-events-structure.html
 */
export interface EventBridgeEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** In whole seconds, such as `2027-01-01T00:00:00Z`. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}
