/** The responses of the local AWS services, in the format of their JSON protocols. */

/** The response to the caller. */
export interface AwsAnswer {
  readonly status: number;
  readonly body: string;
  /** Headers in addition to those of every response, in lower case. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error response of a service. */
export class AwsError extends Error {
  /** The type of the error, such as `ResourceNotFoundException`, with or without a namespace. */
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsError';
    this.type = type;
    this.status = status;
  }
}

/** Returns the response for an error. */
export function toErrorAnswer(
  { type, message, status }: AwsError,
  headers?: Readonly<Record<string, string>>,
): AwsAnswer {
  return { status, body: JSON.stringify({ __type: type, message }), ...(headers && { headers }) };
}

/**
 * Returns the response for an error in the REST protocol, which names the error in a header.
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
 */
export function toRestErrorAnswer({ type, message, status }: AwsError): AwsAnswer {
  return { status, headers: { 'x-amzn-errortype': type }, body: JSON.stringify({ message }) };
}
