/** What the local endpoint asks of each AWS service that it stands in for. */
import type { PolicyDocument } from '../iam/policy';

/** An operation's parsed input. */
export type AwsInput = Readonly<Record<string, unknown>>;

/** One permission that an operation needs. */
export interface Access {
  /** Such as `dynamodb:GetItem`. */
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  /** The service's own condition keys. */
  readonly context: Readonly<Record<string, readonly string[] | undefined>>;
  /**
   * The policy of the resource, where its service has the caller pass that as well.
   * @default - the caller's own policies decide alone
   */
  readonly resourcePolicy?: PolicyDocument;
}

/** A service that speaks one of AWS's JSON protocols. */
export interface AwsService {
  /** What stands before the operation in `X-Amz-Target`. */
  readonly target: string;
  readonly contentType: string;
  /** What stands before the types of the errors that are common to all services. */
  readonly commonErrorPrefix: string;
  /**
   * Every permission that a call needs; all of them have to be granted.
   * @throws AwsError when the input names something that does not exist
   */
  listAccess(operation: string, input: AwsInput): readonly Access[];
  /** @throws AwsError for whatever the service refuses */
  perform(operation: string, input: AwsInput): Promise<unknown>;
}
