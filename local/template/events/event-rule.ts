/** The definition of an EventBridge rule. */

/** An enabled rule on the default event bus (`AWS::Events::Rule`), with its targets that are functions. */
export interface EventRule {
  readonly logicalId: string;
  readonly arn: string;
  /** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
  readonly pattern: Readonly<Record<string, unknown>>;
  /** The ARNs of the functions that it invokes. */
  readonly functionArns: readonly string[];
}
