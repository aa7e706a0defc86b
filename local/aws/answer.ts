/** The responses of the local AWS services, in the format of their JSON protocols. */

/** The response to the caller. */
export interface AwsAnswer {
  readonly status: number;
  readonly body: string;
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
export function toErrorAnswer({ type, message, status }: AwsError): AwsAnswer {
  return { status, body: JSON.stringify({ __type: type, message }) };
}
