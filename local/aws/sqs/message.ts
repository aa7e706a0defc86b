/** A message as a queue stores it. */

/** A value of a message attribute, as callers send it. */
export interface MessageAttribute {
  /** `String`, `Number` or `Binary`, with an optional label such as `Number.byte`. */
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64 text. */
  readonly BinaryValue?: string;
}

/** The parts of a message that its sender decides. */
export interface SentContent {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** @default - the delay of the queue */
  readonly delaySeconds?: number;
  readonly groupId?: string;
  /** The X-Ray trace header. */
  readonly traceHeader?: string;
}

/** A stored message. Times are epoch milliseconds of the run's clock. */
export interface Message extends Omit<SentContent, 'delaySeconds'> {
  /** A random UUID. */
  readonly id: string;
  /** The id of the sending principal, such as `AROA…:function`. */
  readonly senderId: string;
  readonly sentAt: number;
  /** Consumers receive the message from this time on. */
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
  /** The latest receive. */
  readonly receivedAt?: number;
  /** The handle of the latest receive. Earlier ones no longer delete the message. */
  readonly receiptHandle?: string;
  /** The queue that the message moved from. */
  readonly deadLetterSourceArn?: string;
}

/** A message that a consumer has received. */
export type ReceivedMessage = Message &
  Required<Pick<Message, 'firstReceivedAt' | 'receivedAt' | 'receiptHandle'>>;
