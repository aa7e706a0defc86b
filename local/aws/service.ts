/** The interface of the AWS services behind the local endpoint. */
import type { PolicyDocument } from '../iam/policy';
import type { AwsError } from './answer';

/** The parsed input of an operation. */
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
   * The policy of the resource, if the service evaluates one in addition.
   * @default - only the caller's own policies decide
   */
  readonly resourcePolicy?: PolicyDocument;
  /**
   * Whether an allow by either policy is enough, as for most services within one account.
   * @default false: the policy of the resource must allow the call, as a key policy must
   */
  readonly eitherAllows?: boolean;
}

/** Where a call comes from. */
export interface CallOrigin {
  /** The unique id of the calling principal, such as `AROA…:function`. */
  readonly callerId: string;
  /** The endpoint that received the call, such as `http://127.0.0.1:41234`. */
  readonly endpoint: string;
}

/**
 * How the requests of a service with AWS's REST JSON protocol are recognized.
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export interface RestRoutes {
  /** The name of the service in the credential scope of the signature, such as `ses`. */
  readonly signingName: string;
  /** The operations by method and path, such as `POST /v2/email/outbound-emails`. */
  readonly operations: ReadonlyMap<string, string>;
}

/** A service that uses one of AWS's JSON protocols. */
export interface AwsService {
  /** The prefix of the operation in `X-Amz-Target`. @default - the service has the REST protocol */
  readonly target?: string;
  /** @default - the service has the RPC protocol, whose operation is in `X-Amz-Target` */
  readonly rest?: RestRoutes;
  readonly contentType: string;
  /** The prefix of the error types that all services share. */
  readonly commonErrorPrefix: string;
  /**
   * Returns every permission that a call needs. All of them must be granted.
   * @throws AwsError when the input names a resource that does not exist
   */
  listAccess(operation: string, input: AwsInput): readonly Access[];
  /** @throws AwsError when the service rejects the input */
  perform(operation: string, input: AwsInput, origin: CallOrigin): Promise<unknown>;
  /** Returns the further headers of an error response of the RPC protocol. @default - none */
  errorHeaders?(error: AwsError): Readonly<Record<string, string>>;
  /** Ends calls that wait for something, before the endpoint closes. @default - no call waits */
  endWaits?(): void;
}
