/** The definition of an SQS queue. */
import type { PolicyDocument } from '../../iam/policy';

/** A standard queue (`AWS::SQS::Queue`). */
export interface QueueDefinition {
  readonly logicalId: string;
  readonly name: string;
  /** The URL on AWS. Functions receive that of the local AWS endpoint in its place, see `withQueueUrls`. */
  readonly url: string;
  readonly arn: string;
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly maxMessageBytes: number;
  /** How long a receive waits for a message. */
  readonly receiveWaitSeconds: number;
  /** When messages move to a dead-letter queue. @default - never */
  readonly redrive?: Redrive;
  /** The queue's own policy (`AWS::SQS::QueuePolicy`). @default - only the caller's policies decide */
  readonly policy?: PolicyDocument;
  /** Further attributes, which callers can read and which have no effect here, such as `KmsMasterKeyId`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The redrive policy of a queue. */
export interface Redrive {
  readonly deadLetterArn: string;
  /** A message that was received this often moves at its next receive. */
  readonly maxReceiveCount: number;
}
